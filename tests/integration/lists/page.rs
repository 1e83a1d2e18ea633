//! lists.php: a supervisor looks at what a file holds, and only then it counts.

use std::thread;

use mysql::prelude::Queryable;

use super::tables;
use crate::database::waiting;
use crate::harness::site::JSON;
use crate::harness::{Answer, Site};

const ITEMS: &str = "Barcode,Title,Library Code\n31234000000001,Secretbook,MILLAR\n\
                     31234000000002,Secretbook,AVS\n31234000000003,Secretbook,Law\n";
const PATRONS: &str = "Primary Identifier,Barcode,Last Name,Expiry Date\n\
                       adalovelace,21234000000001,Hushname,2031-05-31\n";

fn site() -> Site {
    let site = Site::start();
    tables::prepare(&site, "");
    site
}

fn send(site: &Site, kind: &str, name: &str, content: &str, headers: &[(&str, &str)]) -> Answer {
    let body = format!(
        "--x-y\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n{kind}\r\n\
         --x-y\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{content}\r\n--x-y--\r\n"
    );
    let media = ("Content-Type", "multipart/form-data; boundary=x-y");
    site.request(
        "POST",
        "lists.php",
        &[&[media], headers].concat(),
        body.as_bytes(),
    )
}

fn upload(site: &Site, kind: &str, content: &str) -> Answer {
    send(site, kind, "list.csv", content, &[])
}

/// What the page carries to its next step.
fn prepared(page: &Answer) -> String {
    let (_, rest) = page
        .text()
        .split_once("name=\"prepared\" value=\"")
        .expect("a preview");
    rest.split('"').next().unwrap().to_owned()
}

fn decide(site: &Site, prepared: &str, more: &[(&str, &str)]) -> Answer {
    site.post("lists.php", &[&[("prepared", prepared)], more].concat())
}

fn rows(site: &Site, table: &str) -> Vec<u64> {
    site.database
        .query(&format!("SELECT COUNT(*) FROM offline_circ_{table}"))
}

fn items_counting(site: &Site) -> Vec<u64> {
    site.database
        .query("SELECT entries FROM offline_circ_lists WHERE kind = 'items'")
}

#[test]
fn what_a_file_holds_is_shown_first_and_counts_when_somebody_says_so() {
    let site = site();
    site.get("lists.php")
        .expect(200)
        .shows("Not loaded")
        .shows("Preview the List");
    let page = upload(&site, "items", ITEMS)
        .expect(200)
        .shows("Rows: 3. Items: 3.")
        .shows("is not in use yet. It was read from list.csv.")
        .shows("which is no library here")
        .hides("name=\"anyway\"");
    assert_eq!(
        (items_counting(&site), rows(&site, "items")),
        (vec![], vec![3])
    );
    site.get("lists.php")
        .expect(200)
        .shows("Not loaded")
        .hides("list.csv");
    let sealed = prepared(&page);
    decide(&site, &sealed, &[("do", "load")])
        .expect(200)
        .shows("The list of items is loaded. It has 3 entries.");
    // Sent again after a lost answer.
    decide(&site, &sealed, &[]).expect(200).shows("is loaded");
    assert_eq!(
        (items_counting(&site), rows(&site, "items")),
        (vec![3], vec![3])
    );
    site.get("lists.php")
        .expect(200)
        .shows("✔ Loaded")
        .shows("3 entries")
        .shows("list.csv")
        .shows("AVS, MILLAR")
        .shows("today");
    site.logs("list_loaded list=\"items\" entries=3");
}

#[test]
fn what_is_cancelled_or_looked_at_no_more_leaves_nothing_and_the_old_list_counts() {
    let site = site();
    let first = upload(&site, "items", ITEMS).expect(200);
    decide(&site, &prepared(&first), &[]).expect(200);
    let other = ITEMS.replace("000000002", "000000009");
    let page = upload(&site, "items", &other).expect(200);
    assert_eq!(rows(&site, "items"), [6]);
    decide(&site, &prepared(&page), &[("do", "cancel")]).expect(303);
    assert_eq!(
        (items_counting(&site), rows(&site, "items")),
        (vec![3], vec![3])
    );
    decide(&site, &prepared(&page), &[])
        .expect(409)
        .shows("Somebody has loaded or cleared the list in the meantime");
    // Somebody looks at another file instead.
    let page = upload(&site, "items", &other).expect(200);
    upload(&site, "items", &other).expect(200);
    assert_eq!(
        (items_counting(&site), rows(&site, "items")),
        (vec![3], vec![9])
    );
    // Nobody has said anything for an hour.
    site.database
        .run("UPDATE offline_circ_lists SET loaded = loaded - 3700 WHERE kind = 'editions'");
    let output = site.command(&["purge", "--older-than", "30"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(rows(&site, "items"), [3]);
    let kept: Vec<String> = site
        .database
        .query("SELECT DISTINCT barcode FROM offline_circ_items ORDER BY 1");
    assert_eq!(kept[1], "31234000000002");
    decide(&site, &prepared(&page), &[]).expect(409);
}

#[test]
fn a_list_that_has_lost_rows_to_another_load_does_not_count_and_leaves_none() {
    let site = site();
    let page = upload(&site, "items", ITEMS).expect(200);
    site.database
        .run("DELETE FROM offline_circ_items WHERE barcode = '31234000000001'");
    decide(&site, &prepared(&page), &[]).expect(409);
    assert_eq!(rows(&site, "items"), [0]);
}

#[test]
fn a_file_that_is_refused_leaves_the_old_list() {
    let site = site();
    let page = upload(&site, "items", ITEMS).expect(200);
    decide(&site, &prepared(&page), &[]).expect(200);
    for (kind, content, sentence) in [
        ("items", "", "Choose at least one file"),
        (
            "items",
            "Colour\nred\n",
            "No column of list.csv holds an item’s barcode",
        ),
        ("items", "\u{0}\u{1}\u{2}", "list.csv"),
        ("", ITEMS, "Choose which list it is"),
    ] {
        let sentence = sentence.replace('’', "'");
        let name = if content.is_empty() { "" } else { "list.csv" };
        let page = send(&site, kind, name, content, &[]).expect(422);
        let text = crate::harness::http::unescape(page.text());
        assert!(
            text.contains("role=\"alert\"") && text.contains(&sentence),
            "{sentence}: {text}"
        );
    }
    assert_eq!(
        (items_counting(&site), rows(&site, "items")),
        (vec![3], vec![3])
    );
}

#[test]
fn a_list_that_looks_wrong_is_loaded_only_if_somebody_says_so_twice() {
    let site = site();
    let page = upload(&site, "items", ITEMS).expect(200);
    decide(&site, &prepared(&page), &[]).expect(200);
    site.database
        .run("UPDATE offline_circ_lists SET entries = 5000 WHERE kind = 'items'");
    let page = upload(&site, "items", ITEMS)
        .expect(200)
        .shows("The list has 3 entries, and the one before it had 5000.")
        .shows("Load it anyway");
    let sealed = prepared(&page);
    let again = decide(&site, &sealed, &[("do", "load")])
        .expect(422)
        .shows("Nothing is loaded yet. Tick")
        .shows("Load it anyway");
    assert_eq!(items_counting(&site), [5000]);
    decide(&site, &prepared(&again), &[("anyway", "yes")])
        .expect(200)
        .shows("is loaded");
    assert_eq!(items_counting(&site), [3]);
    decide(&site, "00ff", &[("anyway", "yes")]).expect(400);
}

#[test]
fn a_list_is_cleared_after_a_question_and_only_the_one_that_was_asked_about() {
    let site = site();
    site.post("lists.php", &[("clear", "items")]).expect(303);
    site.post("lists.php", &[("clear", "editions")]).expect(400);
    let page = upload(&site, "items", ITEMS).expect(200);
    decide(&site, &prepared(&page), &[]).expect(200);
    let question = site
        .post("lists.php", &[("clear", "items")])
        .expect(409)
        .shows("Items: 3 entries");
    let (_, edition) = question
        .text()
        .split_once("name=\"edition\" value=\"")
        .unwrap();
    let edition = edition.split('"').next().unwrap();
    assert_eq!(items_counting(&site), [3]);
    site.post("lists.php", &[("clear", "items"), ("edition", "0")])
        .expect(409);
    site.post("lists.php", &[("clear", "items"), ("edition", edition)])
        .expect(303);
    assert_eq!(
        (items_counting(&site), rows(&site, "items")),
        (vec![], vec![0])
    );
    site.logs("list_cleared list=\"items\" entries=3");
}

#[test]
fn no_page_and_no_log_has_an_identifier_or_a_name_of_a_patron() {
    const SECRETS: [&str; 5] = [
        "adalovelace",
        "21234000000001",
        "hushname",
        "secretbook",
        "31234000000001",
    ];
    let site = site();
    let discreet = |answer: Answer| {
        let text = answer.text().to_lowercase();
        for secret in SECRETS {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        answer
    };
    for (kind, content) in [("patrons", PATRONS), ("items", ITEMS)] {
        let page = discreet(upload(&site, kind, content).expect(200));
        discreet(decide(&site, &prepared(&page), &[]).expect(200));
        discreet(site.get("lists.php").expect(200));
        discreet(site.post("lists.php", &[("clear", kind)]).expect(409));
    }
    site.get("lists.php").shows("1 patron, 2 identifiers");
    let log = site.log().to_lowercase();
    for secret in SECRETS {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
    // Of the patron the table has no text at all.
    let rows: Vec<(Vec<u8>, String, String)> = site
        .database
        .query("SELECT id, reason, name FROM offline_circ_patrons");
    assert_eq!(rows.len(), 2);
    assert!(
        rows.iter()
            .all(|(id, reason, name)| id.len() == 32 && reason.is_empty() && name.is_empty())
    );
}

#[test]
fn a_script_is_answered_with_json() {
    let site = site();
    let answer = send(&site, "items", "list.csv", ITEMS, &[JSON])
        .expect(200)
        .json();
    assert_eq!(
        (&answer["entries"], &answer["list"]),
        (&3.into(), &"items".into())
    );
    let fields = [("prepared", answer["prepared"].as_str().unwrap())];
    let done = site.post_json("lists.php", &fields).expect(200).json();
    assert_eq!(
        (&done["loaded"], &done["entries"]),
        (&"items".into(), &3.into())
    );
    let refused = send(&site, "items", "list.csv", "Colour\nred\n", &[JSON])
        .expect(422)
        .json();
    assert!(
        refused["error"]
            .as_str()
            .unwrap()
            .contains("No column of list.csv"),
        "{refused}"
    );
}

#[test]
fn without_a_database_a_file_is_to_be_sent_again_and_the_log_has_the_cause() {
    let site = site();
    site.configure(&site.config().replace("mysql.sock", "nothing.sock"));
    for headers in [&[][..], &[JSON]] {
        let answer = send(&site, "items", "list.csv", ITEMS, headers).expect(503);
        assert!(answer.header("Retry-After").parse::<u32>().is_ok());
        answer.hides("nothing.sock").shows("Try again in a minute");
    }
    for line in site.failures(2) {
        assert!(
            line.contains("status=503") && line.contains("nothing.sock"),
            "{line}"
        );
    }
}

#[test]
fn a_list_that_is_loaded_while_the_one_before_it_is_cleared_stays() {
    let site = site();
    tables::loaded(&site, "items", 1, "");
    tables::item(&site, "31234000000001", "MILLAR", "");
    let mut loading = site.database.connect();
    for statement in [
        "START TRANSACTION",
        "INSERT INTO offline_circ_items SELECT 2, barcode, `library`, callnumber, title, on_loan \
         FROM offline_circ_items",
        "UPDATE offline_circ_lists SET edition = 2 WHERE kind = 'items'",
    ] {
        loading.query_drop(statement).unwrap();
    }
    let answer = thread::scope(|scope| {
        let clear = || site.post("lists.php", &[("clear", "items"), ("edition", "1")]);
        let clear = scope.spawn(clear);
        waiting(&site.database, "Updating", None);
        loading.query_drop("COMMIT").unwrap();
        clear.join().unwrap()
    });
    answer
        .expect(409)
        .shows("Items: 1 entry")
        .shows("value=\"2\"");
    assert_eq!(items_counting(&site), [1]);
    let editions: Vec<u32> = site
        .database
        .query("SELECT edition FROM offline_circ_items");
    assert!(editions.contains(&2), "{editions:?}");
}

#[test]
fn a_list_that_is_too_large_is_refused_with_the_way_to_load_it() {
    let site = site();
    site.configure(&format!("import_megabytes = 1\n{}", site.config()));
    let large = format!("Barcode\n{}", "31234000000001\n".repeat(80_000));
    upload(&site, "items", &large)
        .expect(413)
        .shows("offline-circ lists load items FILE");
    let beyond = format!("Barcode\n{}", "31234000000001\n".repeat(160_000));
    upload(&site, "items", &beyond).expect(413);
    assert_eq!(rows(&site, "items"), [0]);
}

#[test]
fn without_the_tables_the_page_says_what_to_load_and_nothing_breaks() {
    let site = Site::start();
    site.get("lists.php")
        .expect(200)
        .shows("lists.sql")
        .hides("Preview the List");
    let page = upload(&site, "items", ITEMS)
        .expect(422)
        .shows("Load lists.sql into the database");
    page.hides("Preview the List");
    site.post("lists.php", &[("clear", "items")]).expect(303);
}

#[test]
fn another_site_cannot_load_or_clear_a_list() {
    let site = site();
    let others = ("Origin", "https://evil.example");
    send(&site, "items", "list.csv", ITEMS, &[others]).expect(403);
    let page = upload(&site, "items", ITEMS).expect(200);
    let body = format!("prepared={}", prepared(&page));
    site.request(
        "POST",
        "lists.php",
        &[crate::harness::site::FORM, others],
        body.as_bytes(),
    )
    .expect(403);
    assert_eq!(items_counting(&site), [0; 0]);
}

#[test]
fn a_purge_ends_lists_that_count_no_more_and_a_dry_run_says_so() {
    let site = site();
    tables::loaded(&site, "items", 31, "");
    tables::item(&site, "31234000000001", "MILLAR", "");
    tables::loaded(&site, "patrons", 29, "");
    let says = |arguments: &[&str]| {
        let said = String::from_utf8(site.command(arguments).stdout).unwrap();
        said.split_once('\n').expect("of the records").1.to_owned()
    };
    let dry = says(&["purge", "--older-than", "30", "--dry-run"]);
    assert_eq!(
        dry,
        "Would delete the list of items: it is older than 30 days.\n"
    );
    assert_eq!(items_counting(&site), [1]);
    let done = says(&["purge", "--older-than", "30"]);
    assert_eq!(
        done,
        "Deleted the list of items: it was older than 30 days.\n"
    );
    assert_eq!(
        (items_counting(&site), rows(&site, "items")),
        (vec![], vec![0])
    );
    assert_eq!(says(&["purge", "--older-than", "30"]), "");
}
