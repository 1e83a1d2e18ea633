//! mod_proxy_fcgi keeps its connections to the service for the next request.

use std::fs;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::harness::site::{FORM, JSON, encode};
use crate::harness::{Client, Site, Transport, http, signal, wait};

const RESTARTS: usize = 5;

#[test]
fn a_connection_that_is_kept_serves_many_requests_and_ends_with_the_service() {
    if Transport::tested() != Transport::Proxy {
        return;
    }
    let site = Site::start();
    for _ in 0..20 {
        site.get("").expect(200);
    }
    let workers = site.workers();
    let [pid] = workers[..] else {
        panic!("{workers:?}");
    };
    // One waits for connections and one for signals; each connection has its own.
    let threads = || fs::read_dir(format!("/proc/{pid}/task")).map_or(0, Iterator::count);
    assert!((3..12).contains(&threads()), "{} threads", threads());
    assert!(signal(pid, "TERM"));
    site.get("").expect(200);
    wait("the end of the process", || {
        (!signal(pid, "0")).then_some(())
    });
    let log = fs::read_to_string(site.path("log/unit.out")).unwrap();
    assert!(!log.contains("panic"), "{log}");
}

#[test]
fn no_answer_is_anothers_while_clients_go_away_in_the_middle_of_theirs() {
    if Transport::tested() != Transport::Proxy {
        return;
    }
    let site = Site::start();
    thread::scope(|scope| {
        for desk in 0..3 {
            let site = &site;
            scope.spawn(move || {
                for i in 0..20 {
                    let line = format!("<desk{desk}-{i}>");
                    for n in 0..3 {
                        go_away(site, &line, n);
                    }
                    // Apache closes a client's kept connection when it is short of places.
                    let client = Client::new(site.port());
                    let body = encode(&[("textarea", &line)]);
                    let answer = client.send("POST", "append.php", &[FORM, JSON], body.as_bytes());
                    let answer = answer.unwrap().expect(200).json();
                    assert_eq!(answer["rejected"].as_array().unwrap().len(), 1, "{answer}");
                    assert_eq!(answer["rejected"][0]["text"], line.as_str());
                }
            });
        }
    });
}

/// A client that sends half of its request, or all of it, and does not wait for the answer,
/// of about 200 KB.
fn go_away(site: &Site, line: &str, n: u64) {
    let lines = format!("{line} gone,\n").repeat(1000);
    let body = encode(&[("textarea", &lines)]);
    let head = format!(
        "POST /offline-circ/append.php HTTP/1.1\r\nHost: localhost\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let whole = [head.as_bytes(), body.as_bytes()].concat();
    let part = if n == 0 { whole.len() / 2 } else { whole.len() };
    let mut stream = http::connect(site.port());
    let _ = stream.write_all(&whole[..part]);
    thread::sleep(Duration::from_millis(3 * n));
}

#[test]
fn a_service_that_is_started_anew_under_load_loses_and_doubles_nothing() {
    if Transport::tested() != Transport::Proxy {
        return;
    }
    let site = Site::start();
    let answered = AtomicUsize::new(0);
    let refused = AtomicUsize::new(0);
    thread::scope(|scope| {
        for desk in 0..4 {
            let (site, answered, refused) = (&site, &answered, &refused);
            scope.spawn(move || {
                let client = Client::new(site.port());
                for i in 0..150 {
                    let line = format!("MILLAR,201508271000{:02},R,{desk}-{i}", i % 60);
                    let body = encode(&[("textarea", &line)]);
                    wait(&line, || {
                        let answer =
                            client.send("POST", "append.php", &[FORM, JSON], body.as_bytes());
                        let answer = answer.expect("an answer");
                        refused.fetch_add(usize::from(answer.status == 503), Ordering::SeqCst);
                        (answer.status != 503).then(|| answer.expect(200))
                    });
                    answered.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        for restart in 1..=RESTARTS {
            wait("the desks", || {
                (answered.load(Ordering::SeqCst) >= restart * 100).then_some(())
            });
            for pid in site.workers() {
                assert!(signal(pid, "TERM"));
            }
        }
    });
    assert_eq!(site.database.rows().len(), 600);
    // Apache may use a connection in the very moment in which it is closed: nearly never, and
    // only the first of each desk.
    let refused = refused.load(Ordering::SeqCst);
    assert!(refused <= 4 * RESTARTS, "{refused} were refused");
}
