//! status.php, as a monitor asks it.

use std::fs;

use crate::harness::Site;
use crate::lists::tables;

#[test]
fn a_monitor_is_told_how_much_waits_and_how_old_it_is() {
    let site = Site::start();
    let empty = site.get("status.php").expect(200);
    assert_eq!(empty.header("Content-Type"), "application/json");
    assert_eq!(empty.header("Cache-Control"), "no-store");
    assert_eq!(
        empty.text(),
        format!(
            "{{\"ok\":true,\"version\":\"{}\",\"database\":true,\"output_dir\":true,\
             \"clock\":true,\"pending_files\":0,\"unsaved\":0,\"oldest_unsaved_age\":null,\
             \"desks\":0,\"desks_ready\":0,\"desks_holding\":0,\"desks_unsent\":0,\
             \"desks_unknown\":0}}",
            env!("CARGO_PKG_VERSION")
        )
    );
    site.submit("MILLAR,20150827100001,R,31234000\nMILLAR,20150827100000,L,5,,7012,");
    let full = site.get("status.php").expect(200);
    assert_eq!(full.json()["unsaved"], 2);
    let age = full.json()["oldest_unsaved_age"].as_i64().unwrap();
    let years = age / (365 * 24 * 3600);
    assert!((11..100).contains(&years), "{age}");
    full.hides("31234000").hides("7012");
    site.export("---");
    let saved = site.get("status.php").expect(200);
    assert_eq!(saved.json()["unsaved"], 0);
    let output = site.output();
    assert!(
        output.iter().all(|name| !name.starts_with('.')),
        "{output:?}"
    );
    assert_eq!(
        site.request("HEAD", "status.php", &[], b"")
            .expect(200)
            .text(),
        ""
    );
    site.post("status.php", &[]).expect(405);
}

#[test]
fn what_does_not_work_is_503_with_the_cause_in_the_log_only() {
    let site = Site::start();
    site.database.run("RENAME TABLE transactions TO elsewhere");
    let answer = site.get("status.php").expect(503);
    assert_eq!(answer.json()["database"], false);
    assert_eq!(answer.json()["output_dir"], true);
    assert!(answer.json()["unsaved"].is_null());
    answer.hides("transactions");
    assert!(site.failures(1)[0].contains("transactions"));
    site.database.run("RENAME TABLE elsewhere TO transactions");
    fs::rename(site.path("output"), site.path("moved")).unwrap();
    let answer = site.get("status.php").expect(503);
    assert_eq!(answer.json()["database"], true);
    assert_eq!(answer.json()["output_dir"], false);
    assert_eq!(answer.json()["unsaved"], 0);
    answer.hides("output/");
    assert!(site.failures(2)[1].contains("/output"));
    fs::rename(site.path("moved"), site.path("output")).unwrap();
    site.get("status.php").expect(200);
}

#[test]
fn a_monitor_is_told_how_large_and_old_the_lists_are_that_are_loaded() {
    let site = Site::start();
    tables::prepare(&site, "");
    let none = site.get("status.php").expect(200);
    assert!(!none.text().contains("lists_"), "{}", none.text());
    tables::loaded(&site, "items", 2, "");
    let items = site.get("status.php").expect(200).json();
    assert_eq!(
        (&items["lists_items"], &items["lists_age"]),
        (&1.into(), &2.into())
    );
    assert!(items.get("lists_patrons").is_none());
    tables::loaded(&site, "patrons", 5, "");
    let both = site.get("status.php").expect(200).json();
    assert_eq!(
        (&both["lists_patrons"], &both["lists_age"]),
        (&1.into(), &5.into())
    );
}
