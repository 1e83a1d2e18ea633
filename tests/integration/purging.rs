//! deleteold.php with a number of days: everything old in one step, and nothing else.

use std::fs;

use chrono::{Local, TimeDelta};
use mysql::prelude::Queryable;

use crate::database::hold_lock;
use crate::harness::Site;

const YES: (&str, &str) = ("confirm", "yes");

/// The time so many days ago, as a name has it.
fn days_ago(days: i64) -> String {
    let time = Local::now() - TimeDelta::days(days);
    time.format("%Y-%m-%d_%H%M%S").to_string()
}

/// Records, exports, and makes the file so many days old.
fn aged(site: &Site, line: &str, days: i64) -> String {
    site.submit(line);
    let name = site.export("MILLAR").remove(0);
    let old = format!("MILLAR_{}", days_ago(days));
    for suffix in [".dat", ".csv"] {
        let path = |stem: &str| site.path("output").join(format!("{stem}{suffix}"));
        fs::rename(path(name.trim_end_matches(".dat")), path(&old)).unwrap();
    }
    format!("{old}.dat")
}

fn items(site: &Site) -> Vec<String> {
    site.database
        .query("SELECT item_barcode FROM transactions USE INDEX () ORDER BY item_barcode")
}

/// The time that the page asks about.
fn before(page: &str) -> &str {
    let value = page.split("name=\"before\" value=\"").nth(1);
    value
        .unwrap_or_else(|| panic!("{page}"))
        .split('"')
        .next()
        .unwrap()
}

#[test]
fn everything_older_goes_and_nothing_else() {
    let site = Site::start();
    let old = aged(&site, "MILLAR,20150827100001,R,1", 31);
    // Recorded long ago, but its file is new: Alma may not have it yet.
    let new = aged(&site, "MILLAR,20150827100001,R,2", 29);
    let php = aged(&site, "MILLAR,20150827100001,R,3", 5);
    fs::remove_file(site.path("output").join(php.replace(".dat", ".csv"))).unwrap();
    let gone = aged(&site, "MILLAR,20150827100001,R,4", 3);
    for suffix in [".dat", ".csv"] {
        fs::remove_file(site.path("output").join(gone.replace(".dat", suffix))).unwrap();
    }
    site.submit("MILLAR,20150827100001,R,5");
    let recent = Local::now().format("%Y%m%d%H%M%S");
    site.database.run(&format!(
        "INSERT INTO transactions VALUES ('MILLAR', {recent}, 'R', '6', '', '', '', 1)"
    ));

    let ask = site
        .post("deleteold.php", &[("older_than", "30")])
        .expect(200);
    let ask = ask.shows(&old).hides(&new).hides(&php);
    let ask = ask
        .shows("1 record whose file is gone")
        .shows("not marked as uploaded");
    let hasty = [("older_than", "30"), YES];
    site.post("deleteold.php", &hasty)
        .expect(200)
        .shows("Delete for Good");
    assert_eq!(items(&site), ["1", "2", "3", "4", "5", "6"], "only asked");
    let time = before(ask.text()).to_owned();
    let done = site
        .post("deleteold.php", &[("before", &time), YES])
        .expect(200);
    done.shows(&format!("{old}, with 1 record"))
        .shows("1 record whose file is gone");
    assert_eq!(items(&site), ["2", "3", "5", "6"]);
    let mut left = vec![new.replace(".dat", ".csv"), new, php];
    left.sort();
    assert_eq!(site.output(), left);
    let log = site.log();
    assert!(
        log.contains(&format!("deleted file={old:?} records=1 from=")),
        "{log}"
    );
    assert!(
        log.contains(&format!("deleted records=1 before={time:?} from=")),
        "{log}"
    );

    // Asked again, there is nothing; nor is there anything to confirm.
    let again = site
        .post("deleteold.php", &[("older_than", "30")])
        .expect(200);
    again.shows("nothing to delete").hides("name=\"confirm\"");
    site.post("deleteold.php", &[("before", &time), YES])
        .expect(200);
    assert_eq!(items(&site), ["2", "3", "5", "6"]);
}

#[test]
fn the_question_before_everything_older_goes_waits_for_nobody() {
    let site = Site::start();
    let old = aged(&site, "MILLAR,20150827100001,R,1", 31);
    let mut holder = hold_lock(&site.database);
    for statement in ["START TRANSACTION", "SELECT * FROM transactions FOR UPDATE"] {
        holder.query_iter(statement).unwrap();
    }
    let ask = site.post("deleteold.php", &[("older_than", "30")]);
    ask.expect(200).shows(&old);
    let dry = site.command(&["purge", "--older-than", "30", "--dry-run"]);
    assert!(dry.status.success(), "{dry:?}");
}

#[test]
fn of_two_equal_saved_rows_only_the_one_without_a_file_goes() {
    let site = Site::start();
    let name = aged(&site, "MILLAR,20150827100001,R,1", 2);
    site.database
        .run("INSERT INTO transactions SELECT * FROM transactions");
    let ask = site
        .post("deleteold.php", &[("older_than", "10")])
        .expect(200);
    let time = before(ask.shows("1 record whose file is gone").text()).to_owned();
    site.post("deleteold.php", &[("before", &time), YES])
        .expect(200);
    assert_eq!(items(&site), ["1"]);
    assert!(site.dats().contains(&name));
}

#[test]
fn a_number_of_days_that_is_none_deletes_nothing() {
    let site = Site::start();
    aged(&site, "MILLAR,20150827100001,R,1", 100);
    for days in ["", "-1", "x", "1.5", "4294967295", "99999999999", "30 days"] {
        for confirm in ["no", "yes"] {
            site.post(
                "deleteold.php",
                &[("older_than", days), ("confirm", confirm)],
            )
            .expect(400)
            .shows("number of days");
        }
    }
    let tomorrow = (Local::now() + TimeDelta::days(1)).format("%Y-%m-%d %H:%M:%S");
    let tomorrow = tomorrow.to_string();
    for time in [
        "",
        "yesterday",
        "2015-02-31 00:00:00",
        "2999-01-01",
        &tomorrow,
    ] {
        site.post("deleteold.php", &[("before", time), YES])
            .expect(400);
    }
    assert_eq!(items(&site), ["1"]);
    assert_eq!(site.output().len(), 2);
}
