//! What the page Generate says of the desks, at each moment, and of the records that came late.

use super::*;

#[test]
fn without_a_word_of_a_desk_everything_is_as_before() {
    let site = Site::start();
    site.submit(LINE);
    let page = site.list();
    page.shows("every desk’s page says “0 unsent”")
        .hides("sent everything")
        .hides("still holds");
    assert_eq!(site.export("---").len(), 1);
    assert!(!site.path("output/desks").exists());
    site.get("desks.php")
        .expect(200)
        .shows("No desk was heard from")
        .shows("index.php?desk=");
}

#[test]
fn the_statement_is_right_at_each_moment() {
    let site = Site::start();
    site.submit(LINE);
    let one: (&str, &str, &[_]) = (ONE, "Circ 1", &[]);
    let list =
        |two: &[(&str, &str)]| site.page_after("listrecords.php", &[one, (TWO, "Circ 2", two)]);
    let page = list(&[]).shows("every desk has sent its scans");
    says(&page, "All 2 desks have sent everything.", 0);
    says(&page, "Circ 1 at @;", 0);
    says(&page, "Circ 2 at @", 0);
    let before = page.text().split("data-desks=\"").nth(1).unwrap()[..32].to_owned();

    // Two scans; then it falls silent with them; then it is closed with them.
    let two = [("waiting", "1"), ("held", "1"), ("age", "600")];
    let page = list(&two)
        .shows("The other desk has sent everything")
        .hides(&before);
    says(&page, "Circ 2 still holds 2 scans, the oldest from @", 600);
    let held = "1 of them waits for somebody’s decision there. Last heard from at @.</span>";
    says(&page, held, 0);
    let told = site
        .request("GET", "listrecords.php", &[JSON], b"")
        .expect(200)
        .json();
    assert_ne!(told["desks"], before);
    let made = [("taken", "2"), ("age", "60")];
    let page = list(&made).shows("2 of them are in a file for Alma that was made there");
    says(&page, "Circ 2 still holds 2 scans, the oldest from @", 60);
    list(&two);
    site.age(TWO, SILENT);
    let silent = "Last heard from at @. It has said nothing since.";
    says(&site.list(), silent, SILENT);
    site.age(TWO, 30 * DAY);
    says(&site.list(), silent, SILENT + 30 * DAY);
    let closed = [&two[..], &[("leaving", "1")]].concat();
    says(
        &list(&closed),
        "Last heard from at @. It was closed then.",
        0,
    );
    site.age(TWO, SILENT);
    says(
        &site.list(),
        "Last heard from at @. It was closed then.",
        SILENT,
    );

    // It has sent them, and was closed so; then it is open, and falls silent.
    let page = list(&[("leaving", "1")]);
    says(&page, "All 2 desks have sent everything.", 0);
    says(&page, "Circ 2 at @, closed then", 0);
    page.shows("1 of them was closed then. If one was used since without a connection");
    list(&[]);
    site.age(TWO, SILENT);
    let page = site
        .page_after("listrecords.php", &[one])
        .hides("All 2 desks");
    says(
        &page,
        "Circ 2 was last heard from at @ and had sent everything by then. It may have scanned since.",
        SILENT,
    );
    // It counts over a weekend too, and as long as desks.php shows it.
    site.age(TWO, 13 * DAY);
    let page = site.page_after("listrecords.php", &[one]);
    page.shows("<strong>Circ 2</strong> was last heard from at");
    site.age(TWO, DAY);
    let page = site.page_after("listrecords.php", &[one]);
    let page = page.shows("The one desk has sent everything");
    page.hides("Circ 2");
    // It says so where no record is, too.
    site.export("---");
    let page = site.page_after("listrecords.php", &[one]);
    let page = page.shows("No records are waiting");
    page.shows("The one desk has sent everything");
    // What cannot be read is not known.
    site.write(&format!("output/desks/{THREE}.json"), "{");
    let page = site.page_after("listrecords.php", &[one]);
    let page = page.shows("The server cannot tell what 1 more desk holds");
    page.shows("The other desk has");
    let page = site.get("desks.php").expect(200);
    page.shows("A desk whose file cannot be read");
}

#[test]
fn desks_of_one_name_are_told_apart() {
    let site = Site::start();
    let asks = |workstation, name| {
        let answer = site.heartbeat(workstation, &[("desk", name), ("asks", "1")]);
        answer.expect(200).json()["same_name"].as_u64().unwrap()
    };
    assert_eq!(asks(ONE, "Circ 1"), 0);
    assert_eq!(asks(TWO, "CIRC 1"), 1);
    assert_eq!((asks(THREE, ""), asks("workstation00004", "")), (0, 0));
    assert_eq!(asks(ONE, "Circ 1"), 1);
    for workstation in [ONE, TWO] {
        site.hears(workstation, &[("waiting", "1")]);
    }
    let page = site.list();
    says(&page, "Circ 1 (1) still holds 1 scan.", 0);
    says(&page, "Circ 1 (2) still holds 1 scan.", 0);
    says(&page, "A desk without a name (2)", 0);
    // Two tabs are one desk.
    let other_tab = [("tab", "tab0000000000002"), ("waiting", "1")];
    let tabs: [(_, _, &[_]); 2] = [(ONE, "Circ 1", &[]), (ONE, "Circ 1", &other_tab)];
    let page = site.page_after("desks.php", &tabs).shows("open in 2 tabs");
    says(&page, "Circ 1 (1)", 0);
    says(&site.list(), "Circ 1 (1) still holds 1 scan.", 0);
    site.age(TWO, DAY);
    assert_eq!(asks(ONE, "Circ 1"), 0);
}

#[test]
fn records_that_came_after_a_later_file_are_named() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1\nAVS,20150827100001,R,2");
    site.list().hides("came after it");
    let [name] = &site.export("MILLAR")[..] else {
        panic!("one file")
    };
    site.submit("MILLAR,20150827100002,R,3\nMILLAR,20150827100003,R,4");
    let page = site.list();
    let page = page.shows(&format!(
        "2 records were scanned before <a href=\"listfiles.php\">{name}</a>"
    ));
    says(&page, "was made at @, and came after it.", 0);
    // What is scanned now is not late, and what is of another library neither.
    let later = Local::now() + TimeDelta::seconds(2);
    site.submit(&format!("MILLAR,{},R,5", later.format("%Y%m%d%H%M%S")));
    site.list().shows("2 records were scanned before");
    site.post("deleteold.php", &[("file[]", name), ("confirm", "yes")])
        .expect(200);
    site.list().hides("came after it");
}
