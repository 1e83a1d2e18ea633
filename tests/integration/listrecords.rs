//! listrecords.php: the table with its order, filter and pages, and the count of arrivals.

use std::fs;

use chrono::Local;

use crate::harness::http::unescape;
use crate::harness::site::JSON;
use crate::harness::{Answer, Site};

/// The item barcodes of the main table, row by row.
pub fn items(page: &Answer) -> Vec<String> {
    let (_, table) = page.text().split_once("id=\"unsaved\"").expect("the table");
    let rows = table.split("<tr><td>").skip(1);
    rows.map(|row| {
        let cell = row.split("<td class=\"mono\">").nth(1).expect("an item");
        unescape(cell.split_once("</td>").expect("its end").0)
    })
    .collect()
}

/// The values of the Void buttons, in order.
pub fn buttons(page: &Answer) -> Vec<String> {
    let values = page.text().split("name=\"record\" value=\"").skip(1);
    values
        .map(|rest| unescape(rest.split_once('"').expect("its end").0))
        .collect()
}

/// The page with this query; a text that is searched for leads to an address without it.
pub fn get(site: &Site, query: &str) -> Answer {
    let answer = site.get(&format!("listrecords.php?{query}"));
    match answer.status {
        303 => follow(site, &answer).expect(200),
        _ => answer.expect(200),
    }
}

/// The page that the answer leads to.
fn follow(site: &Site, answer: &Answer) -> Answer {
    let address = answer.header("Location");
    site.get(address.split('#').next().unwrap_or_default())
}

#[test]
fn the_table_is_sorted_by_each_column_in_both_directions() {
    let site = Site::start();
    site.submit(
        "MILLAR,20150827100001,R,b\nAVS,20150827100002,L,c,,1,\nMILLAR,20150827100003,L,a,,2,",
    );
    for (query, expected) in [
        ("", "bca"),
        ("order=desc", "acb"),
        ("sort=library", "cba"),
        ("sort=library&order=desc", "bac"),
        ("sort=type", "cab"),
        ("sort=type&order=desc", "bca"),
        ("sort=item", "abc"),
        ("sort=item&order=desc", "cba"),
        ("sort=patron", "bca"),
        ("sort=patron&order=desc", "acb"),
        ("sort=saved&order=up", "bca"),
    ] {
        assert_eq!(items(&get(&site, query)).concat(), expected, "{query}");
    }
    get(&site, "sort=item&order=desc")
        .shows("aria-sort=\"descending\"><a href=\"listrecords.php?sort=item#unsaved\">Item");
}

#[test]
fn the_filter_fits_library_type_and_text_anywhere() {
    let site = Site::start();
    site.submit(
        "MILLAR,20150827100001,L,b-1,QA 76.9,900,\"Lovelace, Ada\"\n\
         AVS,20150827100002,R,b-2\nMILLAR,20150827100003,R,b-900",
    );
    let of_php = |library| {
        let (time, item) = (Some("20150827100004"), Some("php"));
        site.database
            .insert_as_php([library, time, Some("R"), item, None, None, None]);
    };
    of_php(Some("CLOSED"));
    of_php(None);
    for (query, expected) in [
        ("library=AVS", &["b-2"][..]),
        ("library=MILLAR&type=R", &["b-900"]),
        ("library=CLOSED", &["php"]),
        ("library=", &["php"]),
        ("type=L", &["b-1"]),
        ("text=900", &["b-1", "b-900"]),
        ("text=qa+76", &["b-1"]),
        ("text=LOVELACE", &["b-1"]),
        ("text=B-&type=R&library=---", &["b-2", "b-900"]),
        (
            "library=Millar&type=x",
            &["b-1", "b-2", "b-900", "php", "php"],
        ),
    ] {
        assert_eq!(items(&get(&site, query)), expected, "{query}");
    }
    get(&site, "text=900").shows("2 of 5 records");
    get(&site, "").hides("of 5 records").shows(">Call Number<");
    get(&site, "text=nowhere")
        .shows("No record matches this filter")
        .shows("0 of 5 records")
        .shows("Generate Files");
    get(&site, "text=%22%3Cb%3E").hides("\"<b>").hides("<b>");
}

#[test]
fn what_is_searched_for_is_in_no_address_and_stays_over_pages_and_orders() {
    let site = Site::start();
    site.database.run(
        "INSERT INTO transactions SELECT 'AVS', NOW() - INTERVAL 2000 - seq SECOND, 'R', \
         31234000000000 + seq, '', '', '', 0 FROM seq_1_to_450",
    );
    let fields = [("text", " 3123400000 "), ("library", "AVS"), ("page", "3")];
    let posted = site.post("listrecords.php", &fields).expect(303);
    let page = follow(&site, &posted).expect(200);
    let mut links = page.links();
    links.push(posted.header("Location").to_owned());
    links.retain(|link| link.starts_with("listrecords.php?"));
    assert!(links.len() > 6, "{links:?}");
    for link in links {
        assert!(!link.contains("31234"), "{link}");
        let next = site.get(link.split('#').next().unwrap()).expect(200);
        next.shows("450 of 450 records")
            .shows("value=\"3123400000\"");
    }
    let view = page.text().split("name=\"view\" value=\"").nth(1).unwrap();
    let view = unescape(view.split('"').next().unwrap());
    let fields = [("view", view.as_str()), ("record", &buttons(&page)[0])];
    let voided = site.post("void.php", &fields).expect(200);
    voided
        .shows("449 of 449 records")
        .shows("value=\"3123400000\"");
    let again = site.post("void.php", &fields).expect(404);
    assert!(again.links().iter().any(|link| link.contains("&find=")));
    // What is no seal, or one of another site, is said.
    for query in [
        "find=0",
        "find=00112233445566778899aabbccddeeff&type=R",
        "find=%3Cb%3E",
    ] {
        let page = get(&site, query).shows("too old to know what you searched for");
        page.hides("<b>").shows("Records 1 to 200 of 4");
    }
    assert!(
        !fs::read_to_string(site.path("log/access.log"))
            .unwrap()
            .contains("31234")
    );
}

#[test]
fn pages_keep_filter_and_order() {
    let site = Site::start();
    site.database.run(
        "INSERT INTO transactions SELECT IF(seq % 2, 'MILLAR', 'AVS'), \
         NOW() - INTERVAL 2000 - seq SECOND, 'R', seq, '', '', '', 0 FROM seq_1_to_900",
    );
    let page = get(&site, "library=AVS&type=R&sort=item&order=desc&page=2");
    assert_eq!(items(&page).len(), 200);
    let page = page.shows("Records 201 to 400 of 450, page 2 of 3");
    let links = page.links();
    let kept = "listrecords.php?library=AVS&type=R&sort=item&order=desc";
    for link in [kept.to_owned(), format!("{kept}&page=3")] {
        let link = format!("{link}#unsaved");
        assert!(links.contains(&link), "{link}: {links:?}");
    }
    assert_eq!(items(&get(&site, "library=AVS&page=99")).len(), 50);
}

#[test]
fn the_count_of_arrivals_is_told_as_json_and_on_the_page() {
    let site = Site::start();
    let json = || {
        let answer = site.request("GET", "listrecords.php", &[JSON], b"");
        answer.expect(200).json()
    };
    let empty = json();
    assert_eq!((&empty["total"], &empty["last"]), (&0.into(), &().into()));
    assert!(empty["server_time"].is_string());
    site.submit("MILLAR,20150827100001,R,1\nAVS,20150827100002,R,2\nAVS,29990101000000,R,3");
    let odd = [Some("AVS"), None, Some("R"), Some("4"), None, None, None];
    site.database.insert_as_php(odd);
    let told = json();
    assert_eq!(told["total"], 3);
    assert_eq!(told["last"], "2015-08-27 10:00:02");
    assert_eq!(told["sending"], false);
    get(&site, "")
        .shows("<strong id=\"total\">3</strong>")
        .shows("<strong id=\"last\">2015-08-27 10:00:02</strong>")
        .shows("id=\"sending\" class=\"is-warning\" hidden>");
    let now = Local::now().format("%Y%m%d%H%M%S");
    site.submit(&format!("MILLAR,{now},R,5"));
    assert_eq!(json()["sending"], true);
    get(&site, "").shows("id=\"sending\" class=\"is-warning\">A desk is still scanning");
    site.export("---");
    assert_eq!(json()["total"], 0);
    get(&site, "").shows("No records are waiting");
}
