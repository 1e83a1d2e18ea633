//! Whole pictures of a few records, as the template gets them.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::counted::Libraries;
use super::{Content, Failed, Picture};
use crate::circulation::library::Library;
use crate::circulation::record::Kind;
use crate::circulation::stamp::Stamp;
use crate::circulation::time;
use crate::circulation::zone::Zones;
use crate::outbox::Made;

fn stamp(library: &str, at: &str, kind: Kind) -> Stamp {
    Stamp {
        library: library.to_owned(),
        time: time::parse(at).unwrap(),
        kind,
    }
}

fn loans(times: &[&str]) -> Content {
    Content {
        stamps: times.iter().map(|at| stamp("A", at, Kind::Loan)).collect(),
        ..Content::default()
    }
}

fn file(library: Option<&str>, at: &str) -> Made {
    Made {
        name: format!("{}_{at}.dat", library.unwrap_or("ALL")),
        library: library.map(str::to_owned),
        at: time::parse(at).unwrap(),
    }
}

/// The picture at the end of 2026 of a site in Los Angeles with the library EAST in New York.
fn picture(content: &Content) -> Option<Value> {
    let library = |code: &str| Library {
        code: code.to_owned(),
        name: format!("Library {code}"),
        timezone: None,
    };
    let zones = Zones {
        site: "America/Los_Angeles".parse().unwrap(),
        own: vec![("EAST".to_owned(), "America/New_York".parse().unwrap())],
    };
    let libraries = Libraries {
        configured: &["A", "B", "EAST"].map(library),
        zones: &zones,
        until: &zones.local("2026-12-31T20:00:00Z".parse().unwrap()),
    };
    let picture = Picture::of(content, libraries)?;
    Some(serde_json::to_value(picture).unwrap())
}

fn shown(content: &Content) -> Value {
    picture(content).expect("a picture")
}

/// The table, cells between bars.
fn table(picture: &Value) -> Vec<String> {
    let cell = |value: &Value| value.as_str().map_or(value.to_string(), str::to_owned);
    let line = |line: &Value| {
        let columns = match line["what"].as_str().unwrap() {
            "records" => &["time", "library", "loans", "returns"][..],
            "gap" => &["time", "length"],
            _ => &["time", "library", "name"],
        };
        let cells = columns.iter().map(|column| cell(&line[*column]));
        cells.collect::<Vec<_>>().join("|")
    };
    picture["table"]
        .as_array()
        .unwrap()
        .iter()
        .map(line)
        .collect()
}

#[test]
fn without_a_record_there_is_no_picture() {
    assert!(picture(&Content::default()).is_none());
    let mut content = loans(&[]);
    content.files.push(file(None, "2026-11-25 10:00:00"));
    assert!(picture(&content).is_none());
    assert!(
        picture(&loans(&["2027-01-01 10:00:00"])).is_none(),
        "to come"
    );
}

#[test]
fn one_record_stands_in_the_middle_of_an_hour() {
    let picture = shown(&loans(&["2026-11-25 10:02:03"]));
    assert_eq!(picture["minutes"], 5);
    assert_eq!(picture["span"], "2026-11-25 10:02");
    let bars = picture["rows"][0]["loan_bars"].as_array().unwrap();
    let bar = serde_json::json!({ "x": 60, "y": 0, "height": 28 });
    assert_eq!((bars, &picture["units"]), (&vec![bar], &130.into()));
    assert_eq!(table(&picture), ["2026-11-25 10:00 to 10:05|Library A|1|0"]);
    let labels = picture["ticks"].as_array().unwrap();
    assert!(labels.len() > 3, "{labels:?}");
    assert_eq!(picture["gaps"], serde_json::json!([]));
}

#[test]
fn loans_stand_on_the_line_and_returns_hang_from_it_on_one_scale() {
    let mut content = loans(&["2026-11-25 10:00:00"; 8]);
    let of_b = |at| stamp("B", at, Kind::Return);
    content
        .stamps
        .extend([of_b("2026-11-25 10:59:59"), of_b("2026-11-25 10:59:59")]);
    content
        .stamps
        .push(stamp("B", "2026-11-25 10:30:00", Kind::Loan));
    let picture = shown(&content);
    let [a, b] = &picture["rows"].as_array().unwrap()[..] else {
        panic!("{picture}")
    };
    assert_eq!(picture["tallest"], 8);
    let numbers = |bars: &Value| -> Vec<(i64, i64)> {
        let number = |bar: &Value| (bar["y"].as_i64().unwrap(), bar["height"].as_i64().unwrap());
        bars.as_array().unwrap().iter().map(number).collect()
    };
    assert_eq!(numbers(&a["loan_bars"]), [(0, 28)]);
    assert_eq!(numbers(&a["return_bars"]), []);
    assert_eq!(numbers(&b["loan_bars"]), [(24, 4)]);
    assert_eq!(numbers(&b["return_bars"]), [(28, 7)]);
    assert_eq!((&b["loans"], &b["returns"]), (&1.into(), &2.into()));
    assert_eq!(
        (&picture["most"], &picture["busiest"]),
        (&8.into(), &"2026-11-25 10:00 to 10:05".into())
    );
}

#[test]
fn one_record_among_very_many_can_be_seen() {
    let mut content = loans(&vec!["2026-11-25 10:00:00"; 5_000]);
    content
        .stamps
        .push(stamp("B", "2026-11-25 10:00:00", Kind::Return));
    let picture = shown(&content);
    assert_eq!(picture["rows"][1]["return_bars"][0]["height"], 2);
}

#[test]
fn a_gap_is_one_at_every_library() {
    let mut content = loans(&["2026-11-25 10:00:00", "2026-11-25 12:05:00"]);
    content
        .stamps
        .push(stamp("B", "2026-11-25 10:20:00", Kind::Return));
    let picture = shown(&content);
    assert_eq!(picture["gaps"].as_array().unwrap().len(), 1);
    assert_eq!(
        table(&picture),
        [
            "2026-11-25 10:00 to 10:05|Library A|1|0",
            "2026-11-25 10:20 to 10:25|Library B|0|1",
            "2026-11-25 10:20 to 12:05|1 hour 45 minutes",
            "2026-11-25 12:05 to 12:10|Library A|1|0",
        ]
    );
    content
        .stamps
        .push(stamp("B", "2026-11-25 10:49:00", Kind::Loan));
    content
        .stamps
        .push(stamp("B", "2026-11-25 11:18:00", Kind::Loan));
    content
        .stamps
        .push(stamp("EAST", "2026-11-25 14:47:00", Kind::Loan));
    assert_eq!(shown(&content)["gaps"], serde_json::json!([]));
}

#[test]
fn the_length_of_a_gap_is_written_only_where_there_is_room() {
    let fits = |times: &[&str]| {
        let picture = shown(&loans(times));
        let gap = picture["gaps"][0].clone();
        (
            gap["fits"].as_bool().unwrap(),
            gap["fits_narrow"].as_bool().unwrap(),
        )
    };
    let [first, last] = ["2026-11-25 08:00:00", "2026-11-25 18:00:00"];
    assert_eq!(fits(&[first, last]), (true, true));
    let minutely = |from: &str, n: i64| {
        let from = time::parse(from).unwrap();
        let at = |n| {
            (from + TimeDelta::minutes(n))
                .format(time::SHOWN)
                .to_string()
        };
        (0..n).map(|n| at(n * 10)).collect::<Vec<_>>()
    };
    let day = [minutely(first, 30), minutely("2026-11-25 14:30:00", 21)].concat();
    let day: Vec<&str> = day.iter().map(String::as_str).collect();
    assert_eq!(fits(&day), (true, false), "1 hour 40 minutes of 10 hours");
    let day = [minutely(first, 120), minutely("2026-11-26 04:30:00", 100)].concat();
    let day: Vec<&str> = day.iter().map(String::as_str).collect();
    assert_eq!(fits(&day), (false, false), "40 minutes of 37 hours");
}

#[test]
fn in_the_hour_that_comes_twice_there_is_no_gap_while_desks_scan() {
    let zone: crate::circulation::zone::Zone = "America/Los_Angeles".parse().unwrap();
    let from: DateTime<Utc> = "2026-11-01T07:00:00Z".parse().unwrap();
    let recorded = |minutes| zone.recorded_time(from + TimeDelta::minutes(minutes));
    let stamps = (0..240).map(|n| Stamp {
        library: "A".to_owned(),
        time: recorded(n),
        kind: Kind::Loan,
    });
    let content = Content {
        stamps: stamps.collect(),
        ..Content::default()
    };
    let picture = shown(&content);
    assert_eq!(picture["gaps"], serde_json::json!([]));
    let bars = picture["rows"][0]["loan_bars"].as_array().unwrap();
    let buckets = picture["units"].as_u64().unwrap() / 10;
    assert_eq!((bars.len(), buckets), (48, 48), "of 5 minutes, none empty");
    let heights = bars.iter().map(|bar| bar["height"].as_u64().unwrap());
    assert!(
        heights.min() > Some(7),
        "the records of the repeat are spread over it: {bars:?}"
    );
}

#[test]
fn the_hour_that_is_missing_is_no_gap() {
    let picture = shown(&loans(&["2026-03-08 01:50:00", "2026-03-08 03:05:00"]));
    assert_eq!(picture["gaps"], serde_json::json!([]));
    assert_eq!(
        table(&picture),
        [
            "2026-03-08 01:50 to 01:55|Library A|1|0",
            "2026-03-08 03:05 to 03:10|Library A|1|0",
        ]
    );
    let picture = shown(&loans(&["2026-03-08 01:50:00", "2026-03-08 03:20:00"]));
    assert_eq!(picture["gaps"][0]["length"], "30 minutes");
    assert_eq!(picture["gaps"][0]["span"], "2026-03-08 01:50 to 03:20");
}

#[test]
fn a_day_that_crosses_midnight_has_both_dates() {
    let picture = shown(&loans(&["2026-11-25 18:00:00", "2026-11-26 05:00:00"]));
    let days = picture["days"].as_array().unwrap();
    let labels: Vec<&str> = days
        .iter()
        .map(|day| day["label"].as_str().unwrap())
        .collect();
    assert_eq!(labels, ["Nov 25", "Nov 26"]);
    assert_eq!(
        table(&picture)[1],
        "2026-11-25 18:00 to 2026-11-26 05:00|11 hours"
    );
}

#[test]
fn old_records_and_those_to_come_are_counted_and_squeeze_nothing() {
    let content = loans(&[
        "2015-08-27 10:00:00",
        "2026-11-01 10:00:00",
        "2026-11-25 10:00:00",
        "2026-11-25 10:10:00",
        "2027-01-01 10:00:00",
    ]);
    let content = Content {
        older: 7,
        ..content
    };
    let picture = shown(&content);
    assert_eq!(
        (&picture["older"], &picture["to_come"]),
        (&9.into(), &1.into())
    );
    assert_eq!(
        (&picture["minutes"], &picture["loans"]),
        (&5.into(), &2.into())
    );
}

#[test]
fn a_file_stands_where_it_was_made_or_at_the_end_when_that_was_later() {
    let mut content = loans(&["2026-11-25 10:00:00", "2026-11-25 14:00:00"]);
    content.files = vec![
        file(None, "2026-11-26 08:00:00"),
        file(Some("B"), "2026-11-25 16:00:01"),
        file(Some("A"), "2026-11-25 16:00:00"),
        file(Some("EAST"), "2026-11-25 15:00:00"),
        file(Some("A"), "2026-11-25 07:00:00"),
        file(Some("A"), "2026-12-25 07:00:00"),
    ];
    let picture = shown(&content);
    let files = picture["files"].as_array().unwrap();
    let said = |file: &Value| {
        (
            file["names"].as_array().unwrap().len(),
            file["is_later"] == true,
        )
    };
    let said: Vec<_> = files.iter().map(said).collect();
    assert_eq!(said, [(1, false), (2, false), (1, true)], "{files:?}");
    assert_eq!(files[2]["at"], "100.00%");
    assert_eq!(picture["has_later"], true);
    let [.., east, _, _] = &table(&picture)[..] else {
        panic!("{picture}")
    };
    let lines: Vec<String> = table(&picture)
        .into_iter()
        .filter(|line| line.contains(".dat"))
        .collect();
    assert_eq!(
        lines,
        [
            "2026-11-25 12:00|Library EAST|EAST_2026-11-25 15:00:00.dat",
            "2026-11-25 16:00|Library A|A_2026-11-25 16:00:00.dat",
            "2026-11-25 16:00|Library B|B_2026-11-25 16:00:01.dat",
            "2026-11-26 08:00|null|ALL_2026-11-26 08:00:00.dat",
        ]
    );
    assert!(east.contains(".dat"));
}

#[test]
fn failures_stand_in_the_row_of_their_library_at_the_time_of_their_record() {
    let mut content = loans(&["2026-11-25 10:00:00", "2026-11-25 10:59:59"]);
    let failed = |library: &str, at: &str, needs_a_person| Failed {
        library: library.to_owned(),
        time: time::parse(at).unwrap(),
        needs_a_person,
    };
    content.failures = Some(vec![
        failed("A", "2026-11-25 10:00:00", true),
        failed("A", "2026-11-25 10:01:00", false),
        failed("C", "2026-11-25 10:59:00", false),
        failed("A", "2026-11-20 10:00:00", true),
    ]);
    let picture = shown(&content);
    let marks = picture["failures"].as_array().unwrap();
    let said = |mark: &Value| {
        (
            mark["needy"].as_u64().unwrap(),
            mark["harmless"].as_u64().unwrap(),
        )
    };
    assert_eq!(marks.iter().map(said).collect::<Vec<_>>(), [(1, 1), (0, 1)]);
    assert!(marks[0]["y"].as_u64() < marks[1]["y"].as_u64());
    assert_eq!(picture["failed_outside"], 1);
    assert_eq!(picture["rows"][1]["name"], "C");
    assert_eq!(picture["table"][0]["failures"], 2);
}

#[test]
fn libraries_in_another_zone_are_said_to_be() {
    assert_eq!(
        shown(&loans(&["2026-11-25 10:00:00"]))["has_other_zone"],
        false
    );
    let mut content = loans(&["2026-11-25 10:00:00"]);
    content
        .stamps
        .push(stamp("EAST", "2026-11-25 13:00:00", Kind::Loan));
    let picture = shown(&content);
    assert_eq!(picture["has_other_zone"], true);
    assert_eq!(
        table(&picture),
        [
            "2026-11-25 10:00 to 10:05|Library A|1|0",
            "2026-11-25 10:00 to 10:05|Library EAST|1|0",
        ]
    );
}

#[test]
fn many_libraries_have_nine_rows() {
    let stamps = (0..100).map(|n| {
        stamp(
            &format!("L{:02}", n % 30),
            "2026-11-25 10:00:00",
            Kind::Loan,
        )
    });
    let content = Content {
        stamps: stamps.collect(),
        ..Content::default()
    };
    let picture = shown(&content);
    let rows = picture["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 9);
    assert_eq!(rows[8]["name"], "Other libraries (22)");
    assert_eq!(picture["loans"], 100);
}
