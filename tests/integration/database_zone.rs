//! A database server in another time zone than the program: it plays no part.

use chrono::{Local, NaiveDateTime, TimeDelta};

use crate::commands::expect;
use crate::harness::{Mariadb, Port, Site};

/// The time so long ago, as a line has it.
fn ago(delta: TimeDelta) -> String {
    let time = Local::now().naive_local() - delta;
    time.format("%Y%m%d%H%M%S").to_string()
}

#[test]
fn the_time_zone_of_the_database_plays_no_part() {
    for settings in [
        "default_time_zone = '+09:00'",
        "default_time_zone = '-08:00'\ninit_connect = \"SET time_zone = '+05:45'\"",
    ] {
        let mariadb = Mariadb::on_tcp(Port::reserve(), settings);
        plays_no_part(&Site::on(&mariadb.socket()).serve());
    }
}

fn plays_no_part(site: &Site) {
    let times = || -> Vec<String> {
        let query = "SELECT CAST(timestamp AS CHAR) FROM transactions USE INDEX ()";
        site.database.query(query)
    };
    let checked = site.command(&["check"]);
    let checked = String::from_utf8_lossy(&checked.stdout);
    assert!(checked.contains("ok       clock"), "{checked}");

    // What a desk sends without a script is stamped here.
    let before = Local::now().naive_local() - TimeDelta::seconds(1);
    let scan = [("library", "MILLAR"), ("itemBarcode2", "i1")];
    site.post("append.php", &scan).expect(303);
    let after = Local::now().naive_local();
    let stamped = NaiveDateTime::parse_from_str(&times()[0], "%Y-%m-%d %H:%M:%S").unwrap();
    assert!(before <= stamped && stamped <= after, "{stamped}");
    let page = site.get("listrecords.php").expect(200);
    page.hides("Time in the future").hides("Older than");

    // An hour that some zone of the two has not, and one that comes twice.
    let lines = "MILLAR,20260308023000,R,i2\nMILLAR,20261101013000,R,i3";
    assert_eq!(site.submit(lines), 2);
    assert_eq!(site.submit(lines), 0);
    assert_eq!(times()[1..], ["2026-03-08 02:30:00", "2026-11-01 01:30:00"]);
    let made = site.export("MILLAR").remove(0);
    let stamp = stamped.format("%Y%m%d%H%M");
    let line = |time: &str, item: &str| format!("{time}R{item:<80}\r\n");
    assert_eq!(
        site.file(&made),
        [
            line("202603080230", "i2"),
            line("202611010130", "i3"),
            line(&stamp.to_string(), "i1")
        ]
        .concat()
    );

    let two_hours_ago = ago(TimeDelta::hours(2));
    assert_eq!(site.submit(&format!("MILLAR,{two_hours_ago},R,i4")), 1);
    let age = site.get("status.php").expect(200).json()["oldest_unsaved_age"].as_i64();
    assert!(
        age.is_some_and(|age| (7_200..10_800).contains(&age)),
        "{age:?}"
    );
    let page = site.get("listrecords.php").expect(200);
    page.shows("2 hours ago").hides("Time in the future");
    let soon = (Local::now() + TimeDelta::hours(2)).format("%Y%m%d%H%M%S");
    assert_eq!(site.submit(&format!("MILLAR,{soon},R,i5")), 1);
    site.get("listrecords.php")
        .expect(200)
        .shows("Time in the future");

    // Saved records whose file is gone, an hour on either side of thirty days.
    for hours in [1, -1] {
        let time = ago(TimeDelta::days(30) + TimeDelta::hours(hours));
        site.database.run(&format!(
            "INSERT INTO transactions VALUES ('MILLAR', {time}, 'R', 'old', '', '', '', 1)"
        ));
    }
    expect(&site.command(&["purge", "--older-than", "30"]), 0);
    assert_eq!(site.database.count("item_barcode = 'old'"), 1);
    assert!(site.failures(0).is_empty(), "{}", site.log());
}
