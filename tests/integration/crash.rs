//! Killed at every step: the very same program, killed by strace at each system call that
//! could make a difference, and MariaDB killed while the program stands still at each.
//!
//! What must hold is always the same: every record is in exactly one file or still
//! unsaved, and the next export completes it.

use std::collections::BTreeMap;
use std::fs;

use crate::harness::cgi::{Outcome, Step, finish};
use crate::harness::site::encode;
use crate::harness::{Mariadb, Site, signal, wait};

/// Everything by which the program changes a file or speaks to the database.
const CALLS: [&str; 13] = [
    "openat",
    "write",
    "fsync",
    "linkat",
    "unlink",
    "?rename",
    "?renameat2",
    "close",
    "sendto",
    "recvfrom",
    "?sendmsg",
    "?writev",
    "getdents64",
];
/// Nothing matters before the first word to the database. (Connecting is done by a thread of
/// its own, which strace does not follow.)
const FIRST: &str = "sendto";
pub const EXPORT: &str = "library=---&per_library=on";

/// Four records of two libraries; the item barcodes tell their order in the files.
const RECORDS: &str = "('MILLAR', 20200101100003, 'L', '3', '', '70', '', 0), \
    ('AVS', 20200101100002, 'R', '12', '', '', '', 0), \
    ('MILLAR', 20200101100001, 'L', '1', '', '71', '', 0), \
    ('AVS', 20200101100001, 'L', '11', '', '72', '', 0), \
    ('MILLAR', 20200101100001, 'R', '2', '', '', '', 0)";
const MILLAR: &[&str] = &["1", "2", "3"];
const AVS: &[&str] = &["11", "12"];

/// The five records, unsaved, and no file.
pub fn reset(site: &Site) {
    let deleted = [".latest", ".latest-MILLAR", ".latest-AVS"].map(str::to_owned);
    for name in site.output() {
        fs::remove_file(site.path("output").join(name)).unwrap();
    }
    for name in deleted {
        let _ = fs::remove_file(site.path("output").join(name));
    }
    site.database.run("DELETE FROM transactions");
    site.database
        .run(&format!("INSERT INTO transactions VALUES {RECORDS}"));
}

/// The steps of a whole request from its first word to the database.
pub fn steps(site: &Site, page: &str, body: &str) -> Vec<Step> {
    let steps = site.steps(&CALLS, page, body);
    let first = steps.iter().position(|step| step.call == FIRST);
    steps.into_iter().skip(first.unwrap()).collect()
}

/// Of each record, in how many files it is, or unsaved.
fn places(site: &Site) -> BTreeMap<String, usize> {
    let unsaved: Vec<String> = site
        .database
        .query("SELECT item_barcode FROM transactions WHERE saved = 0");
    let mut places = BTreeMap::new();
    for item in site.items_in(&site.dats()).into_iter().chain(unsaved) {
        *places.entry(item).or_default() += 1;
    }
    places
}

fn once() -> BTreeMap<String, usize> {
    MILLAR
        .iter()
        .chain(AVS)
        .map(|item| ((*item).to_owned(), 1))
        .collect()
}

/// Checks the invariant, lets the next export complete it, and checks the files. Returns
/// what was logged while the rest of the killed export was settled.
pub fn check(site: &Site, when: &str) -> String {
    // Whoever looks at the list settles what was left behind.
    let settled = site.cgi(&[], "GET", "listfiles.php", "").log;
    assert_eq!(places(site), once(), "{when}");
    let pending = |name: &String| name.ends_with(".pending");
    let output = site.output();
    assert!(!output.iter().any(pending), "{when}: {output:?}");
    site.cgi_post("extract.php", EXPORT).expect(200);
    assert_eq!(site.database.count("saved = 0"), 0, "{when}");
    assert_eq!(places(site), once(), "{when}");
    for (library, items) in [("MILLAR", MILLAR), ("AVS", AVS)] {
        let mut names = site.dats();
        names.retain(|name| name.starts_with(library));
        assert_eq!(site.items_in(&names), items, "{when}");
    }
    settled
}

/// Does something to an export at a step, by way of strace.
fn export_with(site: &Site, step: &Step, action: &str) -> Outcome {
    reset(site);
    let wrapper = site.at_step(step, action);
    site.cgi(&borrow(&wrapper), "POST", "extract.php", EXPORT)
}

/// The database's answers come in one piece or in several: there may be fewer to read.
fn assert_reached(outcome: &Outcome, step: &Step) {
    let is_reached = !outcome.finished || step.call == "recvfrom";
    assert!(is_reached, "{step:?} was not reached");
}

pub fn borrow(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

#[test]
fn an_export_killed_at_any_step_loses_and_doubles_nothing() {
    kill_an_export_at_every_step(&Site::prepare());
}

#[test]
fn so_does_one_that_takes_turns_with_other_servers() {
    let site = Site::prepare();
    site.database.add_writers();
    kill_an_export_at_every_step(&site);
}

fn kill_an_export_at_every_step(site: &Site) {
    reset(site);
    let steps = steps(site, "extract.php", EXPORT);
    assert!(steps.len() > 50, "{steps:?}");
    let (mut removed, mut published) = (0, 0);
    for step in &steps {
        let outcome = export_with(site, step, "signal=KILL");
        assert_reached(&outcome, step);
        let settled = check(site, &format!("killed at {step:?}"));
        removed += settled.matches(" outcome=removed ").count();
        published += settled.matches(" outcome=published ").count();
    }
    // Both sides of COMMIT were met.
    assert!(removed > 10 && published > 10, "{removed} {published}");
}

#[test]
fn an_export_whose_system_calls_fail_at_any_step_loses_and_doubles_nothing() {
    let site = Site::prepare();
    reset(&site);
    let files = ["openat", "write", "fsync", "linkat", "unlink"];
    let mut steps = steps(&site, "extract.php", EXPORT);
    steps.retain(|step| files.contains(&step.call.as_str()));
    let mut failed = 0;
    for step in &steps {
        let outcome = export_with(&site, step, "error=ENOSPC");
        let when = format!("no space at {step:?}: {}", outcome.log);
        match outcome.answer.map(|answer| answer.status) {
            // Before COMMIT nothing has happened; after it, the file comes with the next look.
            Some(500) => failed += 1,
            // Log or answer could not be written.
            Some(200) | None => {}
            other => panic!("{other:?} {when}"),
        }
        check(&site, &when);
    }
    assert!(failed > 10, "{failed} of {}", steps.len());
}

/// Stops a request after a step, and lets it go on after what happens meanwhile.
pub fn stopped_at(
    site: &Site,
    step: &Step,
    (page, body): (&str, &str),
    meanwhile: impl FnOnce(),
) -> Outcome {
    let wrapper = site.at_step(step, "signal=STOP");
    let trace = site.path("trace");
    let _ = fs::remove_file(&trace);
    let child = site.start_cgi(&borrow(&wrapper), "POST", page, body);
    wait(&format!("the stop at {step:?}"), || {
        let text = fs::read_to_string(&trace).unwrap_or_default();
        text.contains("stopped by SIGSTOP").then_some(())
    });
    meanwhile();
    for pid in site.workers() {
        assert!(signal(pid, "CONT"));
    }
    finish(child)
}

/// Waits until the database has done all that it was asked, and answered. What comes of a
/// request depends on that, which else depended on how fast the machine is.
fn wait_for_answers(site: &Site) {
    let at_work = "SELECT COUNT(*) FROM information_schema.processlist \
        WHERE command NOT IN ('Sleep', 'Daemon') AND id <> CONNECTION_ID()";
    wait("the database's answers", || {
        (site.database.query::<usize>(at_work) == [0]).then_some(())
    });
}

/// Stops a request after a step, kills MariaDB and starts it again, which frees the
/// request's locks; what happens meanwhile comes before the request goes on.
fn with_the_database_killed(
    (site, mariadb): (&Site, &Mariadb),
    step: &Step,
    request: (&str, &str),
    meanwhile: impl FnOnce(),
) -> Outcome {
    stopped_at(site, step, request, || {
        wait_for_answers(site);
        mariadb.kill();
        mariadb.start_again();
        meanwhile();
    })
}

/// So often the steps are gone through at most.
const ROUNDS: usize = 3;

/// Kills the database after each step of an export; `calm` is whether nothing else happens
/// meanwhile.
fn kill_the_database_at_every_step(calm: bool) {
    let mariadb = Mariadb::start();
    let site = Site::on(&mariadb.socket());
    reset(&site);
    let calls = ["sendto", "write", "fsync", "linkat", "unlink"];
    let mut steps = steps(&site, "extract.php", EXPORT);
    steps.retain(|step| calls.contains(&step.call.as_str()));
    assert!(steps.len() > 20, "{steps:?}");
    // A database that is killed before it has read a statement loses that one and no COMMIT: then
    // the whole is done again, until one COMMIT could not be sent.
    assert_met((0..ROUNDS).map(|_| kill_at_each((&site, &mariadb), &steps, calm)));
}

/// In the first round in which nobody knew what became of COMMIT, that was so after the step before
/// it, because it could not be sent; after its own as well, if the database had not read it yet.
fn assert_met(mut uncertain: impl Iterator<Item = usize>) {
    let met = uncertain.find(|n| *n > 0);
    assert!(matches!(met, Some(1 | 2)), "{met:?}");
}

/// Kills the database once after each of these steps. Returns how often nobody knew what became of
/// COMMIT.
fn kill_at_each((site, mariadb): (&Site, &Mariadb), steps: &[Step], calm: bool) -> usize {
    let mut uncertain = 0;
    for step in steps {
        reset(site);
        let when = format!("database killed after {step:?}");
        let export = ("extract.php", EXPORT);
        let outcome = with_the_database_killed((site, mariadb), step, export, || {
            if !calm {
                check(site, &when);
            }
        });
        let status = outcome.answer.map(|answer| answer.status);
        let log = outcome.log;
        match status {
            Some(200) => {}
            // Nobody knows what became of COMMIT, and only then is it not done again.
            Some(503) => {
                assert!(
                    log.contains("the answer to COMMIT was lost"),
                    "{when}: {log}"
                );
                uncertain += 1;
            }
            Some(500) if !calm => {}
            other => panic!("{other:?} {when}: {log}"),
        }
        check(site, &format!("{when}, the export went on: {log}"));
    }
    uncertain
}

#[test]
fn an_export_whose_database_is_killed_at_any_step_loses_and_doubles_nothing() {
    kill_the_database_at_every_step(true);
}

#[test]
fn an_export_that_lost_its_lock_disturbs_no_other() {
    kill_the_database_at_every_step(false);
}

#[test]
fn a_submission_killed_at_any_step_is_recorded_once_by_sending_it_again() {
    let site = Site::prepare();
    let lines = "MILLAR,20200101100000,L,1,,70,\nMILLAR,20200101100000,R,1\nAVS,20200101100001,R,2";
    let body = encode(&[("textarea", lines)]);
    let steps = steps(&site, "append.php", &body);
    let twice = steps.iter().chain(&steps).enumerate();
    for (n, step) in twice {
        if n == steps.len() {
            site.database.add_writers();
        }
        site.database.run("DELETE FROM transactions");
        let wrapper = site.at_step(step, "signal=KILL");
        let outcome = site.cgi(&borrow(&wrapper), "POST", "append.php", &body);
        assert_reached(&outcome, step);
        if outcome.answer.is_some() {
            assert_eq!(site.database.rows().len(), 3, "{step:?}");
        }
        let again = site.cgi_post("append.php", &body).expect(200).json();
        assert_eq!(site.database.rows().len(), 3, "{step:?}");
        let sum = again["recorded"].as_u64().unwrap() + again["already_recorded"].as_u64().unwrap();
        assert_eq!(sum, 3, "{again}");
    }
}

#[test]
fn a_submission_whose_database_is_killed_at_any_step_is_recorded_all_the_same() {
    let mariadb = Mariadb::start();
    let site = Site::on(&mariadb.socket());
    let body = encode(&[(
        "textarea",
        "MILLAR,20200101100000,L,1,,70,\nAVS,20200101100001,R,2",
    )]);
    let mut steps = steps(&site, "append.php", &body);
    steps.retain(|step| step.call == "sendto");
    assert!(steps.len() > 2, "{steps:?}");
    for step in &steps {
        site.database.run("DELETE FROM transactions");
        let submission = ("append.php", body.as_str());
        let outcome = with_the_database_killed((&site, &mariadb), step, submission, || {});
        let answer = outcome.answer.expect("an answer");
        assert_eq!(answer.status, 200, "{step:?}: {}", outcome.log);
        assert_eq!(site.database.rows().len(), 2, "{step:?}");
    }
}

#[test]
fn a_submission_whose_database_is_gone_for_good_says_nothing_that_is_not_so() {
    let mariadb = Mariadb::start();
    let site = Site::on(&mariadb.socket());
    let body = encode(&[("textarea", "MILLAR,20200101100000,L,1,,70,")]);
    let mut steps = steps(&site, "append.php", &body);
    steps.retain(|step| step.call == "sendto");
    // COMMIT that could not be sent; in another round, if the database was killed before it had
    // read the question.
    assert_met((0..ROUNDS).map(|_| gone_at_each((&site, &mariadb), &steps, &body)));
}

/// Kills the database for good after each of these steps of a submission; how often nobody knew
/// whether it was recorded.
fn gone_at_each((site, mariadb): (&Site, &Mariadb), steps: &[Step], body: &str) -> usize {
    let mut uncertain = 0;
    for step in steps {
        site.database.run("DELETE FROM transactions");
        let outcome = stopped_at(site, step, ("append.php", body), || {
            wait_for_answers(site);
            mariadb.kill();
        });
        mariadb.start_again();
        let Some(answer) = outcome.answer.filter(|answer| answer.status == 503) else {
            continue;
        };
        let answer = answer.text();
        let is_uncertain = outcome.log.contains("the answer to COMMIT was lost");
        let says = |text: &str| answer.contains(text);
        let said = [
            says("may or may not be done"),
            says("None of this is recorded yet"),
        ];
        assert_eq!(said, [is_uncertain, !is_uncertain], "{step:?}: {answer}");
        if is_uncertain {
            // Both causes are in the log.
            let log = &outcome.log;
            assert_eq!(log.matches("failed page").count(), 1, "{log}");
            assert!(log.contains("retried cause"), "{log}");
            uncertain += 1;
        } else {
            assert_eq!(site.database.rows(), [""; 0], "{step:?}");
        }
    }
    uncertain
}

#[test]
fn a_deletion_killed_at_any_step_is_completed_by_asking_again() {
    let site = Site::prepare();
    let export = || {
        reset(&site);
        site.cgi_post("extract.php", EXPORT).expect(200);
        let names = site.dats();
        let [avs, millar] = names.as_slice() else {
            panic!("{names:?}");
        };
        let body = encode(&[("file[]", millar), ("confirm", "yes")]);
        (avs.clone(), millar.clone(), body)
    };
    let (_, _, body) = export();
    for step in steps(&site, "deleteold.php", &body) {
        let (avs, millar, body) = export();
        let wrapper = site.at_step(&step, "signal=KILL");
        let outcome = site.cgi(&borrow(&wrapper), "POST", "deleteold.php", &body);
        assert_reached(&outcome, &step);
        if site.dats().contains(&millar) {
            site.cgi_post("deleteold.php", &body).expect(200);
        }
        let sheet = avs.replace(".dat", ".csv");
        let maker = avs.replace(".dat", ".maker");
        assert_eq!(site.output(), [sheet, avs, maker], "{step:?}");
        assert_eq!(
            site.database.count("`library` = 'AVS' AND saved = 1"),
            AVS.len(),
            "{step:?}"
        );
        assert_eq!(site.database.count("`library` = 'MILLAR'"), 0, "{step:?}");
    }
}
