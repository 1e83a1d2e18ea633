//! Two servers that may both be written to: nodes of a Galera cluster, which know nothing of each
//! other's locks. Each record is there once and in one file, whichever node was asked, and a node
//! that takes no work is passed over.

mod nodes;
mod silence;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::Duration;

use crate::crash::stopped_at;
use crate::harness::site::{FORM, JSON, encode, names};
use crate::harness::{Site, wait};
use nodes::Cluster;

const ALL: [(&str, &str); 1] = [("library", "---")];

/// Does the same by both heads at once, and returns what came of it.
fn at_once<T: Send>(heads: &[Site; 2], work: impl Fn(&Site) -> T + Sync) -> [T; 2] {
    let both = Barrier::new(2);
    let work = |head| {
        both.wait();
        work(head)
    };
    thread::scope(|scope| {
        let threads = [0, 1].map(|i| {
            let work = &work;
            scope.spawn(move || work(&heads[i]))
        });
        threads.map(|thread| thread.join().unwrap())
    })
}

#[test]
fn a_line_that_is_sent_to_two_nodes_at_once_is_recorded_once() {
    const ROUNDS: usize = 200;
    let cluster = Cluster::start();
    let mut twice = 0;
    for round in 0..ROUNDS {
        let line = format!("MILLAR,20150827100000,L,{round},,7,");
        let recorded: u64 = at_once(&cluster.heads, |head| head.submit(&line))
            .iter()
            .sum();
        twice += recorded - 1;
    }
    assert_eq!(twice, 0, "of {ROUNDS} lines were recorded twice");
    for node in &cluster.nodes {
        assert_eq!(node.database.rows().len(), ROUNDS);
    }
}

#[test]
fn a_record_made_on_one_node_is_voided_at_once_on_the_other() {
    const ROUNDS: usize = 20;
    let cluster = Cluster::start();
    let [one, two] = &cluster.heads;
    let database = &cluster.nodes[0].database;
    database.run("CREATE TABLE other_work (id int AUTO_INCREMENT PRIMARY KEY, n int)");
    let mut not_voided = Vec::new();
    for round in 0..ROUNDS {
        // The other node is busy with this when the record comes.
        database.run("INSERT INTO other_work (n) SELECT seq FROM seq_1_to_20000");
        let line = format!("MILLAR,20150827100000,L,{round},,7,");
        assert_eq!(one.submit(&line), 1);
        let answer = two.post_json("void.php", &[("textarea", &line)]);
        if answer.status != 200 {
            not_voided.push((round, answer.status));
        }
    }
    assert!(not_voided.is_empty(), "{not_voided:?}");
    // What was voided by this node, it knows of.
    assert_eq!(cluster.nodes[1].database.rows(), [""; 0]);
}

#[test]
fn exports_on_two_nodes_at_once_put_each_record_into_one_file() {
    const ROUNDS: usize = 20;
    let cluster = Cluster::start();
    let database = &cluster.nodes[0].database;
    for round in 0..ROUNDS {
        database.run(&format!(
            "INSERT INTO transactions SELECT 'MILLAR', '2015-08-27' + INTERVAL seq SECOND, 'R', \
             CONCAT('{round}-', seq), '', '', '', 0 FROM seq_1_to_50"
        ));
        at_once(&cluster.heads, |head| {
            names(&head.post_json("extract.php", &ALL).expect(200))
        });
    }
    cluster.heads[0].export("---");
    wait("all exports on the other node", || {
        (cluster.nodes[1].database.count("saved = 0") == 0).then_some(())
    });
    let places = cluster.places(&cluster.nodes[1]);
    assert_eq!(places.len(), 50 * ROUNDS);
    let twice: Vec<_> = places.iter().filter(|(_, n)| **n != 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn an_export_that_stands_still_is_undone_before_another_head_settles_its_files() {
    const EXPORT: (&str, &str) = ("extract.php", "library=---");
    let cluster = Cluster::start();
    let [one, two] = &cluster.heads;
    let (mut records, mut met) = (0, 0);
    let mut record = || {
        records += 1;
        one.submit(&format!("MILLAR,20150827100000,R,{records}"));
        records
    };
    record();
    for step in one.steps(&["fsync"], EXPORT.0, EXPORT.1) {
        let records = record();
        let outcome = stopped_at(one, &step, EXPORT, || {
            let output = one.output();
            let is_there = |suffix| output.iter().any(|name| name.ends_with(suffix));
            if is_there(".csv.pending") && !is_there(".dat.pending") {
                // It waits for the files in vain, and then settles them.
                two.get("listfiles.php").expect(200);
                met += 1;
            }
        });
        let when = format!("{step:?}: {}", outcome.log);
        assert_eq!(
            outcome.answer.map(|answer| answer.status),
            Some(200),
            "{when}"
        );
        let places = cluster.places(&cluster.nodes[0]);
        assert_eq!(places.len(), records, "{when}");
        assert!(places.values().all(|n| *n == 1), "{places:?} {when}");
    }
    assert!(met > 0, "no .csv was pending without its .dat");
}

#[test]
fn a_node_that_takes_no_work_is_passed_over_also_by_who_has_a_connection_to_it() {
    let cluster = Cluster::start();
    let [one, two] = &cluster.nodes;
    let head = &cluster.heads[1];
    let (mut n, mut logged) = (0, 0);
    // Recorded here, whoever is asked, and then there.
    let mut is_passed_over = |cause: &str| {
        n += 1;
        assert_eq!(head.submit(&format!("MILLAR,20150827100000,R,{n}")), 1);
        head.get("listrecords.php").expect(200).shows("2015-08-27");
        let passed_over = || {
            let log = head.log();
            let lines = log.lines().filter(|line| line.contains("passed_over"));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        let lines = wait("the log", || {
            Some(passed_over()).filter(|l| l.len() > logged)
        });
        assert!(lines[logged].contains(cause), "{cause}: {lines:?}");
        logged = lines.len();
        let check = head.command(&["check"]);
        let check = String::from_utf8_lossy(&check.stdout).into_owned();
        assert!(
            check.contains("is passed over: ") && check.contains(cause),
            "{check}"
        );
        assert_eq!(one.database.rows().len(), n);
    };
    head.submit("MILLAR,20150827100000,R,0");
    wait("the record on the other node", || {
        (one.database.rows().len() == 1).then_some(())
    });
    one.database.run("DELETE FROM transactions");
    for (name, value, back, cause) in [
        (
            "wsrep_reject_queries",
            "ALL",
            "NONE",
            "wsrep_reject_queries is ALL",
        ),
        ("read_only", "1", "0", "read_only is ON"),
    ] {
        two.mariadb
            .query::<u8>(&format!("SET GLOBAL {name} = {value}"));
        is_passed_over(cause);
        two.mariadb
            .query::<u8>(&format!("SET GLOBAL {name} = {back}"));
        use_again(head);
    }
    // Now it is not Primary.
    two.set("wsrep_provider_options", "gmcast.isolate=1");
    two.wait_until("wsrep_ready", "OFF");
    one.wait_until("wsrep_cluster_size", "1");
    is_passed_over("wsrep_ready is OFF, wsrep_cluster_status is non-Primary");
    let names = head.export("---");
    assert_eq!(head.items_in(&names).len(), n);
    two.set("wsrep_provider_options", "gmcast.isolate=0");
    two.wait_until("wsrep_ready", "ON");
    assert_eq!(two.database.count("saved = 1"), n);
}

/// Lets the head begin anew with the first of its servers.
fn use_again(head: &Site) {
    head.end_workers();
    head.get("listrecords.php").expect(200);
}

#[test]
fn a_node_that_freezes_or_is_killed_under_load_takes_no_acknowledged_record_with_it() {
    const MANY: usize = 40;
    let cluster = Cluster::start();
    let [one, two] = &cluster.nodes;
    let is_over = AtomicBool::new(false);
    let acknowledged: [Mutex<Vec<String>>; 2] = Default::default();
    let desk = |head: usize, desk: usize| {
        for n in 0.. {
            let item = format!("{head}-{desk}-{n}");
            let body = encode(&[("textarea", &format!("MILLAR,20200101100000,R,{item}"))]);
            let client = cluster.heads[head].client();
            while !client
                .send("POST", "append.php", &[FORM, JSON], body.as_bytes())
                .is_ok_and(|answer| answer.status == 200)
            {
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
                thread::sleep(Duration::from_millis(50));
            }
            acknowledged[head].lock().unwrap().push(item);
            if is_over.load(Ordering::Relaxed) {
                return;
            }
        }
    };
    let go_on = || {
        let count = |head: usize| acknowledged[head].lock().unwrap().len();
        let before = [count(0), count(1)];
        // Whether it gets through or not, nothing may come of it twice.
        for head in &cluster.heads {
            head.post_json("extract.php", &ALL);
        }
        wait("more records by both heads", || {
            let more = |head: usize| count(head) >= before[head] + MANY;
            (more(0) && more(1)).then_some(())
        });
    };
    thread::scope(|scope| {
        let _end = End(&is_over);
        for (head, number) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let desk = &desk;
            scope.spawn(move || desk(head, number));
        }
        go_on();
        two.mariadb.signal("STOP");
        go_on();
        two.mariadb.signal("CONT");
        two.wait_until("wsrep_ready", "ON");
        go_on();
        two.mariadb.kill();
        go_on();
    });
    cluster.heads[0].export("---");
    let places = cluster.places(one);
    let all = acknowledged
        .map(|items| items.into_inner().unwrap())
        .concat();
    for item in all {
        assert_eq!(places.get(&item), Some(&1), "{item}");
    }
    let twice: Vec<_> = places.iter().filter(|(_, n)| **n != 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    assert_eq!(one.database.rows().len(), places.len());
}

/// Ends the load, also when the test fails.
struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn without_the_table_of_writers_check_says_that_one_node_may_be_written_to() {
    let cluster = Cluster::without_writers();
    let check = || {
        let output = cluster.heads[0].command(&["check"]);
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let text = check();
    assert!(
        text.contains("warning  writers") && text.contains("load writers.sql"),
        "{text}"
    );
    cluster.nodes[0].database.add_writers();
    let text = check();
    assert!(text.contains("ok       writers"), "{text}");
}
