//! extract.php: by time, exactly once, never over another file, and only what was chosen.

use std::collections::BTreeSet;
use std::thread;

use chrono::{Local, NaiveDateTime, TimeDelta};
use serde_json::json;

use crate::harness::site::names;
use crate::harness::{Site, wait};

/// The local time in a file's name.
fn time_in(name: &str) -> NaiveDateTime {
    let stem = name.strip_suffix(".dat").unwrap();
    NaiveDateTime::parse_from_str(&stem[stem.len() - 17..], "%Y-%m-%d_%H%M%S").unwrap()
}

#[test]
fn two_desks_interleave_by_time_and_ties_stay_as_recorded() {
    let site = Site::start();
    site.submit(
        "MILLAR,20150827100001,R,1\nMILLAR,20150827100003,R,5\nMILLAR,20150827100003,L,4,,77",
    );
    site.submit("MILLAR,20150827100000,R,0\nMILLAR,20150827100003,R,3\nMILLAR,20150827100002,R,2");
    site.submit("MILLAR,20150826235959,R,z\nMILLAR,20150827100003,R,9");
    let order = ["z", "0", "1", "2", "5", "4", "3", "9"];
    let page = site.get("listrecords.php").expect(200);
    let shown = page.text().split("<tbody>").last().unwrap();
    let at = |item: &str| {
        shown
            .find(&format!("<td class=\"mono\">{item}</td>"))
            .expect(item)
    };
    assert!(order.map(at).is_sorted(), "{shown}");
    let files = site.export("MILLAR");
    assert_eq!(site.items_in(&files), order);
}

#[test]
fn a_table_that_cannot_undo_half_a_change_gives_no_file_and_takes_records() {
    let site = Site::start();
    site.database.run("ALTER TABLE transactions ENGINE=MyISAM");
    site.submit("MILLAR,20150827100001,R,1");
    let form = [("library", "---")];
    site.post("extract.php", &form)
        .expect(500)
        .shows("offline-circ check")
        .hides("MyISAM");
    assert!(site.failures(1)[0].contains("the table's engine, MyISAM, cannot undo half a change"));
    assert_eq!(site.output(), [""; 0]);
    assert_eq!(site.database.count("saved = 0"), 1);
    site.database.run("ALTER TABLE transactions ENGINE=InnoDB");
    assert_eq!(site.items_in(&site.export("---")), ["1"]);
}

#[test]
fn a_file_has_its_librarys_records_and_its_name() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1\nAVS,20150827100002,R,2\nMILLAR,20150827100003,R,3");
    let before = Local::now().naive_local() - TimeDelta::seconds(1);
    let [name] = &site.export("MILLAR")[..] else {
        panic!()
    };
    assert!(name.starts_with("MILLAR_") && name.len() == 28, "{name}");
    assert!(
        time_in(name) >= before && time_in(name) <= Local::now().naive_local(),
        "{name}"
    );
    assert_eq!(site.items_in(std::slice::from_ref(name)), ["1", "3"]);
    assert_eq!(site.database.count("`library` = 'AVS' AND saved = 0"), 1);
    let [rest] = &site.export("---")[..] else {
        panic!()
    };
    assert_eq!(rest.len(), 21, "{rest}");
    assert_eq!(site.items_in(std::slice::from_ref(rest)), ["2"]);
}

#[test]
fn one_file_per_library_holds_that_librarys_records_in_order() {
    let site = Site::start();
    let lines = "AVS,20150827100004,R,b\nMILLAR,20150827100003,R,2\nMILLAR,20150827100001,R,1\nAVS,20150827100002,R,a";
    site.submit(lines);
    let fields = [("library", "---"), ("per_library", "on")];
    let answer = site.post_json("extract.php", &fields).expect(200);
    let files = names(&answer);
    assert_eq!(
        answer.json(),
        json!({"files": [
            {"name": files[0], "library": "MILLAR", "records": 2},
            {"name": files[1], "library": "AVS", "records": 2},
        ]})
    );
    assert!(
        files[0].starts_with("MILLAR_2") && files[1].starts_with("AVS_2"),
        "{files:?}"
    );
    assert_eq!(site.items_in(&files), ["1", "2", "a", "b"]);
    // A library without records gets no file.
    site.submit("AVS,20150827100009,R,c");
    assert_eq!(names(&site.post_json("extract.php", &fields)).len(), 1);
}

#[test]
fn the_result_page_names_each_file_and_the_next_step() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1\nMILLAR,20150827100002,R,2");
    let page = site
        .post("extract.php", &[("library", "MILLAR")])
        .expect(200);
    let [name] = &site.dats()[..] else { panic!() };
    let page = page
        .shows(&format!("{name}</a>: 2 records of MILLAR"))
        .shows("upload");
    let links = page.links();
    for link in [&format!("output/{name}"), "listfiles.php"] {
        assert!(links.iter().any(|other| other == link), "{links:?}");
    }
    let page = site
        .post("extract.php", &[("library", "MILLAR")])
        .expect(200);
    page.shows("There was nothing left to write");
    assert_eq!(site.dats().len(), 1);
    assert!(site.export("---").is_empty());
    assert_eq!(site.dats().len(), 1);
}

#[test]
fn a_library_that_is_absent_unknown_or_a_wildcard_is_refused() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1\nAVS,20150827100001,R,2");
    for library in [
        "%",
        "_",
        "MILLA_",
        "AV%",
        "millar",
        "",
        "-",
        "*",
        "' OR 1=1 -- ",
        "MILLAR ",
    ] {
        site.post("extract.php", &[("library", library)])
            .expect(400)
            .shows("Choose a library");
        let fields = [("library", library), ("per_library", "on")];
        let answer = site.post_json("extract.php", &fields).expect(400);
        assert!(answer.json()["error"].is_string());
    }
    site.post("extract.php", &[("per_library", "on")])
        .expect(400);
    site.post("extract.php", &[]).expect(400);
    assert!(site.output().is_empty());
    assert_eq!(site.database.count("saved = 0"), 2);
}

#[test]
fn a_code_with_a_wildcard_in_it_selects_only_its_own_records() {
    let site = Site::prepare();
    site.configure(&site.config().replace("\"MILLAR\"", "\"A_S\""));
    let site = site.serve();
    site.submit("AVS,20150827100001,R,1\nA_S,20150827100001,R,2");
    // A collation that ignores case must not select others either.
    site.database
        .insert_as_php(["a_s", "20150827100002", "R", "3", "", "", ""].map(Some));
    assert_eq!(site.items_in(&site.export("A_S")), ["2"]);
    assert_eq!(site.database.count("saved = 0"), 2);
}

#[test]
fn exports_within_one_second_never_share_a_name() {
    let site = Site::start();
    let mut files = BTreeSet::new();
    for i in 0..6 {
        site.submit(&format!("MILLAR,20150827100001,R,{i}"));
        let [name] = &site.export("MILLAR")[..] else {
            panic!()
        };
        assert_eq!(site.items_in(std::slice::from_ref(name)), [i.to_string()]);
        assert!(files.insert(name.clone()), "{name} is there twice");
    }
    let items: Vec<String> = (0..6).map(|i| i.to_string()).collect();
    assert_eq!(site.items_in(&site.dats()), items);
}

#[test]
fn exports_at_the_same_moment_put_every_record_into_one_file() {
    let site = Site::start();
    for round in 0..15 {
        let lines: Vec<String> = (0..40)
            .map(|i| format!("{},20150827100001,R,{round}-{i}", ["MILLAR", "AVS"][i % 2]))
            .collect();
        site.submit(&lines.join("\n"));
        let exports = [
            vec![("library", "---")],
            vec![("library", "MILLAR")],
            vec![("library", "---"), ("per_library", "on")],
            vec![("library", "---")],
        ];
        let export = |fields: &Vec<(&str, &str)>| {
            // Whoever waits for the turn for ten seconds is told to try again.
            let answer = wait("its turn", || {
                let answer = site.post_json("extract.php", fields);
                (answer.status != 503).then_some(answer)
            });
            let answer = answer.expect(200).json();
            let files = answer["files"].as_array().unwrap().clone();
            files
                .iter()
                .map(|file| file["records"].as_u64().unwrap())
                .sum::<u64>()
        };
        let written: u64 = thread::scope(|scope| {
            // A desk goes on meanwhile.
            let desk =
                scope.spawn(|| site.submit(&format!("MILLAR,20150827100002,R,{round}-late")));
            let threads: Vec<_> = exports
                .iter()
                .map(|fields| scope.spawn(|| export(fields)))
                .collect();
            let written = threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .sum();
            assert_eq!(desk.join().unwrap(), 1);
            written
        });
        let late = site.database.count("saved = 0") as u64;
        assert_eq!(written + late, 41, "round {round}");
        site.export("---");
        let mut items = site.items_in(&site.dats());
        items.sort();
        let total = items.len();
        items.dedup();
        assert_eq!(
            (items.len(), total),
            (41 * (round + 1), 41 * (round + 1)),
            "round {round}"
        );
    }
    assert_eq!(site.database.count("saved = 0"), 0);
    assert!(!site.output().iter().any(|name| name.ends_with(".pending")));
}

#[test]
fn twenty_thousand_records_make_a_small_page_and_one_ordered_file() {
    let site = Site::start();
    site.database.run(
        "INSERT INTO transactions SELECT 'MILLAR', '2015-08-27' + INTERVAL 20000 - seq SECOND, \
         IF(seq % 2, 'L', 'R'), seq, '', IF(seq % 2, '77', ''), '', 0 FROM seq_1_to_20000",
    );
    let page = site.get("listrecords.php").expect(200);
    assert!(page.body.len() < 120_000, "{}", page.body.len());
    // The page's rows, and the first of two warnings: all are old, and 77 is an item too.
    let barcodes = 2 * (200 + 20 + 20);
    assert_eq!(page.text().matches("<td class=\"mono\">").count(), barcodes);
    let page = page.shows("Records 1 to 200 of 20000, page 1 of 100");
    page.shows("<td class=\"mono\">20000</td>")
        .hides("<td class=\"mono\">19800</td>");
    let last = site.get("listrecords.php?page=100").expect(200);
    last.shows("Records 19801 to 20000 of 20000")
        .shows("<td class=\"mono\">1</td>");
    for (query, number) in [
        ("page=2", 2),
        ("page=0", 1),
        ("page=999", 100),
        ("page=x", 1),
        ("page=-1", 1),
    ] {
        let page = site.get(&format!("listrecords.php?{query}")).expect(200);
        page.shows(&format!("page {number} of 100"));
    }
    let items: Vec<String> = (1..=20_000).rev().map(|i| i.to_string()).collect();
    assert_eq!(site.items_in(&site.export("---")), items);
    assert_eq!(site.database.count("saved = 1"), 20_000);
}

#[test]
fn the_summary_counts_loans_and_returns_of_each_library() {
    let site = Site::start();
    site.get("listrecords.php")
        .expect(200)
        .shows("No records are waiting")
        .hides("extract.php");
    site.submit("AVS,20150827100001,R,1\nMILLAR,20150827100001,L,2,,9\nMILLAR,20150827100002,R,2\nMILLAR,20150827100003,R,3");
    site.database
        .insert_as_php(["CLOSED", "20150827100001", "L", "1", "", "9", ""].map(Some));
    let page = site.get("listrecords.php").expect(200);
    let row = |library: &str, loans: u8, returns: u8, second: u8| {
        format!(
            "<tr><th scope=\"row\">{library}</th><td>{loans}</td><td>{returns}</td>\
             <td>2015-08-27 10:00:0{second}</td></tr>"
        )
    };
    let rows = [
        row(
            "Millar Library <span class=\"quiet\">MILLAR</span>",
            1,
            2,
            3,
        ),
        row("AV Services <span class=\"quiet\">AVS</span>", 0, 1, 1),
        row("CLOSED", 1, 0, 1),
    ];
    page.shows(&rows.join("\n"))
        .shows("action=\"extract.php\"")
        .shows("Generate Files");
}

#[test]
fn a_pending_file_of_records_that_another_file_has_is_removed() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1\nMILLAR,20150827100002,L,2,,7,");
    let name = site.export("MILLAR").remove(0);
    // Its maker lost the lock before it flagged the rows, and was killed.
    for suffix in ["dat", "csv"] {
        let from = name.replace(".dat", &format!(".{suffix}"));
        let pending = format!("output/MILLAR_2015-08-27_100003.{suffix}.pending");
        site.write(&pending, site.file(&from));
    }
    let before = site.dats();
    site.get("listfiles.php").expect(200);
    assert_eq!(site.dats(), before);
    let output = site.output();
    assert!(
        output.iter().all(|name| !name.ends_with(".pending")),
        "{output:?}"
    );
    site.logs("outcome=removed records=2");
}
