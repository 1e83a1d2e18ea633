//! deleteold.php: exactly the files that are in the list, with exactly their own records.

use std::fs;
use std::os::unix::fs::symlink;
use std::thread;

use crate::database::{hold_lock, waiting};
use crate::harness::Site;

/// Deletes; the file must be there.
fn delete(site: &Site, name: &str) -> String {
    let answer = site.post("deleteold.php", &[("file[]", name), ("confirm", "yes")]);
    answer.expect(200).text().to_owned()
}

/// Makes a file look like one that the PHP wrote.
fn without_sheet(site: &Site, name: &str) {
    fs::remove_file(site.path("output").join(name.replace(".dat", ".csv"))).unwrap();
}

fn items(site: &Site) -> Vec<String> {
    site.database
        .query("SELECT item_barcode FROM transactions USE INDEX ()")
}

#[test]
fn deleting_asks_once_more_and_says_how_many_records_went() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1\nMILLAR,20150827100002,R,2");
    let [name] = &site.export("MILLAR")[..] else {
        panic!()
    };
    site.submit("MILLAR,20150827100003,R,3");
    // As the list's checkbox has it.
    let value = format!("output/{name}");
    let list = site.get("clearold.php").expect(200);
    let list = list.shows(&format!("value=\"{value}\"")).shows("2 records");
    list.shows("name=\"file[]\"");
    let ask = site
        .post("deleteold.php", &[("file[]", &value)])
        .expect(200);
    ask.shows(&format!("value=\"{name}\""))
        .shows("name=\"confirm\" value=\"yes\"")
        .shows("for good");
    assert_eq!(site.output().len(), 2);
    assert_eq!(items(&site), ["1", "2", "3"]);
    let done = delete(&site, &value);
    assert!(done.contains(&format!("{name}, with 2 records")), "{done}");
    assert!(site.output().is_empty());
    assert_eq!(items(&site), ["3"]);
    // The same click again.
    let again = delete(&site, &value);
    assert!(
        again.contains(&format!("{name}, which was deleted already")),
        "{again}"
    );
    assert_eq!(items(&site), ["3"]);
    site.post("deleteold.php", &[("confirm", "yes")])
        .expect(400)
        .shows("Choose at least one file");
}

#[test]
fn what_is_not_in_the_list_is_refused_and_nothing_is_touched() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1");
    let [name] = &site.export("MILLAR")[..] else {
        panic!()
    };
    site.write("victim.dat", "precious");
    let output = site.path("output");
    symlink(
        site.path("victim.dat"),
        output.join("link_2020-01-01_000000.dat"),
    )
    .unwrap();
    fs::create_dir(output.join("dir_2020-01-01_000000.dat")).unwrap();
    fs::write(output.join("notes.txt"), "x").unwrap();
    fs::write(output.join(".hidden.dat"), "x").unwrap();
    let before = site.output();
    let absolute = site.path("victim.dat").display().to_string();
    for bad in [
        "../victim.dat",
        "output/../victim.dat",
        "output/../../config.toml",
        "../config.toml",
        absolute.as_str(),
        "/etc/passwd",
        "link_2020-01-01_000000.dat",
        "output/link_2020-01-01_000000.dat",
        "dir_2020-01-01_000000.dat",
        "notes.txt",
        ".hidden.dat",
        ".",
        "..",
        "",
        "output/",
        "%",
        "*",
        "*.dat",
        &format!("./{name}"),
        &format!("output//{name}"),
        &format!("output/output/{name}"),
        &format!("{name}\0"),
        &format!("{name} "),
        &name.to_lowercase(),
        &name.replace(".dat", ".csv"),
        &format!("{name}.pending"),
    ] {
        for fields in [
            vec![("file[]", bad), ("confirm", "yes")],
            vec![("file[]", bad)],
            vec![
                ("file[]", name.as_str()),
                ("file[]", bad),
                ("confirm", "yes"),
            ],
            vec![
                ("file[]", bad),
                ("file[]", name.as_str()),
                ("confirm", "yes"),
            ],
        ] {
            site.post("deleteold.php", &fields).expect(400);
        }
    }
    assert_eq!(site.output(), before);
    assert_eq!(fs::read(site.path("victim.dat")).unwrap(), b"precious");
    assert_eq!(items(&site), ["1"]);
}

#[test]
fn a_pending_file_is_never_deleted() {
    let site = Site::start();
    // One that nobody can settle stays until somebody has looked at it.
    site.write("output/MILLAR_2020-01-01_000000.dat.pending", "x");
    for name in [
        "MILLAR_2020-01-01_000000.dat.pending",
        "MILLAR_2020-01-01_000000.dat",
    ] {
        site.post("deleteold.php", &[("file[]", name), ("confirm", "yes")])
            .expect(400);
    }
    assert_eq!(site.output(), ["MILLAR_2020-01-01_000000.dat.pending"]);
}

#[test]
fn exactly_the_files_own_records_go_also_across_midnight() {
    let site = Site::start();
    site.submit(
        "MILLAR,20150827235959,R,1\nMILLAR,20150828000000,L,2,,9\nMILLAR,20150828010000,R,3",
    );
    let [first] = &site.export("MILLAR")[..] else {
        panic!()
    };
    // Others of the same two days: of another library, of a later file, of none.
    site.submit("AVS,20150827235959,R,1\nAVS,20150828000000,L,2,,9");
    let [avs] = &site.export("AVS")[..] else {
        panic!()
    };
    site.submit("MILLAR,20150827235958,R,1\nMILLAR,20150828000000,R,2");
    let [later] = &site.export("---")[..] else {
        panic!()
    };
    site.submit("MILLAR,20150827235957,R,5\nMILLAR,20150828000000,R,1");
    assert!(delete(&site, first).contains("3 records"));
    let rest = site.database.rows();
    assert_eq!(items(&site), ["1", "2", "1", "2", "5", "1"], "{rest:?}");
    assert!(delete(&site, avs).contains("2 records"));
    assert_eq!(items(&site), ["1", "2", "5", "1"]);
    assert!(delete(&site, later).contains("2 records"));
    assert_eq!(items(&site), ["5", "1"]);
    assert_eq!(site.database.count("saved = 0"), 2);
}

#[test]
fn files_with_equal_lines_keep_their_own_records() {
    let site = Site::start();
    // The same item twice within a minute, each in a file of its own: the lines are equal.
    site.submit("MILLAR,20150827100001,R,1\nMILLAR,20150827100010,R,2");
    let [first] = &site.export("MILLAR")[..] else {
        panic!()
    };
    site.submit("MILLAR,20150827100002,R,1");
    let [second] = &site.export("MILLAR")[..] else {
        panic!()
    };
    site.submit("MILLAR,20150827100003,R,1");
    assert!(delete(&site, second).contains("1 record<"));
    let seconds: Vec<u8> = site
        .database
        .query("SELECT SECOND(timestamp) FROM transactions USE INDEX ()");
    assert_eq!(seconds, [1, 10, 3]);
    assert!(delete(&site, first).contains("2 records"));
    let seconds: Vec<u8> = site
        .database
        .query("SELECT SECOND(timestamp) FROM transactions");
    assert_eq!(seconds, [3]);
}

#[test]
fn a_file_that_the_php_made_goes_with_as_many_records_as_it_has_lines() {
    let site = Site::start();
    site.submit(
        "MILLAR,20150827100001,R,1\nMILLAR,20150827235959,L,2,,9\nMILLAR,20150828000001,R,3",
    );
    let [first] = &site.export("MILLAR")[..] else {
        panic!()
    };
    without_sheet(&site, first);
    site.submit("AVS,20150827100001,R,1\nMILLAR,20150827100101,R,1\nMILLAR,20150828000002,R,3");
    let [second] = &site.export("---")[..] else {
        panic!()
    };
    without_sheet(&site, second);
    site.submit("MILLAR,20150827100003,R,1");
    // Of the two returns of item 3 in one minute one goes with each file.
    assert!(delete(&site, first).contains("3 records"));
    assert_eq!(site.database.count("saved = 1"), 3);
    assert_eq!(site.database.count("`library` = 'AVS'"), 1);
    assert!(delete(&site, second).contains("3 records"));
    assert_eq!(
        site.database.rows(),
        ["MILLAR\t2015-08-27 10:00:03\tR\t1\t\t\t\t0"]
    );
}

#[test]
fn rows_that_are_there_twice_go_one_by_one() {
    let site = Site::start();
    let twice = || {
        for _ in 0..2 {
            let row = ["MILLAR", "20150827100001", "L", "1", "", "9", ""];
            site.database.insert_as_php(row.map(Some));
        }
    };
    // The PHP stored a double click twice; its file has two lines.
    twice();
    let [both] = &site.export("MILLAR")[..] else {
        panic!()
    };
    site.database.insert_as_php([
        Some("MILLAR"),
        Some("20150827100001"),
        Some("L"),
        Some("1"),
        None,
        Some("9"),
        None,
    ]);
    let [one] = &site.export("MILLAR")[..] else {
        panic!()
    };
    site.database
        .insert_as_php(["MILLAR", "20150827100001", "L", "1", "", "9", ""].map(Some));
    assert_eq!(site.items_in(std::slice::from_ref(both)), ["1", "1"]);
    assert!(delete(&site, one).contains("1 record<"));
    assert_eq!(
        (
            site.database.count("saved = 1"),
            site.database.count("saved = 0")
        ),
        (2, 1)
    );
    assert!(delete(&site, both).contains("2 records"));
    assert_eq!(
        (
            site.database.count("saved = 1"),
            site.database.count("saved = 0")
        ),
        (0, 1)
    );
}

#[test]
fn several_files_are_deleted_at_once_each_with_its_count() {
    let site = Site::start();
    let mut fields = vec![("confirm".to_owned(), "yes".to_owned())];
    for i in 0..3 {
        site.submit(&format!(
            "MILLAR,20150827100001,R,a{i}\nMILLAR,20150827100001,R,b{i}"
        ));
        let name = site.export("MILLAR").remove(0);
        fields.push(("file[]".to_owned(), format!("output/{name}")));
        // The same box twice is one file.
        fields.push(("file[]".to_owned(), name));
    }
    let fields: Vec<_> = fields
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    let page = site.post("deleteold.php", &fields).expect(200);
    assert_eq!(
        page.text().matches(", with 2 records").count(),
        3,
        "{}",
        page.text()
    );
    assert!(site.output().is_empty() && items(&site).is_empty());
}

#[test]
fn a_second_click_while_the_first_one_deletes_finds_nothing_left_to_do() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1\nMILLAR,20150827100002,R,2");
    let name = site.export("MILLAR").remove(0);
    let holder = hold_lock(&site.database);
    let mut pages: Vec<String> = thread::scope(|scope| {
        let clicks = [(); 2].map(|()| scope.spawn(|| delete(&site, &name)));
        let one = waiting(&site.database, "User lock", None);
        waiting(&site.database, "User lock", Some(one));
        drop(holder);
        clicks.map(|click| click.join().unwrap()).to_vec()
    });
    pages.sort_by_key(|page| page.contains("deleted already"));
    assert!(pages[0].contains("with 2 records"), "{}", pages[0]);
    assert!(
        pages[1].contains(&format!("{name}, which was deleted already")),
        "{}",
        pages[1]
    );
    assert!(site.output().is_empty() && items(&site).is_empty());
}

#[test]
fn a_year_that_the_table_cannot_hold_is_refused_and_a_line_with_one_deletes_nothing() {
    let site = Site::start();
    for year in ["0999", "+10000", "-262143", "99999", "0000"] {
        let before = format!("{year}-01-01 00:00:00");
        site.post("deleteold.php", &[("before", &before), ("confirm", "yes")])
            .expect(400);
    }
    site.submit("MILLAR,20150827100001,R,1");
    let name = "MILLAR_2020-01-01_000000.dat";
    site.write(
        &format!("output/{name}"),
        format!("000101010000R{:80}\r\n", 1),
    );
    assert!(delete(&site, name).contains("with 0 records"));
    assert_eq!(items(&site), ["1"]);
}
