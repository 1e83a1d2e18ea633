//! A node that undoes the transaction of an export and keeps silent about it: played by a proxy,
//! because Galera does it once in a few hundred times.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::ALL;
use super::nodes::Cluster;
use crate::harness::wait;

/// A command of MySQL's protocol: its length, the number 0, 3 for a query, and the query.
const ROLLBACK: &[u8] = b"\x09\0\0\0\x03ROLLBACK";
const FLAG: &[u8] = b"SET saved = 1";

/// A packet with its head.
fn packet(from: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut head = [0; 4];
    from.read_exact(&mut head)?;
    let [a, b, c, _] = head;
    let mut body = vec![0; u32::from_le_bytes([a, b, c, 0]) as usize];
    from.read_exact(&mut body)?;
    Ok([&head[..], &body].concat())
}

/// The port of a way to the server on which the first transaction that flags records is rolled back
/// just before, and `meanwhile` happens.
fn undoing(server: u16, meanwhile: impl Fn() + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let meanwhile = Arc::new(meanwhile);
    let is_done = Arc::new(AtomicBool::new(false));
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let server = TcpStream::connect(("127.0.0.1", server)).unwrap();
            let hides_answer = Arc::new(AtomicBool::new(false));
            let (mut from, mut to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
            let hides = Arc::clone(&hides_answer);
            thread::spawn(move || {
                while let Ok(answer) = packet(&mut from) {
                    if !hides.swap(false, Ordering::SeqCst) && to.write_all(&answer).is_err() {
                        break;
                    }
                }
                let _ = to.shutdown(Shutdown::Both);
            });
            let (meanwhile, is_done) = (Arc::clone(&meanwhile), Arc::clone(&is_done));
            let (mut from, mut to) = (client, server);
            thread::spawn(move || {
                while let Ok(command) = packet(&mut from) {
                    let flags = command.windows(FLAG.len()).any(|part| part == FLAG);
                    if flags && !is_done.swap(true, Ordering::SeqCst) {
                        hides_answer.store(true, Ordering::SeqCst);
                        to.write_all(ROLLBACK).unwrap();
                        while hides_answer.load(Ordering::SeqCst) {
                            thread::yield_now();
                        }
                        meanwhile();
                    }
                    if to.write_all(&command).is_err() {
                        break;
                    }
                }
                let _ = to.shutdown(Shutdown::Both);
            });
        }
    });
    port
}

#[test]
fn an_export_that_a_node_undoes_in_silence_flags_nothing_that_is_in_no_file() {
    let Cluster { nodes, heads } = Cluster::start();
    let [one, _two] = heads;
    one.submit("MILLAR,20150827100000,R,1\nMILLAR,20150827100001,R,2");
    let node = nodes[0].database.name.clone();
    let socket = nodes[0].database.socket.clone();
    let meanwhile = move || {
        let database = crate::harness::Database {
            name: node.clone(),
            socket: socket.clone(),
        };
        database.run("INSERT INTO transactions VALUES ('MILLAR', '2015-08-27 10:00:02', 'R', '3', '', '', '', 0)");
        // The database is the cluster's, and not dropped here.
        std::mem::forget(database);
    };
    let port = undoing(nodes[0].mariadb.port(), meanwhile);
    let server = |port: u16| format!("127.0.0.1:{port}");
    let direct = server(nodes[0].mariadb.port());
    let config = std::fs::read_to_string(one.path("config.toml")).unwrap();
    one.configure(&config.replace(&direct, &server(port)));
    let one = one.serve();
    let answer = one.post_json("extract.php", &ALL).expect(200).json();
    assert_eq!(
        answer["files"].as_array().map(Vec::len),
        Some(1),
        "{answer}"
    );
    // The other node may be asked next, before it has the third record: then it is left for the
    // next file.
    let exported = one.items_in(&one.dats()).len();
    wait("what was exported, on this node", || {
        (nodes[0].database.count("saved = 1") > 0).then_some(())
    });
    assert_eq!(nodes[0].database.count("saved = 1"), exported);
    if exported < 3 {
        one.export("---");
    }
    assert_eq!(one.items_in(&one.dats()), ["1", "2", "3"]);
}
