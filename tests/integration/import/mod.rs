//! import.php: files made elsewhere join the unsaved records, after a confirmation, once.

mod dates;
mod files;
mod lists;

use std::fs;
use std::path::Path;

use chrono::{Local, NaiveDate, TimeDelta};

use crate::harness::http::unescape;
use crate::harness::site::FORM;
use crate::harness::{Answer, Mariadb, ROOT, Site};

/// Posts a form with files, as a browser does.
fn upload(site: &Site, library: &str, files: &[(&str, &[u8])]) -> Answer {
    let file = |(name, content): &(&str, &[u8])| {
        (
            format!("name=\"file\"; filename=\"{name}\""),
            content.to_vec(),
        )
    };
    let library = ("name=\"library\"".to_owned(), library.as_bytes().to_vec());
    multipart(site, std::iter::once(library).chain(files.iter().map(file)))
}

fn multipart(site: &Site, parts: impl IntoIterator<Item = (String, Vec<u8>)>) -> Answer {
    let mut body = Vec::new();
    for (head, content) in parts {
        let head = format!("--x-y\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        body.extend([head.as_bytes(), &content, b"\r\n"].concat());
    }
    body.extend(b"--x-y--\r\n");
    let media = ("Content-Type", "multipart/form-data; boundary=x-y");
    site.request("POST", "import.php", &[media], &body)
}

/// The hidden fields of the page's form with the choices.
fn hidden(page: &Answer) -> Vec<(String, String)> {
    let (_, form) = page
        .text()
        .split_once("id=\"choices\"")
        .expect("the form is there");
    let (form, _) = form.split_once("</form>").expect("the form ends");
    let fields = form.split("<input type=\"hidden\" name=\"").skip(1);
    let fields = fields.filter_map(|rest| {
        let (name, rest) = rest.split_once("\" value=\"")?;
        Some((unescape(name), unescape(rest.split_once('"')?.0)))
    });
    fields.collect()
}

/// Presses Apply These Choices, with these fields filled in.
fn choose(site: &Site, page: &Answer, choices: &[(&str, &str)]) -> Answer {
    let choices = choices
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let fields = hidden(page).into_iter().chain(choices);
    multipart(
        site,
        fields.map(|(name, value)| (format!("name=\"{name}\""), value.into_bytes())),
    )
}

/// The same, with every date of another time taken as right.
fn keep_dates(site: &Site, page: Answer) -> Answer {
    let stretches = hidden(&page)
        .into_iter()
        .filter(|(name, _)| name == "stretch");
    let kept: Vec<String> = stretches.map(|(_, key)| format!("what.{key}")).collect();
    if kept.is_empty() {
        return page;
    }
    let kept: Vec<(&str, &str)> = kept.iter().map(|name| (name.as_str(), "keep")).collect();
    choose(site, &page, &kept).expect(200)
}

fn confirm(site: &Site, lines: &str) -> Answer {
    let fields = [("confirm", "yes"), ("textarea", lines)];
    let part =
        |(name, value): (&str, &str)| (format!("name=\"{name}\""), value.as_bytes().to_vec());
    multipart(site, fields.map(part))
}

/// Imports, and returns how many records were new.
#[track_caller]
fn import(site: &Site, library: &str, files: &[(&str, &[u8])]) -> usize {
    let page = keep_dates(site, upload(site, library, files).expect(200));
    if !page.text().contains("name=\"confirm\"") {
        page.shows("There is nothing to add");
        return 0;
    }
    let lines = page.textarea();
    confirm(site, &lines)
        .expect(200)
        .shows("to those that are in no file yet");
    lines.lines().count()
}

/// So many days ago, at this time of day.
fn ago(days: i64, time: &str) -> String {
    let day = Local::now().date_naive() - TimeDelta::days(days);
    format!("{}{time}", day.format("%Y%m%d"))
}

fn line(time: &str, kind: char, item: &str, patron: &str) -> String {
    format!("{time}{kind}{item:<80}{patron}")
}

fn remove_files(site: &Site) {
    for file in fs::read_dir(site.path("output")).expect("the folder is there") {
        fs::remove_file(file.unwrap().path()).expect("a file is removed");
    }
}

#[test]
fn stations_and_desks_end_in_one_chronological_file() {
    let site = Site::start();
    site.submit("MILLAR,20150827100130,R,d1\nMILLAR,20150827100330,R,d2");
    let crlf = [
        line("201508271001", 'L', "a1", "70"),
        line("201508271004", 'R', "a2", ""),
    ];
    let unpadded = "201508271002Rb1\n\n201508271005Rb2   \n\n";
    let saved =
        "\u{feff}MILLAR,20150827100159,L,c1,QA 76,71,Ada\r\nMILLAR,20150827100600,R,c2,,,\r\n";
    let files: [(&str, &[u8]); 3] = [
        ("one.dat", &(crlf.join("\r\n") + "\r\n").into_bytes()),
        ("two.dat", unpadded.as_bytes()),
        ("offline-circ.txt", saved.as_bytes()),
    ];
    let before = site.database.rows();
    let page = keep_dates(&site, upload(&site, "MILLAR", &files).expect(200));
    let page = page
        .shows("nothing is recorded yet")
        .shows("Record 6 Records");
    assert_eq!(
        site.database.rows(),
        before,
        "nothing before the confirmation"
    );
    let lines = page.textarea();
    for known in [0, 6] {
        let done = confirm(&site, &lines).expect(200);
        done.shows(&format!("{} records were added", 6 - known));
    }
    for file in files {
        assert_eq!(import(&site, "MILLAR", &[file]), 0, "{}", file.0);
    }
    let made = site.export("MILLAR");
    assert_eq!(
        site.items_in(&made),
        ["a1", "d1", "c1", "b1", "d2", "a2", "b2", "c2"]
    );
    let log = site.log();
    assert!(
        log.contains("offline-circ: imported n=6 already=0 rejected=0 from="),
        "{log}"
    );
    // Also when the records are in a file already.
    assert_eq!(import(&site, "MILLAR", &files), 0);
}

#[test]
fn a_file_of_our_own_adds_nothing_although_it_has_no_seconds() {
    let site = Site::start();
    site.submit(
        "MILLAR,20150827100130,L,1,,70,\nMILLAR,20150827100131,R,1\nMILLAR,20150827100155,L,1,,70,",
    );
    let made = site.export("MILLAR").remove(0);
    let dat = site.file(&made).into_bytes();
    assert_eq!(import(&site, "MILLAR", &[(&made, &dat)]), 0);
    // Without rows and file it brings them back, in its order.
    site.database.run("DELETE FROM transactions");
    assert_eq!(
        import(&site, "MILLAR", &[(&made, &dat)]),
        0,
        "the file has them"
    );
    remove_files(&site);
    assert_eq!(import(&site, "MILLAR", &[(&made, &dat)]), 3);
    let again = site.export("MILLAR").remove(0);
    assert_eq!(site.file(&again).into_bytes(), dat);
}

#[test]
fn of_a_file_that_has_grown_only_the_new_lines_are_added() {
    let site = Site::start();
    let early = line("201508271001", 'R', "1", "") + "\r\n";
    let late = format!(
        "{early}{0}{0}{1}\r\n",
        early,
        line("201508271002", 'R', "2", "")
    );
    assert_eq!(import(&site, "AVS", &[("a.dat", early.as_bytes())]), 1);
    let both: [(&str, &[u8]); 2] = [("a.dat", early.as_bytes()), ("b.dat", late.as_bytes())];
    assert_eq!(import(&site, "AVS", &both), 3);
    assert_eq!(import(&site, "AVS", &both), 0);
    // Another library's station may have scanned the same.
    let page = upload(&site, "MILLAR", &[("a.dat", early.as_bytes())]).expect(200);
    keep_dates(&site, page).shows("recorded at another library in the same minute");
}

#[test]
fn lines_that_are_not_understood_are_named_and_the_others_go_on() {
    let site = Site::start();
    let text = format!(
        "{}\r\nnonsense <script>\r\n201502311001Rx\r\n{}\r\nNOWHERE,20150827100100,R,1\r\n",
        line("201508271001", 'R', "1", ""),
        line("201508271001", 'L', "2", ""),
    );
    let name = "<b>&amp;.dat";
    let page = upload(&site, "AVS", &[(name, text.as_bytes()), ("empty.dat", b"")]).expect(200);
    let page = keep_dates(&site, page)
        .shows("&lt;b&gt;&amp;amp;.dat")
        .hides("<b>&")
        .hides("<script>");
    let page = page
        .shows("4 lines were")
        .shows("empty.dat (empty)")
        .shows("Record 1 Record<");
    let page = page
        .shows("<td>2</td><td class=\"wrap\">This line is not from a .dat file")
        .shows("<td>3</td><td class=\"wrap\">The time is not a real one")
        .shows("<td>4</td><td class=\"wrap\">A loan needs a patron barcode.")
        .shows("<td>5</td><td class=\"wrap\">This library is not set up here.");
    assert_eq!(page.textarea(), "AVS,20150827100100,R,1,,,");
    upload(&site, "AVS", &[("x.dat", b"\xff\xfe\r\n")])
        .expect(200)
        .shows("no loan and no return");
    // Somebody changed the lines on the way.
    confirm(&site, "AVS,20150827100100,R,1,,,\nAVS,x,R,2")
        .expect(422)
        .shows("AVS,x,R,2");
    assert_eq!(site.database.rows().len(), 1);
}

#[test]
fn new_records_that_look_wrong_are_named_and_recorded_with_the_others() {
    let site = Site::start();
    // Items by which the program learns, also after there are others.
    let learned = (0..60).map(|i| format!("AVS,201508270900{i:02},R,31234{:09}\n", i * 7));
    site.submit(&learned.collect::<String>());
    let text = [
        line("201508271001", 'L', "31234000099999", "70"),
        line("201508271002", 'R', "31234", ""),
        line("201508271003", 'L', "*31234000088888*", "NR"),
    ]
    .join("\r\n");
    let files: [(&str, &[u8]); 2] = [
        ("one.dat", text.as_bytes()),
        ("two.dat", b"201508271004R31234000077777"),
    ];
    let page = keep_dates(&site, upload(&site, "AVS", &files).expect(200));
    let page = page
        .shows("<td>2</td><td class=\"wrap\">This does not look like the items&#39; barcodes recorded here.")
        .shows("<td>3</td><td class=\"wrap\">It still has characters in it that a scanner adds.")
        .shows("<td>3</td><td class=\"wrap\">The scanner could not read it.")
        .shows("one.dat: barcodes of new records look wrong.")
        .hides("two.dat: barcodes");
    confirm(&site, &page.textarea())
        .expect(200)
        .shows("4 records were added");
    // What is recorded already is no news.
    upload(&site, "AVS", &files).expect(200).hides("look wrong");
    site.get("listrecords.php?check=barcode")
        .expect(200)
        .shows("2 of 64 records");
}

#[test]
fn what_is_missing_in_the_form_is_said() {
    let site = Site::start();
    for library in ["", "---", "NOWHERE"] {
        upload(&site, library, &[("a.dat", b"x")])
            .expect(422)
            .shows("Choose the library");
    }
    upload(&site, "AVS", &[])
        .expect(422)
        .shows("Choose at least one file");
    let lines = ("textarea", "AVS,20150827100100,R,1,,,");
    site.post("import.php", &[lines]).expect(400);
    site.post("import.php", &[("confirm", "yes")]).expect(400);
    let damaged = ("Content-Type", "multipart/form-data; boundary=other");
    site.request("POST", "import.php", &[damaged], b"--x\r\n")
        .expect(400);
    let site_of_others = ("Sec-Fetch-Site", "cross-site");
    let body = b"confirm=yes&textarea=AVS,20150827100100,R,1,,,";
    site.request("POST", "import.php", &[FORM, site_of_others], body)
        .expect(403);
    let large = vec![b'x'; 8 * 1024 * 1024 + 1];
    let page = upload(&site, "AVS", &[("a.dat", &large)]).expect(413);
    page.shows("larger than 8 MB").shows("Import fewer files");
    assert_eq!(site.database.rows().len(), 0);
}

#[test]
fn while_the_database_is_away_the_lines_are_kept() {
    let mariadb = Mariadb::start();
    let site = Site::on(&mariadb.socket()).serve();
    let text = line("201508271001", 'R', "1", "");
    let files: [(&str, &[u8]); 1] = [("a.dat", text.as_bytes())];
    let lines = keep_dates(&site, upload(&site, "AVS", &files).expect(200)).textarea();
    mariadb.kill();
    upload(&site, "AVS", &files).expect(503);
    // To the same page again: no other takes as much at once.
    let page = confirm(&site, &lines).expect(503);
    let form = "action=\"import.php\" method=\"post\" enctype=\"multipart/form-data\"";
    let page = page.shows(form).shows("name=\"confirm\" value=\"yes\"");
    assert_eq!(page.textarea(), lines);
    // What else was in the files is said after it all the same.
    let fields = [("confirm", "yes"), ("left", "2"), ("misread", "3")];
    let fields = [&fields[..], &[("textarea", &lines)]].concat();
    let part = |&(name, value): &(&str, &str)| (format!("name=\"{name}\""), value.into());
    multipart(&site, fields.iter().map(part))
        .expect(503)
        .shows("name=\"left\" value=\"2\"")
        .shows("name=\"misread\" value=\"3\"");
    mariadb.start_again();
    confirm(&site, &lines)
        .expect(200)
        .shows("1 record was added");
}

#[test]
fn twenty_thousand_records_fit_into_one_confirmation() {
    let site = Site::start();
    let line = |n: usize| {
        let (hour, minute) = (n / 3_600, n / 60 % 60);
        format!("MILLAR,20150827{hour:02}{minute:02}00,L,3123400{n:07},,21234000{n:06},\n")
    };
    let text: String = (0..20_000).map(line).collect();
    assert_eq!(
        import(&site, "MILLAR", &[("a.txt", text.as_bytes())]),
        20_000
    );
    assert_eq!(site.database.count("saved = 0"), 20_000);
}

#[test]
fn the_originals_files_come_out_as_they_went_in() {
    let site = Site::start();
    let golden = Path::new(ROOT).join("tests/golden");
    let mut compared = 0;
    for case in fs::read_dir(&golden).expect("the golden files are there") {
        let Ok(dat) = fs::read(case.unwrap().path().join("extract-MILLAR.dat")) else {
            continue;
        };
        import(&site, "MILLAR", &[("golden.dat", &dat)]);
        let made = site.export("MILLAR").remove(0);
        assert_eq!(site.file(&made), String::from_utf8(dat).unwrap());
        site.database.run("DELETE FROM transactions");
        remove_files(&site);
        compared += 1;
    }
    assert!(compared > 0);
}
