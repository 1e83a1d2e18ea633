//! The disk that the output directory is on: without room, without inodes, read-only or
//! gone in the middle, with names that are taken already.
//!
//! Every record stays in exactly one file or unsaved, and nothing is overwritten.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use chrono::{TimeDelta, Utc};

use crate::crash::{EXPORT, borrow, check, reset, steps, stopped_at};
use crate::harness::Site;
use crate::harness::cgi::Outcome;
use crate::harness::site::encode;

const PAGE: usize = 4096;
/// Pages, or inodes, that the small disk has.
const ROOM: usize = 40;

/// A small disk under the site's output directory, gone with the process that mounted it.
struct Disk {
    holder: Child,
    root: PathBuf,
}

impl Disk {
    /// Needs to be root, or to be allowed a user namespace.
    fn mount(site: &Site, options: &str) -> Self {
        let place = site.path("disk");
        fs::create_dir(&place).unwrap();
        let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
        let unshare = if is_root {
            &["--mount"][..]
        } else {
            &["--user", "--map-root-user", "--mount"]
        };
        let script = "mount -t tmpfs -o \"$1\" none \"$2\" && echo mounted && exec cat";
        let mut holder = Command::new("unshare")
            .args(unshare)
            .args(["sh", "-c", script, "sh", options])
            .arg(&place)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("unshare is there");
        let mut line = String::new();
        let out = holder.stdout.as_mut().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        assert_eq!(
            line, "mounted\n",
            "a tmpfs cannot be mounted here: run this as root"
        );
        let inside = format!("/proc/{}/root", holder.id());
        let root = PathBuf::from(inside).join(place.strip_prefix("/").unwrap());
        let output = site.path("output");
        fs::remove_dir_all(&output).unwrap();
        fs::create_dir(root.join("output")).unwrap();
        fs::write(root.join("output/.clock"), "").unwrap();
        symlink(root.join("output"), output).unwrap();
        Self { holder, root }
    }

    /// Takes all room but so many pages.
    fn leave_pages(&self, n: usize) {
        let size = (ROOM - n) * PAGE;
        fs::write(self.root.join("filler"), vec![0; size]).unwrap();
    }

    /// Takes all inodes but so many; the disk itself, the output directory, the clock's
    /// file and the folder of what takes them have four.
    fn leave_inodes(&self, n: usize) {
        let fillers = self.root.join("fillers");
        let _ = fs::remove_dir_all(&fillers);
        fs::create_dir(&fillers).unwrap();
        for i in n..ROOM - 4 {
            fs::write(fillers.join(i.to_string()), "").unwrap();
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}

fn export(site: &Site) -> Outcome {
    site.cgi(&[], "POST", "extract.php", EXPORT)
}

/// What is said and logged when a file cannot be written.
fn assert_says_so(outcome: Outcome, cause: &str, when: &str) {
    let answer = outcome.answer.expect(when).expect(500).json();
    let sentence = answer["error"].as_str().unwrap();
    assert!(sentence.contains("No record is lost"), "{when}: {answer}");
    assert!(outcome.log.contains(cause), "{when}: {}", outcome.log);
}

#[test]
fn a_disk_that_is_full_at_any_write_keeps_all_records_unsaved() {
    let site = Site::prepare();
    let disk = Disk::mount(&site, &format!("size={}", ROOM * PAGE));
    let mut failed = 0;
    loop {
        reset(&site);
        disk.leave_pages(failed);
        let outcome = export(&site);
        if outcome.answer.as_ref().is_some_and(|a| a.status == 200) {
            break;
        }
        let when = format!("{failed} pages left");
        assert_says_so(outcome, "No space left on device", &when);
        assert_eq!(site.output(), [""; 0], "{when}");
        // Who stands at a desk does not notice.
        let scan = encode(&[("textarea", "AVS,20200101100001,R,2")]);
        site.cgi_post("append.php", &scan).expect(200);
        site.database
            .run("DELETE FROM transactions WHERE `library` = 'AVS' AND item_barcode = '2'");
        disk.leave_pages(ROOM);
        check(&site, &when);
        failed += 1;
    }
    // Each of the six files needs a page.
    assert_eq!(failed, 6);
    check(&site, "enough room");
}

#[test]
fn on_a_full_disk_no_file_is_marked_and_old_files_can_be_deleted() {
    let site = Site::prepare();
    let disk = Disk::mount(&site, &format!("size={}", ROOM * PAGE));
    reset(&site);
    export(&site).answer.unwrap().expect(200);
    disk.leave_pages(6);
    let before = site.output();
    let name = site.dats().remove(0);
    let mark = encode(&[("file", &name), ("uploaded", "yes")]);
    let outcome = site.cgi(&[], "POST", "uploaded.php", &mark);
    assert_says_so(outcome, "No space left on device", "marking");
    assert_eq!(site.output(), before);
    let delete = encode(&[("file[]", &name), ("confirm", "yes")]);
    site.cgi_post("deleteold.php", &delete).expect(200);
    assert!(!site.dats().contains(&name));
}

#[test]
fn a_disk_without_inodes_at_any_step_loses_and_doubles_nothing() {
    let site = Site::prepare();
    let disk = Disk::mount(&site, &format!("size=1m,nr_inodes={ROOM}"));
    let (mut left, mut after_commit) = (0, 0);
    loop {
        reset(&site);
        disk.leave_inodes(left);
        let outcome = export(&site);
        if outcome.answer.as_ref().is_some_and(|a| a.status == 200) {
            break;
        }
        let when = format!("{left} inodes left");
        assert_says_so(outcome, "No space left on device", &when);
        if site.database.count("saved = 1") > 0 {
            after_commit += 1;
        } else {
            assert_eq!(site.output(), [""; 0], "{when}");
        }
        disk.leave_inodes(ROOM - 4);
        check(&site, &when);
        left += 1;
    }
    // Six files are made; then three and three get their names by links, which tmpfs counts
    // as well, and lose the names they had before.
    assert_eq!((left, after_commit), (9, 3));
}

#[test]
fn an_output_directory_that_vanishes_under_way_loses_and_doubles_nothing() {
    let site = Site::prepare();
    reset(&site);
    let (output, away) = (site.path("output"), site.path("away"));
    let mut steps = steps(&site, "extract.php", EXPORT);
    let calls = ["openat", "sendto", "fsync", "linkat", "unlink"];
    steps.retain(|step| calls.contains(&step.call.as_str()));
    let mut failed = 0;
    for step in &steps {
        reset(&site);
        let when = format!("gone after {step:?}");
        let outcome = stopped_at(&site, step, ("extract.php", EXPORT), || {
            fs::rename(&output, &away).unwrap();
        });
        fs::rename(&away, &output).unwrap();
        if outcome
            .answer
            .as_ref()
            .is_none_or(|answer| answer.status != 200)
        {
            assert_says_so(outcome, "No such file or directory", &when);
            failed += 1;
        }
        check(&site, &when);
    }
    assert!(failed > 20, "{failed} of {}", steps.len());
}

#[test]
fn an_output_directory_that_becomes_read_only_under_way_loses_and_doubles_nothing() {
    let site = Site::prepare();
    reset(&site);
    let mut steps = steps(&site, "extract.php", EXPORT);
    steps.retain(|step| ["openat", "linkat", "unlink"].contains(&step.call.as_str()));
    let mut failed = 0;
    for step in &steps {
        reset(&site);
        let when = format!("read-only from {step:?} on");
        let mut wrapper = site.at_step(step, "error=EROFS");
        wrapper.last_mut().unwrap().push('+');
        let outcome = site.cgi(&borrow(&wrapper), "POST", "extract.php", EXPORT);
        if outcome
            .answer
            .as_ref()
            .is_none_or(|answer| answer.status != 200)
        {
            assert_says_so(outcome, "Read-only file system", &when);
            failed += 1;
        }
        check(&site, &when);
    }
    assert!(failed > 10, "{failed} of {}", steps.len());
}

/// The names that a file made now, or soon, would have.
fn next_names() -> impl Iterator<Item = String> {
    let now = Utc::now();
    let names = move |second| {
        let time = now + TimeDelta::seconds(second);
        let stem = time.format("MILLAR_%Y-%m-%d_%H%M%S");
        [".dat", ".csv", ".maker", ".uploaded", ".dat.pending"].map(|end| format!("{stem}{end}"))
    };
    (0..60).flat_map(names)
}

#[test]
fn a_name_that_is_taken_in_any_way_is_never_used_again() {
    let site = Site::prepare();
    let output = site.path("output");
    for (kind, take) in [
        ("a file", (|path| fs::write(path, "x")) as fn(PathBuf) -> _),
        ("a folder", |path| fs::create_dir(path)),
        ("a link to nowhere", |path| symlink("/nonexistent/x", path)),
    ] {
        for end in [".dat", ".csv", ".maker", ".uploaded"] {
            site.database.run("DELETE FROM transactions");
            site.database.run("INSERT INTO transactions VALUES ('MILLAR', 20200101100001, 'R', '1', '', '', '', 0)");
            let taken: Vec<String> = next_names().filter(|name| name.ends_with(end)).collect();
            for name in &taken {
                take(output.join(name)).unwrap();
            }
            let outcome = site.cgi(&["env", "TZ=UTC"], "POST", "extract.php", "library=MILLAR");
            let when = format!("{end} is {kind}: {}", outcome.log);
            outcome.answer.expect(&when).expect(200);
            let made = site.output();
            let made: Vec<&String> = made.iter().filter(|name| !taken.contains(name)).collect();
            let [csv, dat, maker] = made.as_slice() else {
                panic!("{when}: {made:?}");
            };
            let stem = dat.trim_end_matches(".dat");
            assert_eq!(
                (*csv, *maker),
                (&format!("{stem}.csv"), &format!("{stem}.maker"))
            );
            assert!(**dat > taken[0], "{dat} is before {taken:?}");
            assert_eq!(site.items_in(&[(*dat).clone()]), ["1"], "{when}");
            fs::remove_dir_all(&output).unwrap();
            fs::create_dir(&output).unwrap();
        }
    }
}

#[test]
fn a_name_that_is_taken_under_way_is_left_to_whoever_took_it() {
    let site = Site::prepare();
    reset(&site);
    let steps = steps(&site, "extract.php", "library=MILLAR");
    let first_link = steps.iter().position(|step| step.call == "linkat");
    // COMMIT is sent, and no file has its name yet.
    let commit = steps[..first_link.unwrap()]
        .iter()
        .rfind(|step| step.call == "sendto");
    reset(&site);
    let mut theirs = String::new();
    let outcome = stopped_at(
        &site,
        commit.unwrap(),
        ("extract.php", "library=MILLAR"),
        || {
            let pending = site
                .output()
                .into_iter()
                .find(|name| name.ends_with(".dat.pending"));
            theirs = pending.unwrap().replace(".pending", "");
            site.write(&format!("output/{theirs}"), "theirs");
        },
    );
    assert_eq!(site.file(&theirs), "theirs");
    let made = crate::harness::site::names(&outcome.answer.unwrap().expect(200));
    assert_ne!(made, [theirs.as_str()]);
    fs::remove_file(site.path("output").join(&theirs)).unwrap();
    check(&site, "the name was taken");
}

#[test]
fn a_clock_that_is_set_back_overwrites_nothing_and_loses_nothing() {
    let site = Site::prepare();
    let mut names: Vec<String> = Vec::new();
    // Local time goes back an hour, to and fro, as with a wrong clock that is put right.
    for (i, zone) in ["NOW+0", "AGO+1", "NOW+0", "AGO+1", "AGO+1"]
        .iter()
        .enumerate()
    {
        let zone = format!("TZ={zone}");
        let scan = encode(&[("library", "MILLAR"), ("itemBarcode2", &i.to_string())]);
        let stamped = site.cgi(&["env", &zone], "POST", "append.php", &scan);
        stamped.answer.unwrap().expect(200);
        let made = site.cgi(&["env", &zone], "POST", "extract.php", "library=MILLAR");
        let made = crate::harness::site::names(&made.answer.unwrap().expect(200));
        assert_eq!(site.items_in(&made), [i.to_string()], "{zone}");
        assert!(!names.contains(&made[0]), "{made:?} in {names:?}");
        names.extend(made);
    }
    assert_eq!(site.dats().len(), 5);
    assert_eq!(site.database.count("saved = 0"), 0);
}
