//! Two Apaches with one output directory, and a MariaDB with a copy that takes its place: set
//! up, lost and taken over by the commands that sql/README.md gives.
//!
//! What must hold: a record that was acknowledged is there, none is there twice, and each is
//! in exactly one file or unsaved.

mod pair;

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::harness::site::{FORM, JSON, encode};
use crate::harness::{Site, signal, wait};
use pair::Pair;

const ALL: [(&str, &str); 1] = [("library", "---")];
const DESKS: usize = 6;
/// How many records are acknowledged before and after each loss.
const MANY: usize = 150;

/// Desks and a supervisor at work, until it is over.
struct Load<'a> {
    heads: &'a [Site; 2],
    acknowledged: Mutex<Vec<String>>,
    files: AtomicUsize,
    is_over: AtomicBool,
}

impl<'a> Load<'a> {
    fn new(heads: &'a [Site; 2]) -> Self {
        Self {
            heads,
            acknowledged: Mutex::default(),
            files: AtomicUsize::new(0),
            is_over: AtomicBool::new(false),
        }
    }

    /// Sends one record after the other, each to one head after the other until it is
    /// acknowledged.
    fn desk(&self, desk: usize) {
        let mut heads = self.heads.iter().cycle().skip(desk);
        for n in 0.. {
            let item = format!("{desk}-{n}");
            let line = format!("MILLAR,20200101100000,R,{item}");
            let body = encode(&[("textarea", &line)]);
            loop {
                if self.is_over.load(Ordering::Relaxed) {
                    return;
                }
                let client = heads.next().expect("a head").client();
                let answer = client.send("POST", "append.php", &[FORM, JSON], body.as_bytes());
                if answer.is_ok_and(|answer| answer.status == 200) {
                    break;
                }
                thread::sleep(Duration::from_millis(50));
            }
            self.acknowledged.lock().unwrap().push(item);
        }
    }

    fn supervisor(&self) {
        for head in self.heads.iter().cycle() {
            if self.is_over.load(Ordering::Relaxed) {
                return;
            }
            let body = encode(&ALL);
            let answer = head
                .client()
                .send("POST", "extract.php", &[FORM, JSON], body.as_bytes());
            if answer.is_ok_and(|answer| answer.status == 200) {
                self.files.fetch_add(1, Ordering::Relaxed);
            }
            thread::sleep(Duration::from_millis(100));
        }
    }

    /// Waits until so many more records are acknowledged, and a file is made.
    fn wait_for(&self, more: usize) {
        let count = || self.acknowledged.lock().unwrap().len();
        let (enough, files) = (count() + more, self.files.load(Ordering::Relaxed));
        wait("more records and a file", || {
            let is_enough = count() >= enough && self.files.load(Ordering::Relaxed) > files;
            is_enough.then_some(())
        });
    }
}

/// Ends the load, also when the test fails.
struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn a_primary_killed_under_load_takes_no_acknowledged_record_with_it() {
    let pair = Pair::start();
    let Pair { db1, db2, heads } = &pair;
    let load = Load::new(heads);
    thread::scope(|scope| {
        let _end = End(&load.is_over);
        for desk in 0..DESKS {
            let load = &load;
            scope.spawn(move || load.desk(desk));
        }
        scope.spawn(|| load.supervisor());
        // There, and back again with what was lost made anew, all under load.
        for (lost, promoted, cut_off) in [(db1, db2, false), (db2, db1, true)] {
            load.wait_for(MANY);
            if cut_off {
                promoted.database.run("STOP SLAVE IO_THREAD");
                // Whatever is acknowledged from here on is lost.
                thread::sleep(Duration::from_millis(300));
            }
            lost.mariadb.kill();
            pair.promote(promoted);
            load.wait_for(MANY);
            lost.mariadb.start_again();
            pair.copy(promoted, lost);
        }
        load.wait_for(MANY);
    });
    let acknowledged = load.acknowledged.into_inner().unwrap();
    let places = pair.places(db1);
    let lost: Vec<_> = acknowledged
        .iter()
        .filter(|item| !places.contains_key(*item))
        .collect();
    assert!(lost.is_empty(), "{} lost: {lost:?}", lost.len());
    let twice: Vec<_> = places.iter().filter(|(_, n)| **n != 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    assert_eq!(db1.database.rows().len(), places.len());
    heads[1].export("---");
    assert_eq!(pair.places(db1), places);
    assert_eq!(db1.database.count("saved = 0"), 0);
    for name in heads[0].dats() {
        let file = heads[1].get(&format!("output/{name}")).expect(200);
        assert_eq!(file.text(), heads[0].file(&name));
    }
}

#[test]
fn what_only_the_lost_primary_has_was_acknowledged_to_nobody_and_is_recorded_when_sent_again() {
    let pair = Pair::start();
    let Pair { db1, db2, heads } = &pair;
    heads[0].submit("MILLAR,20200101100000,R,before");
    db2.database.run("STOP SLAVE IO_THREAD");
    let line = "MILLAR,20200101100001,R,last";
    thread::scope(|scope| {
        let answer = scope.spawn(|| heads[0].post_json("append.php", &[("textarea", line)]));
        db1.waits_for_the_copy();
        db1.mariadb.kill();
        answer.join().unwrap().expect(503);
    });
    pair.promote(db2);
    assert_eq!(db2.database.count("item_barcode = 'last'"), 0);
    // The lost one comes back, with the record, and is used by nobody.
    db1.mariadb.start_again();
    assert_eq!(db1.database.count("item_barcode = 'last'"), 1);
    assert_eq!(heads[1].submit(line), 1);
    assert_eq!(heads[0].submit(line), 0);
    assert_eq!(db2.database.rows().len(), 2);
    // Made anew, it has what the other has.
    pair.copy(db2, db1);
    heads[0].submit("MILLAR,20200101100002,R,after");
    wait("the copy", || {
        (db1.database.rows() == db2.database.rows()).then_some(())
    });
}

#[test]
fn an_export_whose_commit_was_lost_with_the_primary_is_undone_by_the_copy() {
    let pair = Pair::start();
    let Pair { db1, db2, heads } = &pair;
    heads[0].submit("MILLAR,20200101100001,R,1\nMILLAR,20200101100002,R,2");
    db2.database.run("STOP SLAVE IO_THREAD");
    thread::scope(|scope| {
        let export = scope.spawn(|| heads[0].post_json("extract.php", &ALL));
        db1.waits_for_the_copy();
        db1.mariadb.kill();
        export.join().unwrap().expect(503);
    });
    let output = heads[1].output();
    assert!(output.iter().any(|name| name.ends_with(".dat.pending")));
    pair.promote(db2);
    assert_eq!(pair.places(db2).len(), 2);
    assert!(heads[1].output().is_empty());
    assert_eq!(heads[1].items_in(&heads[1].export("---")), ["1", "2"]);
}

#[test]
fn an_export_whose_head_and_primary_are_lost_after_commit_is_published_by_the_other_head() {
    let pair = Pair::start();
    let Pair { db1, db2, heads } = &pair;
    heads[0].submit("MILLAR,20200101100001,R,1\nMILLAR,20200101100002,R,2");
    db2.mariadb.signal("STOP");
    thread::scope(|scope| {
        let export = scope.spawn(|| heads[0].post_json("extract.php", &ALL));
        db1.waits_for_the_copy();
        for worker in heads[0].workers() {
            signal(worker, "KILL");
        }
        assert!(export.join().unwrap().status >= 500);
    });
    assert!(heads[1].dats().is_empty());
    db2.mariadb.signal("CONT");
    wait("the COMMIT in the copy", || {
        (db2.database.count("saved = 1") == 2).then_some(())
    });
    db1.mariadb.kill();
    pair.promote(db2);
    assert_eq!(pair.places(db2).len(), 2);
    assert_eq!(heads[1].items_in(&heads[1].dats()), ["1", "2"]);
}

#[test]
fn a_primary_that_was_restarted_or_lost_its_copy_waits_for_a_person() {
    let pair = Pair::start();
    let Pair { db1, db2, heads } = &pair;
    let line = |n: u8| format!("MILLAR,2020010110000{n},R,{n}");
    heads[0].submit(&line(1));
    db1.mariadb.kill();
    db1.mariadb.start_again();
    for head in heads {
        let answer = head.post_json("append.php", &[("textarea", &line(2))]);
        answer.expect(503);
    }
    pair.make_primary(db1);
    heads[0].submit(&line(2));
    db2.mariadb.kill();
    thread::scope(|scope| {
        let submission = scope.spawn(|| heads[0].submit(&line(3)));
        db1.waits_for_the_copy();
        pair.go_on_alone(db1);
        submission.join().unwrap();
    });
    assert_eq!(db1.database.rows().len(), 3);
}
