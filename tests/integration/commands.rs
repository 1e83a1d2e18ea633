//! The commands of the command line: what the pages do, without the web server.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::process::{Command, Output};

use crate::harness::{PROGRAM, Site, run};

impl Site {
    pub fn command(&self, arguments: &[&str]) -> Output {
        self.command_with(arguments, &[])
    }

    pub fn command_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
        let mut command = Command::new(self.program());
        command
            .args(arguments)
            .envs(variables.iter().copied())
            .env_remove("SUDO_USER")
            .env("LOGNAME", "ada")
            .env("OFFLINE_CIRC_CONFIG", self.path("config.toml"));
        command.output().expect("the program starts")
    }
}

/// The command's standard output; it must exit with this code.
#[track_caller]
pub fn expect(output: &Output, code: i32) -> String {
    let error = String::from_utf8_lossy(&output.stderr);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(code), "{text}{error}");
    text
}

#[track_caller]
fn log(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

const DAY: &str = "MILLAR,20150827100000,L,5,,7012,\nAVS,20150827100001,R,6";

#[test]
fn export_makes_the_files_that_the_page_would_make() {
    let site = Site::start();
    site.submit(DAY);
    let one = site.command(&["export", "--library", "AVS"]);
    let text = expect(&one, 0);
    let name = site.dats().remove(0);
    assert!(name.starts_with("AVS_"), "{name}");
    let path = site.path("output").join(&name);
    assert_eq!(text, format!("1 record is in {}\n", path.display()));
    assert_eq!(
        log(&one),
        format!("offline-circ: exported file={name:?} records=1 user=\"ada\"\n")
    );
    // Apache's user owns it, whoever ran the command.
    let owner = fs::metadata(site.path("output")).unwrap().uid();
    assert_eq!(fs::metadata(&path).unwrap().uid(), owner);
    let list = site.get("listfiles.php").expect(200);
    list.shows("by ada");
    site.submit("AVS,20150827100002,R,7");
    expect(&site.command(&["export", "--per-library"]), 0);
    assert_eq!(site.dats().len(), 3);
    assert_eq!(site.items_in(&site.dats()).len(), 3);
    let nothing = site.command(&["export"]);
    assert_eq!(expect(&nothing, 0), "There is nothing to export.\n");
    assert_eq!(site.dats().len(), 3);
}

#[test]
fn list_shows_each_file_and_what_is_in_none() {
    let site = Site::start();
    site.submit(DAY);
    let text = expect(&site.command(&["list"]), 0);
    assert_eq!(
        text,
        "2 records are not yet in a file. The oldest is from 2015-08-27 10:00:00.\n"
    );
    let name = site.export("MILLAR").remove(0);
    site.post("uploaded.php", &[("file", &name), ("uploaded", "yes")])
        .expect(303);
    let text = expect(&site.command(&["list"]), 0);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(
        lines[0].starts_with(&format!(
            "{name}  1 record  {} bytes  made 20",
            site.file(&name).len()
        )),
        "{text}"
    );
    assert!(lines[0].contains("  uploaded 20"), "{text}");
    assert_eq!(
        lines[1],
        "1 record is not yet in a file. It is from 2015-08-27 10:00:01."
    );
    site.export("AVS");
    let text = expect(&site.command(&["list"]), 0);
    assert_eq!(
        text.lines()
            .filter(|line| line.ends_with("  not uploaded"))
            .count(),
        1,
        "{text}"
    );
    assert!(text.ends_with("\nThere is nothing to export.\n"), "{text}");
}

#[test]
fn purge_deletes_what_is_old_and_only_says_so_when_it_is_a_dry_run() {
    let site = Site::start();
    site.submit(DAY);
    let name = site.export("MILLAR").remove(0);
    let old = "MILLAR_2015-08-27_120000.dat";
    for suffix in ["dat", "csv"] {
        let from = name.replace(".dat", &format!(".{suffix}"));
        let to = old.replace(".dat", &format!(".{suffix}"));
        fs::rename(site.path("output").join(from), site.path("output").join(to)).unwrap();
    }
    site.post("uploaded.php", &[("file", old), ("uploaded", "yes")])
        .expect(303);
    let dry = site.command(&["purge", "--older-than", "30", "--dry-run"]);
    assert_eq!(
        expect(&dry, 0),
        format!("Would delete {old} and its 1 record\n")
    );
    assert_eq!(site.dats(), [old]);
    assert_eq!(site.database.rows().len(), 2);
    let really = site.command(&["purge", "--older-than", "30"]);
    assert_eq!(
        expect(&really, 0),
        format!("Deleted {old} and its 1 record\n")
    );
    assert_eq!(
        log(&really),
        format!("offline-circ: deleted file={old:?} records=1 user=\"ada\"\n")
    );
    assert!(site.dats().is_empty());
    assert_eq!(site.database.count("`library` = 'AVS'"), 1);
    assert_eq!(site.database.rows().len(), 1);
    let again = site.command(&["purge", "--older-than", "30"]);
    assert!(expect(&again, 0).starts_with("There is nothing from before 20"));
}

#[test]
fn purge_leaves_files_that_are_not_marked_as_uploaded_and_names_them() {
    let site = Site::start();
    site.submit(DAY);
    let made = site.export("MILLAR").remove(0);
    let old = "MILLAR_2015-08-27_120000.dat";
    for suffix in [".dat", ".csv"] {
        let path = |name: &str| site.path("output").join(name.replace(".dat", suffix));
        fs::rename(path(&made), path(old)).unwrap();
    }
    let stays = format!("{old} and its 1 record stay: the file is not marked as uploaded\nMark a");
    let (before, rows) = (site.output(), site.database.rows());
    for more in [&["--dry-run"][..], &[], &[]] {
        let arguments = [&["purge", "--older-than", "30"], more].concat();
        let text = expect(&site.command(&arguments), 0);
        assert!(text.starts_with(&stays), "{text}");
        assert!(text.contains("--also-not-uploaded"), "{text}");
        // Its record has a file, so it is none of those whose file is gone.
        assert_eq!(
            (site.output(), site.database.rows()),
            (before.clone(), rows.clone())
        );
    }
    let all = ["purge", "--older-than", "30", "--also-not-uploaded"];
    assert_eq!(
        expect(&site.command(&all), 0),
        format!("Deleted {old} and its 1 record\n")
    );
    assert!(site.dats().is_empty());
    assert_eq!(site.database.rows().len(), 1);
}

#[test]
fn what_is_not_understood_or_fails_exits_with_2_and_changes_nothing() {
    let site = Site::start();
    site.submit(DAY);
    for arguments in [
        &["export", "--library", "NOWHERE"][..],
        &["export", "--library", "AVS", "--per-library"],
        &["purge"],
        &["purge", "--older-than", "-1"],
        &["purge", "--older-than", "4000000000"],
        &["clean"],
    ] {
        let output = site.command(arguments);
        assert_eq!(expect(&output, 2), "", "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
    assert!(site.dats().is_empty());
    site.configure(&site.config().replace("mysql.sock", "nothing.sock"));
    for arguments in [&["export"][..], &["purge", "--older-than", "1"], &["list"]] {
        let output = site.command(arguments);
        assert_eq!(expect(&output, 2), "", "{arguments:?}");
        assert!(log(&output).contains("nothing.sock"), "{}", log(&output));
    }
    site.configure("");
    let output = site.command(&["export"]);
    expect(&output, 2);
    assert!(log(&output).contains("config.toml: "), "{}", log(&output));
}

#[test]
fn what_is_done_is_done_although_nobody_reads_it() {
    let site = Site::start();
    site.submit(DAY);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = Command::new(site.program())
        .arg("export")
        .env("OFFLINE_CIRC_CONFIG", site.path("config.toml"))
        .env_remove("SUDO_USER")
        .env_remove("LOGNAME")
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    // Who has run it, and not the user as whom it has gone on.
    let own = run(Command::new("id").arg("-un")).stdout;
    let own = String::from_utf8(own).unwrap();
    let end = format!(" user={:?}\n", own.trim());
    assert!(log(&output).ends_with(&end), "{}", log(&output));
    assert_eq!(site.dats().len(), 1);
}

#[test]
fn what_is_done_is_done_although_the_log_is_full() {
    let site = Site::start();
    site.submit(DAY);
    // What is said before the files are made cannot be written, either.
    fs::create_dir_all(site.path("output/desks/workstation00001.json")).unwrap();
    for (arguments, code) in [(&["export", "--per-library"][..], 0), (&["export", "x"], 2)] {
        let full = || fs::File::options().write(true).open("/dev/full").unwrap();
        let status = Command::new(site.program())
            .args(arguments)
            .env("OFFLINE_CIRC_CONFIG", site.path("config.toml"))
            .stdout(full())
            .stderr(full())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(code), "{arguments:?}");
    }
    assert_eq!(site.dats().len(), 2);
    let said = site.command(&["export"]);
    assert!(log(&said).contains("desks"), "{}", log(&said));
}

#[test]
fn each_command_explains_itself() {
    for (command, words) in [
        (
            "--help",
            &[
                "check",
                "create-database",
                "export",
                "purge",
                "list",
                "Exit codes: 0 ",
            ][..],
        ),
        ("create-database", &["[-- <OPTION>...]", "--config"]),
        ("check", &["--user", "--config"]),
        ("export", &["--library <CODE>", "--per-library"]),
        (
            "purge",
            &["--older-than <DAYS>", "--dry-run", "--also-not-uploaded"],
        ),
        ("list", &["--config"]),
        ("merge", &["<FILE>...", "--output <DIR>"]),
    ] {
        let output = Command::new(&*PROGRAM)
            .args([command, "--help"])
            .output()
            .unwrap();
        let text = expect(&output, 0);
        for word in words {
            assert!(text.contains(word), "{command}: {text}");
        }
    }
    let version = Command::new(&*PROGRAM).arg("--version").output().unwrap();
    let expected = format!("offline-circ {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(expect(&version, 0), expected);
}
