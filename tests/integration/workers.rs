//! FastCGI processes that end while they work: killed, or asked to go by a reload.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::database::{hold_lock, waiting};
use crate::harness::site::{FORM, JSON, encode};
use crate::harness::{Client, ROOT, Site, Transport, run, signal, wait};

/// Exports that must be met by a kill.
const MET: usize = 10;

/// Posts until the answer is 200, as the page does. mod_fcgid never answers a request for
/// which it was starting a process in the moment of a reload, so patience must end.
fn insist(site: &Site, page: &str, fields: &[(&str, &str)]) {
    let client = Client::with_patience(site.port(), Duration::from_secs(5));
    wait(page, || {
        let body = encode(fields);
        let answer = client.send("POST", page, &[FORM, JSON], body.as_bytes());
        answer.ok().filter(|answer| answer.status == 200)
    });
}

#[test]
fn exports_whose_process_is_killed_lose_and_double_nothing() {
    let site = Site::prepare();
    // mod_fcgid starts no more than about ten processes at once, and then waits.
    site.write(
        "before.conf",
        "<IfModule fcgid_module>\nFcgidSpawnScoreUpLimit 10000\n</IfModule>\n",
    );
    let site = site.serve();
    let mut met = 0;
    let mut rounds = 0;
    while rounds < 30 || met < MET {
        let round = rounds;
        rounds += 1;
        // On any machine one in ten is met.
        assert!(round < 1000, "only {met} exports were met");
        site.database.run(&format!(
            "INSERT INTO transactions SELECT IF(seq % 2, 'MILLAR', 'AVS'), '2015-08-27' + INTERVAL seq SECOND, 'R', \
             CONCAT('{round}-', seq), '', '', '', 0 FROM seq_1_to_200"
        ));
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                let body = encode(&[("library", "---"), ("per_library", "on")]);
                let answer =
                    site.client()
                        .send("POST", "extract.php", &[FORM, JSON], body.as_bytes());
                done.store(true, Ordering::SeqCst);
                drop(answer);
            });
            // Every other time as soon as there is a file, else a little later each round.
            let pending = || site.output().iter().any(|name| name.ends_with(".pending"));
            let end = Instant::now() + Duration::from_micros(500 * (round as u64 % 30));
            let now = || {
                if round % 2 == 0 {
                    pending()
                } else {
                    Instant::now() >= end
                }
            };
            while !now() && !done.load(Ordering::SeqCst) {
                thread::yield_now();
            }
            for pid in site.workers().into_iter().filter_map(Pid::from_raw) {
                // Without a process of its own for it, the signal is there at once.
                let is_killed = kill_process(pid, Signal::KILL).is_ok();
                met += usize::from(is_killed && !done.load(Ordering::SeqCst));
            }
        });
        // What the reload of the list finds must already be true.
        wait("the list", || {
            (site.get("listfiles.php").status == 200).then_some(())
        });
        let in_files = site.items_in(&site.dats()).len();
        assert_eq!(
            in_files + site.database.count("saved = 0"),
            200 * (round + 1),
            "round {round}"
        );
        insist(&site, "extract.php", &[("library", "---")]);
    }
    let items = site.items_in(&site.dats());
    assert_eq!(items.len(), 200 * rounds);
    assert_eq!(items.iter().collect::<BTreeSet<_>>().len(), 200 * rounds);
    assert_eq!(site.database.count("saved = 0"), 0);
    assert!(
        !site.output().iter().any(|name| name.ends_with(".pending")),
        "{:?}",
        site.output()
    );
}

#[test]
fn a_process_that_is_asked_to_end_finishes_the_request_in_hand() {
    if !Transport::tested().keeps_processes() {
        return;
    }
    let site = Site::start();
    site.get("").expect(200);
    // Keeps the request in hand as long as wanted.
    let holder = hold_lock(&site.database);
    thread::scope(|scope| {
        let append = scope.spawn(|| site.submit("MILLAR,20150827100001,R,1"));
        waiting(&site.database, "User lock", None);
        let workers = site.workers();
        assert!(!workers.is_empty());
        for pid in &workers {
            assert!(signal(*pid, "TERM"));
        }
        for pid in &workers {
            wait("the process to have taken the signal", || {
                let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
                let is_pending =
                    |line: &str| line.starts_with("ShdPnd:") && !line.ends_with("00000");
                (!status.lines().any(is_pending)).then_some(())
            });
        }
        assert_eq!(site.workers(), workers);
        // Nobody on this host can reach the program past Apache, in its last moment either.
        for pid in &workers {
            let input = format!("/proc/{pid}/fd/0");
            wait("an input that is no socket", || {
                let target = fs::read_link(&input).ok()?;
                (target == Path::new("/dev/null")).then_some(())
            });
        }
        // systemd keeps the socket: who comes now is the next process's.
        let late = (Transport::tested() == Transport::Proxy).then(|| {
            let late = scope.spawn(|| site.get("listfiles.php").expect(200).status);
            thread::sleep(Duration::from_millis(300));
            assert!(!late.is_finished());
            late
        });
        drop(holder);
        assert_eq!(append.join().unwrap(), 1);
        assert!(late.is_none_or(|late| late.join().unwrap() == 200));
        wait("the end of the processes", || {
            workers.iter().all(|pid| !signal(*pid, "0")).then_some(())
        });
    });
    assert_eq!(site.database.rows().len(), 1);
    assert_eq!(site.submit("MILLAR,20150827100001,R,1"), 0);
}

#[test]
fn a_reload_under_load_loses_no_acknowledged_record() {
    let site = Site::start();
    let acknowledged = AtomicUsize::new(0);
    thread::scope(|scope| {
        for desk in 0..4 {
            let (site, acknowledged) = (&site, &acknowledged);
            scope.spawn(move || {
                for i in 0..60 {
                    let line = format!("MILLAR,201508271000{:02},R,{desk}-{i}", i % 60);
                    insist(site, "append.php", &[("textarea", &line)]);
                    // Acknowledged means that it is there.
                    assert_eq!(
                        site.database.count(&format!("item_barcode = '{desk}-{i}'")),
                        1,
                        "{line}"
                    );
                    acknowledged.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        for reload in 1..=5 {
            wait("the desks", || {
                (acknowledged.load(Ordering::SeqCst) >= reload * 35).then_some(())
            });
            assert!(signal(site.apache_pid(), "USR1"));
        }
    });
    let items: Vec<String> = site.database.query("SELECT item_barcode FROM transactions");
    assert_eq!(items.len(), 240);
    assert_eq!(items.iter().collect::<BTreeSet<_>>().len(), 240);
}

#[test]
fn systemd_understands_the_units_and_finds_them_closed() {
    let site = Site::prepare();
    let units = ["offline-circ.socket", "offline-circ.service"].map(|name| {
        let unit = fs::read_to_string(Path::new(ROOT).join("apache").join(name)).unwrap();
        let program = site.program().display().to_string();
        site.write(
            name,
            unit.replace("=/usr/bin/offline-circ\n", &format!("={program}\n")),
        );
        site.path(name)
    });
    let analyze = |arguments: &[&str], units: &[PathBuf]| {
        let mut analyze = Command::new("systemd-analyze");
        let output = run(analyze.args(arguments).args(units));
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    let complaints = analyze(&["verify", "--man=no"], &units);
    assert!(!complaints.contains("offline-circ"), "{complaints}");
    // Out of ten, where ten is a service that may do everything.
    analyze(
        &["security", "--offline=true", "--threshold=20"],
        &units[1..],
    );
}
