//! `offline-circ merge`: files put together without a database, by the shipped program alone.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use chrono::{NaiveDateTime, Utc};

use crate::commands::expect;
use crate::harness::{Folder, PROGRAM, Site};

/// A program in a folder of its own, with no server and no configuration.
fn merge(dir: &Path, arguments: &[&str], config: Option<&Path>) -> Output {
    let mut command = Command::new(&*PROGRAM);
    command.arg("merge").args(arguments).current_dir(dir);
    match config {
        Some(config) => command.env("OFFLINE_CIRC_CONFIG", config),
        None => command.env_remove("OFFLINE_CIRC_CONFIG"),
    };
    command.output().expect("the program starts")
}

fn names(dir: &Path, extension: &str) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(extension)).collect();
    names.sort();
    names
}

fn row(time: &str, kind: &str, item: &str, patron: &str) -> String {
    format!("{time}{kind}{item:<80}{patron}\r\n")
}

/// The new .dat in this folder, and its .csv.
fn made(dir: &Path, before: &[String]) -> (String, String) {
    let new: Vec<String> = names(dir, ".dat")
        .into_iter()
        .filter(|name| !before.contains(name))
        .collect();
    assert_eq!(new.len(), 1, "{new:?}");
    let read = |name: &str| fs::read_to_string(dir.join(name)).unwrap();
    (read(&new[0]), read(&new[0].replace(".dat", ".csv")))
}

/// A moment of today at this minute of its tenth hour, so that no date is odd.
fn today(minute: u32, second: u32) -> String {
    let date = Command::new("date")
        .args(["-d", "yesterday", "+%Y%m%d"])
        .output()
        .unwrap();
    let date = String::from_utf8(date.stdout).unwrap();
    format!("{}10{minute:02}{second:02}", date.trim())
}

#[test]
fn what_the_server_a_desk_and_a_station_have_is_one_file_in_the_order_of_time() {
    let site = Site::start();
    let folder = Folder::new();
    let dir = folder.path();
    let line = |minute, second, rest: &str| format!("MILLAR,{},{rest}", today(minute, second));
    // What the server had made a file of, and what a desk has besides.
    let recorded = [line(1, 5, "L,1,QA 1,77,Ada"), line(3, 0, "R,3,,,")];
    let waiting = [line(1, 40, "R,1,,,"), line(2, 0, "L,1,,78,")];
    site.submit(&recorded.join("\n"));
    let name = site.export("MILLAR").remove(0);
    for suffix in [".dat", ".csv"] {
        let name = name.replace(".dat", suffix);
        fs::copy(site.path("output").join(&name), dir.join(&name)).unwrap();
    }
    fs::write(
        dir.join("saved.txt"),
        format!("{}\r\n{}\r\n", waiting[0], waiting[1]),
    )
    .unwrap();
    // A station without seconds: one of its lines is that of the server.
    let station = row(&today(1, 0)[..12], "L", "1", "77") + &row(&today(2, 0)[..12], "R", "4", "");
    fs::write(dir.join("station.dat"), station).unwrap();
    let before = names(dir, ".dat");
    let sheet = name.replace(".dat", ".csv");
    let files = ["station.dat", &name, "saved.txt", &sheet];
    let output = merge(dir, &files, None);
    let text = expect(&output, 0);
    let (dat, csv) = made(dir, &before);
    let minute = |minute| today(minute, 0)[..12].to_owned();
    let expected = [
        row(&minute(1), "L", "1", "77"),
        row(&minute(1), "R", "1", ""),
        row(&minute(2), "L", "1", "78"),
        row(&minute(2), "R", "4", ""),
        row(&minute(3), "R", "3", ""),
    ];
    let mut lines: Vec<&str> = dat.split_inclusive("\r\n").collect();
    // Of one minute: the station has no second for its line.
    lines[2..4].sort_by_key(|line| line.contains('R'));
    assert_eq!(lines, expected, "{dat}");
    assert!(csv.contains(",L,1,QA 1,77,Ada\r\n"), "{csv}");
    assert!(text.starts_with("5 records are in "), "{text}");
    let doubles = "3 lines are left out, because the same records are already there.\n";
    assert!(text.ends_with(doubles), "{text}");
    assert!(output.stderr.is_empty());

    // Without the station all is of one library, and the file has the bytes of an export.
    let before = names(dir, ".dat");
    expect(&merge(dir, &[&sheet, "saved.txt"], None), 0);
    let (dat, csv) = made(dir, &before);
    site.database.run("DELETE FROM transactions");
    site.submit(&[&recorded[..], &waiting[..]].concat().join("\n"));
    let exported = site.export("MILLAR").remove(0);
    assert_eq!(dat, site.file(&exported));
    let exported = exported.replace(".dat", ".csv");
    assert_eq!(csv, site.file(&exported));
    assert!(
        names(dir, ".dat")
            .iter()
            .any(|name| name.starts_with("MILLAR_") && !before.contains(name))
    );
}

#[test]
fn lines_that_are_none_are_named_and_the_rest_is_made() {
    let folder = Folder::new();
    let dir = folder.path();
    let good = format!("MILLAR,{},R,1,,,", today(1, 0));
    fs::write(dir.join("a.txt"), format!("{good}\nhello, world\n\n")).unwrap();
    fs::write(dir.join("b.dat"), row("201401010900", "R", "2", "")).unwrap();
    fs::write(dir.join("list.txt"), "21234000000001\n31234000000001\n").unwrap();
    let output = merge(dir, &["a.txt", "b.dat", "list.txt"], None);
    let text = expect(&output, 1);
    assert!(
        text.contains("1 line is left out, because it was not understood."),
        "{text}"
    );
    let error = String::from_utf8(output.stderr).unwrap();
    let lines: Vec<&str> = error.lines().collect();
    assert_eq!(lines.len(), 4, "{error}");
    assert!(lines[0].starts_with("a.txt, line 2: "), "{error}");
    assert_eq!(lines[1], "    hello, world");
    assert!(
        lines[2].starts_with("b.dat, lines 1 to 1: the dates 2014-01-01 09:00 to"),
        "{error}"
    );
    assert!(
        lines[3].starts_with("list.txt: This is a plain list without times."),
        "{error}"
    );
    let (dat, _) = made(dir, &["b.dat".to_owned()]);
    assert_eq!(dat.lines().count(), 2);
}

#[test]
fn a_file_that_was_not_copied_to_its_end_is_named() {
    let folder = Folder::new();
    let dir = folder.path();
    let whole = format!(
        "MILLAR,{0},R,1,,,\r\nMILLAR,{0},R,31234,,,\r\n",
        today(1, 0)
    );
    fs::write(dir.join("whole.txt"), &whole).unwrap();
    for (content, said) in [
        (
            &whole[..whole.len() - 7],
            "bad.txt may not be whole: line 2, its last, has no line end.",
        ),
        ("", "bad.txt: this file is empty."),
        ("\0\0\0\0", "bad.txt: this file is empty."),
    ] {
        fs::write(dir.join("bad.txt"), content).unwrap();
        let output = merge(dir, &["whole.txt", "bad.txt"], None);
        expect(&output, 1);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.starts_with(said), "{error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}

#[test]
fn nothing_is_overwritten_and_a_wrong_call_makes_nothing() {
    let folder = Folder::new();
    let dir = folder.path();
    fs::create_dir(dir.join("out")).unwrap();
    fs::write(
        dir.join("a.txt"),
        format!("MILLAR,{},R,1,,,\n", today(1, 0)),
    )
    .unwrap();
    for n in 1..=3 {
        expect(&merge(dir, &["a.txt", "--output", "out"], None), 0);
        assert_eq!(names(&dir.join("out"), ".dat").len(), n);
        assert_eq!(names(&dir.join("out"), ".csv").len(), n);
    }
    // Of a folder the files with records, and not the marks beside them.
    fs::write(dir.join("out/a.maker"), "somebody").unwrap();
    fs::create_dir(dir.join("out/desks")).unwrap();
    fs::create_dir(dir.join("new")).unwrap();
    let output = merge(dir, &["out", "--output", "new"], None);
    assert!(expect(&output, 0).starts_with("1 record is in "));
    assert!(output.stderr.is_empty());
    for wrong in [
        &[][..],
        &["nothing.txt"],
        &["a.txt", "nothing.txt"],
        &["a.txt", "--output", "nowhere"],
    ] {
        let output = merge(dir, wrong, None);
        assert_eq!(expect(&output, 2), "", "{wrong:?}");
        assert!(!output.stderr.is_empty());
    }
    fs::write(dir.join("empty.txt"), "\r\n").unwrap();
    let nothing = expect(&merge(dir, &["empty.txt"], None), 1);
    assert_eq!(nothing, "There is nothing to merge.\n");
    assert!(names(dir, ".dat").is_empty());
}

#[test]
fn a_configuration_gives_libraries_and_zones_and_keeps_its_output_directory_for_the_table() {
    let site = Site::start();
    let folder = Folder::new();
    let dir = folder.path();
    let east = "code = \"AVS\"\ntimezone = \"America/New_York\"";
    let zoned = site.config().replace("code = \"AVS\"", east);
    let zoned = format!("timezone = \"America/Los_Angeles\"\n{zoned}");
    let config = dir.join("config.toml");
    fs::write(&config, zoned).unwrap();
    let (early, late) = (today(1, 0), today(2, 0));
    let lines = format!("MILLAR,{early},R,1\nAVS,{late},R,2\nNOWHERE,{early},R,3\n");
    fs::write(dir.join("a.txt"), lines).unwrap();
    let output = merge(dir, &["a.txt"], Some(&config));
    expect(&output, 1);
    let (dat, _) = made(dir, &[]);
    let expected = row(&late[..12], "R", "2", "") + &row(&early[..12], "R", "1", "");
    assert_eq!(dat, expected, "ten in the morning is earlier in the east");
    let out = site.path("output");
    let out = out.to_str().unwrap();
    let refused = merge(dir, &["a.txt", "--output", out], Some(&config));
    assert_eq!(expect(&refused, 2), "");
    assert!(site.dats().is_empty());
    let missing = merge(dir, &["a.txt"], Some(&dir.join("nothing.toml")));
    assert_eq!(expect(&missing, 2), "", "one that is named must be there");
}

#[test]
fn a_file_of_one_library_is_named_by_the_clock_of_that_library() {
    let site = Site::prepare();
    let folder = Folder::new();
    let dir = folder.path();
    let east = "code = \"AVS\"\ntimezone = \"Asia/Tokyo\"";
    let zoned = site.config().replace("code = \"AVS\"", east);
    let config = dir.join("config.toml");
    fs::write(
        &config,
        format!("timezone = \"America/Los_Angeles\"\n{zoned}"),
    )
    .unwrap();
    let there = || {
        Utc::now()
            .with_timezone(&chrono_tz::Asia::Tokyo)
            .naive_local()
    };
    for (library, is_there) in [("AVS", true), ("MILLAR", false)] {
        fs::write(
            dir.join("a.txt"),
            format!("{library},{},R,1\n", today(1, 0)),
        )
        .unwrap();
        let before = there();
        expect(&merge(dir, &["a.txt"], Some(&config)), 0);
        let name = names(dir, ".dat")
            .into_iter()
            .find(|name| name.starts_with(library));
        let name = name.expect("a file");
        let form = format!("{library}_%Y-%m-%d_%H%M%S.dat");
        let time = NaiveDateTime::parse_from_str(&name, &form).unwrap();
        let seconds = (time - before).num_seconds();
        assert_eq!(seconds >= 0 && time <= there(), is_there, "{name} {before}");
    }
}

#[test]
fn a_line_that_would_steer_the_terminal_is_shown_without_that() {
    let folder = Folder::new();
    let dir = folder.path();
    let good = format!("MILLAR,{},R,1,,,", today(1, 0));
    fs::write(
        dir.join("a.txt"),
        format!("{good}\nhello\u{1b}[2J\u{9b}2J, world\n"),
    )
    .unwrap();
    let output = merge(dir, &["a.txt"], None);
    expect(&output, 1);
    let error = String::from_utf8(output.stderr).unwrap();
    let shown = "    hello\u{fffd}[2J\u{fffd}2J, world";
    assert_eq!(error.lines().nth(1), Some(shown), "{error}");
}
