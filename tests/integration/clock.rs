//! What time is recorded: in which time zone, in the nights when the clocks change, and after
//! the server's clock was set back. A record that came later never has an earlier time.

use chrono::{NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use crate::harness::site::{JSON, encode};
use crate::harness::{Answer, Site};

/// What config.toml says of MILLAR, AVS being in Tokyo.
const LOS_ANGELES: &str = "America/Los_Angeles";

/// Two libraries in two zones.
fn far_apart() -> Site {
    let site = Site::prepare();
    std::fs::remove_file(site.path("output/.clock")).expect("the latest time");
    let config = site.config().replace(
        "code = \"AVS\"",
        "code = \"AVS\"\ntimezone = \"Asia/Tokyo\"",
    );
    site.configure(&format!("timezone = \"{LOS_ANGELES}\"\n{config}"));
    site
}

/// The local time there now.
fn there(zone: &str) -> NaiveDateTime {
    let zone: Tz = zone.parse().expect("a zone");
    zone.from_utc_datetime(&Utc::now().naive_utc())
        .naive_local()
}

#[track_caller]
fn is_now(text: &str, form: &str, zone: &str) {
    let time = NaiveDateTime::parse_from_str(text, form).expect(text);
    let age = there(zone) - time;
    assert!(
        TimeDelta::seconds(-2) < age && age < TimeDelta::minutes(5),
        "{text} in {zone}"
    );
}

impl Site {
    /// What comes of a post at this time of the server's clock, in UTC.
    #[track_caller]
    fn post_at(&self, time: &str, page: &str, fields: &[(&str, &str)]) -> serde_json::Value {
        let answer = self.at(time, "POST", page, &encode(fields));
        answer.expect(200).json()
    }

    #[track_caller]
    fn at(&self, time: &str, method: &str, page: &str, body: &str) -> Answer {
        let faked = format!("FAKETIME=@{time}");
        // Where a page is asked for, it is for a person.
        let accept = match method {
            "GET" => "HTTP_ACCEPT=text/html",
            _ => "HTTP_ACCEPT=application/json",
        };
        // The server's own zone is not the library's.
        let wrapper = [
            "env",
            "TZ=UTC",
            "DONT_FAKE_MONOTONIC=1",
            "LD_PRELOAD=/usr/$LIB/faketime/libfaketime.so.1",
            &faked,
            accept,
        ];
        let outcome = self.cgi(&wrapper, method, page, body);
        self.note(&outcome.log);
        outcome.answer.unwrap_or_else(|| panic!("{}", outcome.log))
    }

    /// What the clock is said to have fallen from at this time: on the page, and to a monitor.
    #[track_caller]
    fn fall_at(&self, time: &str) -> Option<String> {
        let get = |page: &str| self.at(time, "GET", page, "");
        let status = get("status.php");
        let page = get("listrecords.php").expect(200).text().to_owned();
        let said = page.split_once("The server’s clock went back from ");
        let is_well = said.is_none();
        let status = status.expect(if is_well { 200 } else { 503 }).json();
        assert_eq!(
            (&status["ok"], &status["clock"]),
            (&is_well.into(), &is_well.into())
        );
        said.map(|(_, from)| from[..16].to_owned())
    }

    fn note(&self, log: &str) {
        let earlier = std::fs::read_to_string(self.path("cgi.log")).unwrap_or_default();
        self.write("cgi.log", earlier + log);
    }

    /// What the log says of the clock.
    fn said_of_the_clock(&self) -> Vec<String> {
        let log = std::fs::read_to_string(self.path("cgi.log")).expect("the log");
        let of_clock = |line: &&str| line.contains("offline-circ: clock_");
        log.lines().filter(of_clock).map(str::to_owned).collect()
    }

    /// A loan or a return of the item, which the server stamps.
    #[track_caller]
    fn stamp(&self, time: &str, kind: char, item: &str) {
        let scan: &[(&str, &str)] = match kind {
            'L' => &[("patronBarcode", "77"), ("itemBarcode", item)],
            _ => &[("itemBarcode2", item)],
        };
        let fields = [&[("library", "MILLAR")], scan].concat();
        let answer = self.post_at(time, "append.php", &fields);
        assert_eq!(answer["recorded"], 1, "{kind} {item} at {time}: {answer}");
    }

    /// Type, minute and item of the lines of one file of everything.
    fn exported_at(&self, time: &str) -> Vec<String> {
        let answer = self.post_at(time, "extract.php", &[("library", "---")]);
        let name = answer["files"][0]["name"].as_str().expect("a file");
        let file = self.file(name);
        let lines = file.split_terminator("\r\n");
        lines
            .map(|line| format!("{} {} {}", &line[..12], &line[12..13], line[13..93].trim()))
            .collect()
    }

    /// The minutes of the recorded times, in the order recorded.
    fn minutes(&self) -> Vec<String> {
        let times = self.times();
        times.iter().map(|time| time[11..16].to_owned()).collect()
    }

    /// The recorded times, in the order recorded.
    fn times(&self) -> Vec<String> {
        let rows = self.database.rows().into_iter();
        rows.map(|row| row.split('\t').nth(1).expect("a time").to_owned())
            .collect()
    }
}

#[test]
fn each_library_has_the_time_of_its_own_zone_whatever_the_servers_are() {
    let site = far_apart().serve();
    for library in ["MILLAR", "AVS"] {
        site.post(
            "append.php",
            &[("library", library), ("itemBarcode2", library)],
        )
        .expect(303);
    }
    let rows = site.database.rows();
    let time = |i: usize| rows[i].split('\t').nth(1).expect("a time").to_owned();
    is_now(&time(0), "%Y-%m-%d %H:%M:%S", LOS_ANGELES);
    is_now(&time(1), "%Y-%m-%d %H:%M:%S", "Asia/Tokyo");
    // Neither is from the future, nor more than a minute old.
    site.get("listrecords.php")
        .expect(200)
        .hides("rows findings");
    let status = site.get("status.php").expect(200).json();
    assert_eq!(status["unsaved"], 2);
    assert!(
        status["oldest_unsaved_age"].as_i64().expect("an age") < 300,
        "{status}"
    );
    let arrivals = site.request("GET", "listrecords.php", &[JSON], b"").json();
    assert_eq!(arrivals["total"], 2);
    assert_eq!(arrivals["sending"], true, "{arrivals}");
    for (library, zone) in [("MILLAR", LOS_ANGELES), ("AVS", "Asia/Tokyo")] {
        let made = site.export(library).remove(0);
        let time = made.strip_prefix(&format!("{library}_")).expect(&made);
        is_now(time, "%Y-%m-%d_%H%M%S.dat", zone);
    }
}

#[test]
fn what_is_in_no_file_is_counted_once_whichever_zone_it_is_of() {
    let site = far_apart().serve();
    for set in ["utf8mb3", "ucs2"] {
        site.database.run(&format!(
            "ALTER TABLE transactions CONVERT TO CHARACTER SET {set}"
        ));
        site.database.run("DELETE FROM transactions");
        for (n, library) in [None, Some(""), Some("MILLAR"), Some("AVS"), Some("avs")]
            .into_iter()
            .enumerate()
        {
            let item = n.to_string();
            let row = ["20150827100000", "R", &item, "", "", ""].map(Some);
            let [time, kind, item, callnumber, patron, name] = row;
            site.database
                .insert_as_php([library, time, kind, item, callnumber, patron, name]);
            let status = site.get("status.php").expect(200).json();
            assert_eq!(status["unsaved"], n + 1, "{library:?} in {set}");
        }
    }
}

#[test]
fn in_the_night_when_an_hour_comes_twice_all_stays_in_order() {
    let site = far_apart();
    // 01:50 for the first time; from 09:00 UTC on it is 01:00 once more.
    site.stamp("2026-11-01 08:50:00", 'L', "1");
    site.stamp("2026-11-01 09:05:00", 'R', "1");
    site.stamp("2026-11-01 09:40:00", 'L', "2");
    site.stamp("2026-11-01 10:01:00", 'R', "2");
    // A desk that was cut off has lent two items meanwhile, and returned one of them: at 09:20
    // and 09:30 UTC, with the times that its page gives them (tests/vectors/zones.json).
    let lines =
        "MILLAR,20261101015940,L,3,,77\nMILLAR,20261101015945,R,3\nMILLAR,20261101015945,L,1,,78";
    let answer = site.post_at("2026-11-01 10:05:00", "append.php", &[("textarea", lines)]);
    assert_eq!(answer["recorded"], 3, "{answer}");
    assert_eq!(
        site.exported_at("2026-11-01 10:10:00"),
        [
            "202611010150 L 1",
            "202611010159 R 1",
            "202611010159 L 3",
            "202611010159 R 3",
            "202611010159 L 1",
            "202611010159 L 2",
            "202611010201 R 2",
        ]
    );
    let said = site.said_of_the_clock();
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].contains("clock_stands until=\"2026-11-01T10:00:00Z\""));
}

#[test]
fn one_file_of_libraries_in_several_zones_is_in_the_order_in_which_it_happened() {
    let site = far_apart();
    let lines = "AVS,20260701210000,L,1,,77\nMILLAR,20260701060000,R,1";
    site.post_at("2026-07-01 14:00:00", "append.php", &[("textarea", lines)]);
    assert_eq!(
        site.exported_at("2026-07-01 14:00:00"),
        ["202607012100 L 1", "202607010600 R 1"]
    );
}

#[test]
fn in_the_night_when_an_hour_is_missing_none_of_it_is_recorded() {
    let site = far_apart();
    site.stamp("2027-03-14 09:50:00", 'L', "1");
    site.stamp("2027-03-14 10:05:00", 'R', "1");
    assert_eq!(
        site.exported_at("2027-03-14 10:10:00"),
        ["202703140150 L 1", "202703140305 R 1"]
    );
    assert_eq!(site.said_of_the_clock(), [""; 0]);
}

#[test]
fn while_a_clock_that_was_set_back_has_not_caught_up_all_stays_in_order_and_is_kept() {
    let site = far_apart();
    site.stamp("2026-07-01 17:00:00", 'L', "1");
    // Set back by 50 minutes.
    site.stamp("2026-07-01 16:15:00", 'R', "1");
    // Not the same loan again, but another one.
    site.stamp("2026-07-01 16:30:00", 'L', "1");
    site.stamp("2026-07-01 16:40:00", 'L', "2");
    let answer = site.post_at("2026-07-01 16:45:00", "append.php", &[("textarea", "")]);
    let not_before = answer["not_before"].as_str().expect("a time");
    assert!(not_before.starts_with("2026-07-01T17:00:"), "{answer}");
    site.stamp("2026-07-01 17:05:00", 'R', "2");
    assert_eq!(
        site.minutes(),
        ["10:00", "10:00", "10:00", "10:00", "10:05"]
    );
    assert!(site.times().is_sorted(), "{:?}", site.times());
    let said = site.said_of_the_clock();
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].contains("clock_stands until=\"2026-07-01T17:00:0"));
}

#[test]
fn a_clock_that_was_far_ahead_is_followed_when_it_is_put_right() {
    let site = far_apart();
    site.stamp("2041-07-01 17:00:00", 'L', "1");
    site.stamp("2026-07-01 17:00:00", 'R', "1");
    site.stamp("2026-07-01 17:01:00", 'R', "2");
    let days: Vec<String> = site
        .times()
        .iter()
        .map(|time| time[..10].to_owned())
        .collect();
    assert_eq!(days, ["2041-07-01", "2026-07-01", "2026-07-01"]);
    let said = site.said_of_the_clock();
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].contains("clock_set_back"));
}

#[test]
fn a_clock_that_fell_far_back_is_told_until_it_has_caught_up() {
    let site = far_apart();
    site.stamp("2026-07-01 17:00:00", 'L', "1");
    assert_eq!(site.fall_at("2026-07-01 15:01:00"), None);
    let from = Some("2026-07-01 10:00".to_owned());
    // Before anything is recorded, and after it.
    assert_eq!(site.fall_at("2014-03-01 10:00:00"), from);
    site.stamp("2014-03-01 10:01:00", 'R', "1");
    site.stamp("2014-03-01 10:02:00", 'R', "2");
    assert_eq!(site.fall_at("2014-03-01 10:03:00"), from);
    // The next start falls on the same day, or before.
    site.stamp("2014-02-01 10:00:00", 'R', "3");
    site.stamp("2014-02-01 10:01:00", 'R', "4");
    assert_eq!(site.fall_at("2014-02-01 10:02:00"), from);
    assert_eq!(site.fall_at("2026-07-01 17:05:00"), None);
    site.stamp("2026-07-01 17:06:00", 'R', "5");
    assert_eq!(site.fall_at("2026-07-01 17:07:00"), None);
    // Another time it falls from where it is then.
    site.stamp("2026-07-05 17:00:00", 'R', "6");
    site.stamp("2026-07-04 17:00:00", 'R', "7");
    let from = Some("2026-07-05 10:00".to_owned());
    assert_eq!(site.fall_at("2026-07-04 17:01:00"), from);
}

#[test]
fn of_a_clock_that_was_far_ahead_people_are_told_for_a_week() {
    let site = far_apart();
    site.stamp("2041-07-01 17:00:00", 'L', "1");
    site.stamp("2026-07-01 17:00:00", 'R', "1");
    let from = Some("2041-07-01 10:00".to_owned());
    assert_eq!(site.fall_at("2026-07-08 16:00:00"), from);
    assert_eq!(site.fall_at("2026-07-08 18:00:00"), None);
    // What fell later fell from a time that was right.
    site.stamp("2026-07-10 17:00:00", 'R', "2");
    site.stamp("2026-07-10 12:00:00", 'R', "3");
    let from = Some("2026-07-10 10:00".to_owned());
    assert_eq!(site.fall_at("2026-07-10 12:01:00"), from);
}

#[test]
fn where_the_latest_time_cannot_be_kept_the_servers_clock_is_taken() {
    let site = far_apart();
    site.stamp("2026-07-01 17:00:00", 'L', "1");
    std::fs::remove_dir_all(site.path("output")).unwrap();
    site.stamp("2026-07-01 16:50:00", 'R', "1");
    assert_eq!(site.minutes(), ["10:00", "09:50"]);
}

#[test]
fn the_check_warns_of_a_server_in_utc_and_of_a_zone_that_is_none() {
    let site = Site::prepare();
    let said = |zone: &str, config: &str| {
        site.configure(config);
        let output = site.command_with(&["check"], &[("TZ", zone)]);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let lines = text
            .lines()
            .filter(|line| line.contains("timezone") || line.contains("time zone"));
        lines.map(str::to_owned).collect::<Vec<_>>().join("\n")
    };
    let config = site.config();
    let line = said("UTC", &config);
    assert!(line.starts_with("warning  time zone"), "{line}");
    assert!(
        line.contains("timezone = \"America/Los_Angeles\""),
        "{line}"
    );
    let line = said("Europe/Berlin", &config);
    assert!(
        line.starts_with("ok ") && line.contains("the server's own zone"),
        "{line}"
    );
    let line = said("UTC", &format!("timezone = \"UTC\"\n{config}"));
    assert!(
        line.starts_with("ok ") && line.contains("UTC+00:00"),
        "{line}"
    );
    let line = said(
        "UTC",
        &format!("timezone = \"america/los_angeles\"\n{config}"),
    );
    assert!(
        line.contains("must be written as \"America/Los_Angeles\""),
        "{line}"
    );
    let both = config.replace(
        "code = \"AVS\"",
        "code = \"AVS\"\ntimezone = \"Asia/Tokyo\"",
    );
    let lines = said("Europe/Berlin", &both);
    assert!(
        lines.contains("AVS: ") && lines.contains("UTC+09:00"),
        "{lines}"
    );
}
