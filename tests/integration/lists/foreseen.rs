//! What listrecords.php says of the records that Alma will not take.

use chrono::{Local, TimeDelta};
use serde_json::Value;

use super::tables::{loaded, patron, prepare, rows_of_items};
use crate::harness::Site;
use crate::harness::site::JSON;

const ITEM: &str = "31234000000001";
const PATRON: &str = "21234000111111";

fn site() -> Site {
    let site = Site::prepare();
    prepare(&site, "");
    site.serve()
}

/// Says that both lists were loaded yesterday, with the item and a patron of today.
fn list(site: &Site) {
    loaded(site, "items", 1, "\"MILLAR\"");
    loaded(site, "patrons", 1, "");
    rows_of_items(site, [(ITEM.to_owned(), "MILLAR", true)].into_iter());
    patron(site, PATRON, "0, '', NULL, ''");
}

/// Records a line that was scanned so many minutes ago.
fn submit(site: &Site, minutes: i64, rest: &str) {
    let time = Local::now() - TimeDelta::minutes(minutes);
    let time = time.format("%Y%m%d%H%M%S");
    assert_eq!(site.submit(&format!("MILLAR,{time},{rest}")), 1);
}

/// Kinds and numbers, `null` where no list counts.
fn foreseen(site: &Site) -> Value {
    let answer = site.request("GET", "listrecords.php?foreseen", &[JSON], b"");
    let foreseen = answer.expect(200).json()["foreseen"].take();
    let kinds = foreseen["kinds"].as_array().cloned();
    kinds.map_or(Value::Null, |kinds| {
        let kinds = kinds.iter();
        kinds
            .map(|kind| {
                Value::from(format!(
                    "{} {}",
                    kind["title"].as_str().unwrap(),
                    kind["total"]
                ))
            })
            .collect()
    })
}

#[test]
fn without_a_list_that_counts_the_page_is_as_before() {
    let site = site();
    submit(&site, 30, &format!("R,{ITEM}"));
    submit(&site, 20, &format!("R,{ITEM}"));
    let before = site.get("listrecords.php").expect(200);
    before
        .hides("will probably report")
        .hides("lists from Alma");
    assert_eq!(foreseen(&site), Value::Null);
    list(&site);
    site.get("listrecords.php")
        .expect(200)
        .shows("Alma will probably report 1 record<")
        .shows("None of them will need you");
    assert_eq!(foreseen(&site), Value::from(vec!["Item was not on loan 1"]));
    // Nothing asks for it but the page.
    let count = site.request("GET", "listrecords.php", &[JSON], b"").json();
    assert_eq!(count.get("foreseen"), None);
    for kind in ["items", "patrons"] {
        loaded(&site, kind, 31, "");
    }
    assert_eq!(foreseen(&site), Value::Null);
    let table = format!("{}.offline_circ_lists", site.database.name);
    site.database.run(&format!(
        "REVOKE SELECT ON {table} FROM offline_test@localhost"
    ));
    site.get("listrecords.php")
        .expect(200)
        .hides("will probably report");
    site.logs("offline-circ: unlisted ");
}

#[test]
fn what_a_file_has_of_an_item_counts_for_the_next_one() {
    let site = site();
    list(&site);
    submit(&site, 40, &format!("R,{ITEM}"));
    site.get("listrecords.php")
        .expect(200)
        .shows("The lists from Alma say nothing against these records.");
    assert_eq!(site.export("---").len(), 1);
    submit(&site, 30, &format!("R,{ITEM}"));
    assert_eq!(foreseen(&site), Value::from(vec!["Item was not on loan 1"]));
    // It came after the file, and was scanned before what is in it.
    submit(&site, 50, &format!("R,{ITEM}"));
    assert_eq!(
        foreseen(&site),
        Value::from(vec!["A later action happened 1", "Item was not on loan 1"])
    );
}

#[test]
fn a_patron_who_may_be_new_is_said_to_be_so() {
    let site = site();
    list(&site);
    submit(&site, 40, &format!("L,{ITEM},,21234000222222"));
    let page = site.get("listrecords.php").expect(200);
    page.shows("User not found: 1 record")
        .shows("the patron may be new")
        .shows("1 of them will need you");
}
