//! shapes.php: what barcodes look like here, and not one of them.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::harness::{Site, Transport, wait};

#[test]
fn the_shapes_of_the_latest_records_are_told_without_a_barcode() {
    let site = Site::start();
    site.submit(
        "MILLAR,20150827100000,L,31234777777770,,21234777777772,\n\
         MILLAR,20150827100001,R,31234777777770,,,\nAVS,20150827100002,R,B123456-,,4711,",
    );
    site.export("AVS");
    let answer = site.get("shapes.php").expect(200);
    assert_eq!(answer.header("Content-Type"), "application/json");
    assert_eq!(answer.header("Cache-Control"), "no-store");
    let answer = answer.hides("31234777777770").hides("4711");
    let codabar = |n: u64, first: &str, library: &str| json!({"n": n, "heads": {first: n, library: n}, "checks": {"mod10": n}});
    let letters = json!({"n": 1, "heads": {"B": 1}, "checks": {}});
    assert_eq!(
        answer.json(),
        json!({
            "items": {
                "n": 3,
                "shapes": {"99999999999999": codabar(2, "3", "31234"), "A999999?": letters},
            },
            "patrons": {"n": 1, "shapes": {"99999999999999": codabar(1, "2", "21234")}},
        })
    );
    site.post("shapes.php", &[]).expect(405);
}

#[test]
fn what_was_learned_is_kept_for_a_while_also_without_the_database() {
    if !Transport::tested().keeps_processes() {
        return;
    }
    let site = Site::start();
    let items = || site.get("shapes.php").expect(200).json()["items"]["n"].clone();
    let mut round = 0;
    let learned = wait("a round before it is learned anew", || {
        // Nothing is kept of the round before.
        thread::sleep(Duration::from_secs(u64::from(round > 0) * 4));
        round += 1;
        let began = Instant::now();
        let first = items();
        site.submit(&format!("MILLAR,20150827100000,R,{round}"));
        let second = items();
        site.database.run("RENAME TABLE transactions TO elsewhere");
        let third = items();
        site.database.run("RENAME TABLE elsewhere TO transactions");
        (began.elapsed() < Duration::from_secs(2)).then_some([first, second, third])
    });
    assert_eq!(learned, [round - 1; 3]);
}

#[test]
fn the_latest_five_thousand_records_by_time_count() {
    let site = Site::start();
    site.database.run(
        "INSERT INTO transactions SELECT 'MILLAR', '2015-08-27' + INTERVAL seq SECOND, 'R', \
         IF(seq <= 1000, 'OLD-1', 31234000000000 + seq), '', '', '', 0 FROM seq_1_to_6000",
    );
    // The last one recorded is the oldest.
    site.submit("MILLAR,20140827100000,R,X1-99");
    let items = site.get("shapes.php").expect(200).json()["items"].clone();
    assert_eq!(items["n"], 5_000);
    assert_eq!(
        items["shapes"].as_object().map(serde_json::Map::len),
        Some(1)
    );
    assert_eq!(items["shapes"]["99999999999999"]["heads"]["31234"], 5_000);
}

#[test]
fn without_the_database_and_nothing_learned_the_page_is_told_to_try_again() {
    let site = Site::start();
    site.database.run("RENAME TABLE transactions TO elsewhere");
    let answer = site.get("shapes.php").expect(503);
    assert_eq!(answer.header("Retry-After"), "10");
    assert!(site.failures(1)[0].contains("shapes.php"));
}
