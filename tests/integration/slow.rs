//! Clients that are slow, or far too many. Apache's own limits keep them from the program,
//! and whoever scans is served as soon as Apache lets them in.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::harness::site::{FORM, encode};
use crate::harness::{Client, Site, Transport, http, load_module, run, wait};

const HEAD: &str = "POST /offline-circ/append.php HTTP/1.1\r\nHost: localhost\r\n";

/// A scan, as bytes that can be sent little by little.
fn request() -> String {
    let body = "textarea=MILLAR,20150827100002,R,slow";
    let (kind, length) = (FORM.1, body.len());
    format!("{HEAD}Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}")
}

fn connect(site: &Site) -> Option<TcpStream> {
    let address = SocketAddr::from(([127, 0, 0, 1], site.port()));
    TcpStream::connect_timeout(&address, Duration::from_millis(50)).ok()
}

/// What gives the places of slow clients back; on Debian and RHEL it is on, with 20 seconds.
fn with_time_outs(site: &Site) {
    let settings = "RequestReadTimeout header=3 body=3\n";
    site.write("before.conf", load_module("reqtimeout") + settings);
}

/// Records a line as the page does, which tries again; over a connection of its own, for
/// Apache closes those that are kept for later when it is short of places.
fn record(site: &Site, line: &str) {
    let body = encode(&[("textarea", line)]);
    wait(line, || {
        let client = Client::with_patience(site.port(), Duration::from_secs(10));
        let answer = client.send("POST", "append.php", &[FORM], body.as_bytes());
        answer.ok().filter(|answer| answer.status == 303)
    });
}

#[test]
fn slow_clients_occupy_no_process_of_the_program() {
    let site = Site::prepare();
    with_time_outs(&site);
    let site = site.serve();
    let request = request();
    // Some stop in the middle of a header, some in the body.
    let mut slow: Vec<TcpStream> = Vec::new();
    for part in [30, request.len() - 5] {
        for _ in 0..50 {
            let mut stream = http::connect(site.port());
            stream.write_all(&request.as_bytes()[..part]).unwrap();
            slow.push(stream);
        }
    }
    for i in 0..20 {
        record(&site, &format!("MILLAR,20150827100001,R,quick{i}"));
    }
    // By plain CGI each has started a process, which waits. mod_fcgid may start one more for
    // a request that comes before the answer to the one before is noted.
    if Transport::tested().keeps_processes() {
        assert!(site.workers().len() < 5, "{:?}", site.workers());
    }
    drop(slow);
    assert_eq!(site.database.count("item_barcode = 'slow'"), 0);
}

#[test]
fn who_is_slow_and_comes_to_an_end_is_heard() {
    let site = Site::start();
    let request = request();
    let mut slow = http::connect(site.port());
    for byte in request.as_bytes() {
        slow.write_all(&[*byte]).unwrap();
        thread::sleep(Duration::from_millis(2));
    }
    let mut answer = [0; 12];
    slow.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 303");
    assert_eq!(site.database.count("item_barcode = 'slow'"), 1);
}

#[test]
fn ten_thousand_connections_keep_desks_waiting_and_lose_nothing() {
    let site = Site::prepare();
    with_time_outs(&site);
    let site = site.serve();
    let this = std::process::id().to_string();
    run(Command::new("prlimit").args(["--nofile=16384:", "--pid", &this]));
    let flood = || {
        let begun = |_| {
            let mut stream = connect(&site)?;
            let _ = stream.write_all(HEAD.as_bytes());
            Some(stream)
        };
        (0..200).filter_map(begun).collect::<Vec<_>>()
    };
    thread::scope(|scope| {
        let floods: Vec<_> = (0..50).map(|_| scope.spawn(flood)).collect();
        let desk = scope.spawn(|| {
            for i in 0..50 {
                record(&site, &format!("MILLAR,20150827100001,R,{i}"));
            }
        });
        let held: usize = floods
            .into_iter()
            .map(|flood| flood.join().unwrap().len())
            .sum();
        println!("{held} connections were taken");
        assert!(held > 400, "{held}");
        desk.join().unwrap();
    });
    assert_eq!(site.database.rows().len(), 50);
    assert!(site.workers().len() < 10, "{:?}", site.workers());
    assert_eq!(site.items_in(&site.export("---")).len(), 50);
}
