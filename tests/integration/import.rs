//! import.php: files made elsewhere join the unsaved records, after a confirmation, once.

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

/// Presses Show With These Choices, with these fields filled in.
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
        .shows("<td>2</td><td class=\"wrap\">This is neither a line of a .dat file")
        .shows("<td>3</td><td class=\"wrap\">The time is not a real one")
        .shows("<td>4</td><td class=\"wrap\">A loan needs a patron barcode.")
        .shows("<td>5</td><td class=\"wrap\">This library is not known here.");
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
        .shows("<td>2</td><td class=\"wrap\">No item&#39;s barcode here has looked like this.")
        .shows("<td>3</td><td class=\"wrap\">There are still signs in it that a scanner adds.")
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
    assert_eq!(confirm(&site, &lines).expect(503).textarea(), lines);
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

#[test]
fn a_file_is_read_whatever_program_wrote_it() {
    let site = Site::start();
    let (day, name) = (ago(1, ""), "Zoë Łukasz");
    let text = format!("AVS,{day}090000,L,1,,70,Zoë\nAVS,{day}090100,R,2");
    let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| {
        text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
    };
    let marked = format!("\u{feff}{text}");
    let expected = format!("AVS,{day}090000,L,1,,70,Zoë\r\nAVS,{day}090100,R,2,,,");
    for (at, bytes) in [
        text.clone().into_bytes(),
        marked.clone().into_bytes(),
        utf16(&marked, u16::to_le_bytes),
        utf16(&marked, u16::to_be_bytes),
        utf16(&text.replace('\n', "\r\n"), u16::to_le_bytes),
        utf16(&text, u16::to_be_bytes),
        text.chars().map(|c| u8::try_from(c).unwrap()).collect(),
        text.replace('\n', "\r").into_bytes(),
        text.replace('\n', "\r\n\r\n").into_bytes(),
        [text.as_bytes(), b"\r\n\x1a\0\0\0\0"].concat(),
    ]
    .iter()
    .enumerate()
    {
        let page = upload(&site, "AVS", &[("a.txt", bytes)]).expect(200);
        assert_eq!(
            page.hides("not understood and").textarea(),
            expected,
            "{at}"
        );
    }
    let saved = format!("AVS,{day}090000,L,1,,70,{name}");
    let page = upload(&site, "AVS", &[("a.txt", &utf16(&saved, u16::to_le_bytes))]).expect(200);
    assert!(page.textarea().ends_with(name));
    assert_eq!(
        import(
            &site,
            "AVS",
            &[("a.txt", &utf16(&marked, u16::to_be_bytes))]
        ),
        2
    );
    let rows = site.database.rows();
    assert!(rows.iter().any(|row| row.contains("Zoë")), "{rows:?}");
}

#[test]
fn what_was_not_understood_is_downloaded_as_it_was() {
    let site = Site::start();
    let good = line(&ago(1, "0900"), 'R', "1", "");
    let bytes = [
        b"\xff\0 nonsense\xe9\r".as_slice(),
        good.as_bytes(),
        b"\r\nhello, <b>\n\n20150230R1",
    ]
    .concat();
    let wide = "\u{feff}Überschrift\r\nx\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect::<Vec<u8>>();
    let files: [(&str, &[u8]); 2] = [("a.dat", &bytes), ("b.txt", &wide)];
    let page = upload(&site, "AVS", &files)
        .expect(200)
        .shows("a.dat: 3 lines were")
        .shows("b.txt: 2 lines were");
    let first = choose(&site, &page, &[("download", "0")]).expect(200);
    assert_eq!(first.body, b"\xff\0 nonsense\xe9\rhello, <b>\n20150230R1");
    assert_eq!(first.header("Content-Type"), "application/octet-stream");
    assert!(
        first
            .header("Content-Disposition")
            .starts_with("attachment; filename=\"not-understood_")
    );
    assert_eq!(
        choose(&site, &page, &[("download", "1")]).expect(200).body,
        wide
    );
    choose(&site, &page, &[("download", "2")]).expect(400);
    let broken = [("name", "a"), ("source", "no base 64!")];
    choose(&site, &page, &broken).expect(400);
    assert_eq!(site.database.rows().len(), 0);
}

#[test]
fn a_workbook_and_a_document_are_refused_with_what_to_do() {
    let site = Site::start();
    let files: [(&str, &[u8]); 2] = [
        ("a.xlsx", b"PK\x03\x04xl/worksheets"),
        ("b.doc", b"{\\rtf1 201508271216R1}"),
    ];
    let page = upload(&site, "AVS", &files).expect(200);
    page.shows("a.xlsx: This is a workbook")
        .shows("b.doc: This is a formatted document")
        .hides("name=\"confirm\"");
}

#[test]
fn files_are_as_large_as_config_allows() {
    let site = Site::prepare();
    site.configure(&format!("import_megabytes = 1\n{}", site.config()));
    let site = site.serve();
    let megabyte = 1024 * 1024;
    site.get("import.php")
        .expect(200)
        .shows("Together at most 1 MB");
    let page = upload(&site, "AVS", &[("a.dat", &vec![b'x'; megabyte + 1])]).expect(413);
    page.shows("larger than 1 MB");
    let page = upload(&site, "AVS", &[("a.dat", &vec![b'x'; megabyte])]).expect(200);
    // The next step has it once more.
    assert_eq!(
        choose(&site, &page, &[("download", "0")])
            .expect(200)
            .body
            .len(),
        megabyte
    );
    for end in ["\n", "\r", "\r\n"] {
        let lines = ["x", end].concat().repeat(25_001);
        let page = upload(&site, "AVS", &[("a.dat", lines.as_bytes())]).expect(413);
        page.shows("more than 25000 lines");
    }
    upload(&site, "AVS", &[("a.dat", &vec![b'x'; 3 * megabyte])]).expect(413);
    let site = Site::start();
    let page = upload(&site, "AVS", &[("a.dat", &vec![b'x'; 8 * megabyte])]).expect(200);
    choose(&site, &page, &[])
        .expect(200)
        .shows("a.dat: one line was");
    let head = "POST /offline-circ/import.php HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
                Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 16777217\r\n\r\n";
    site.client()
        .raw(head.as_bytes())
        .expect(413)
        .shows("Import page");
}

#[test]
fn a_sysadmin_can_allow_larger_files() {
    let site = Site::prepare();
    site.configure(&format!("import_megabytes = 20\n{}", site.config()));
    site.write("before.conf", "Define OFFLINE_CIRC_IMPORT_BYTES 41943040\n");
    let site = site.serve();
    let large = vec![b'x'; 17 * 1024 * 1024];
    let page = upload(&site, "AVS", &[("a.dat", &large)]).expect(200);
    let again = choose(&site, &page, &[("download", "0")]).expect(200);
    assert_eq!(again.body, large);
}

#[test]
fn lines_of_last_month_come_again_with_new_ones_and_only_the_new_are_added() {
    let site = Site::start();
    let old: String = (0..20)
        .map(|n| line(&ago(30, &format!("10{n:02}")), 'R', &format!("3{n}"), "") + "\r\n")
        .collect();
    assert_eq!(import(&site, "AVS", &[("OffCirc.dat", old.as_bytes())]), 20);
    let made = site.export("AVS").remove(0);
    let new: String = (0..10)
        .map(|n| {
            line(
                &Local::now().format("%Y%m%d%H%M").to_string(),
                'R',
                &format!("4{n}"),
                "",
            ) + "\r\n"
        })
        .collect();
    // A new minute, which is not before the file.
    let later = (Local::now() + TimeDelta::minutes(1))
        .format("%Y%m%d%H%M")
        .to_string();
    let new = new.replace(&new[..12].to_owned(), &later);
    let both = [old.as_str(), &new].concat();
    let day = Local::now().format("%-d %B %Y");
    let page = upload(&site, "AVS", &[("OffCirc.dat", both.as_bytes())]).expect(200);
    let page = page
        .shows(&format!("20 of 30 lines were in a file of {day} ({made})"))
        .shows("Record 10 Records");
    assert!(page.textarea().lines().all(|line| line.contains(",R,4")));
    // The same without the rows, which somebody has deleted.
    site.database.run("DELETE FROM transactions");
    let again = upload(&site, "AVS", &[("OffCirc.dat", both.as_bytes())]).expect(200);
    assert_eq!(again.textarea(), page.textarea());
    confirm(&site, &page.textarea())
        .expect(200)
        .shows("10 records were added");
    let page = upload(&site, "AVS", &[("OffCirc.dat", both.as_bytes())]).expect(200);
    page.shows("10 of 30 lines are recorded and in no file yet")
        .shows("There is nothing to add");
}

#[test]
fn lines_older_than_the_latest_file_are_left_out_until_somebody_takes_them() {
    let site = Site::start();
    site.submit(&format!("AVS,{},R,9", ago(1, "090000")));
    site.export("AVS");
    let text = [
        line(&ago(1, "0901"), 'R', "1", ""),
        line(&ago(40, "0901"), 'R', "2", ""),
    ]
    .join("\n");
    let files: [(&str, &[u8]); 1] = [("a.dat", text.as_bytes())];
    let page = upload(&site, "AVS", &files).expect(200);
    let page = page
        .shows("2 records are left out")
        .shows("older than the latest file of AV Services")
        .hides("name=\"confirm\"");
    let page = choose(&site, &page, &[("older", "yes")])
        .expect(200)
        .shows("Record 2 Records");
    assert_eq!(page.textarea().lines().count(), 2);
    // Another library has made no file.
    upload(&site, "MILLAR", &files)
        .expect(200)
        .hides("left out:")
        .shows("Record 2 Records");
    site.export("---");
    assert_eq!(site.database.rows().len(), 1, "nothing is recorded yet");
}

#[test]
fn dates_of_another_year_are_said_and_moved_by_whole_days_or_kept() {
    let site = Site::start();
    let fresh = line(&ago(1, "1200"), 'R', "5", "");
    let text = [
        line("201401012355", 'L', "1", "70"),
        line("201401020005", 'R', "2", ""),
        line("201401010001", 'R', "3", ""),
        fresh,
        line("204103010001", 'R', "4", ""),
    ]
    .join("\r\n");
    let files: [(&str, &[u8]); 1] = [("old.dat", text.as_bytes())];
    let page = upload(&site, "AVS", &files).expect(200);
    let page = page
        .shows("4 records have dates far from today")
        .shows("old.dat, lines 1 to 2")
        .shows("old.dat, line 3<")
        .shows("old.dat, line 5<")
        .shows("Record 1 Record<");
    let day = |days: i64| (Local::now().date_naive() - TimeDelta::days(days)).to_string();
    let first = NaiveDate::from_ymd_opt(2014, 1, 1).unwrap();
    let by = (Local::now().date_naive() - TimeDelta::days(2) - first).num_days();
    let choices = [
        ("what.0.1.2", "days"),
        ("days.0.1.2", &by.to_string()),
        ("what.0.3.3", "day"),
        ("day.0.3.3", &day(1)),
        ("what.0.5.5", "leave"),
    ];
    let page = choose(&site, &page, &choices)
        .expect(200)
        .shows("One record has a date far from today");
    let dashes = |days: i64| day(days).replace('-', "");
    assert_eq!(
        page.textarea(),
        [
            format!("AVS,{}235500,L,1,,70,", dashes(2)),
            format!("AVS,{}000500,R,2,,,", dashes(1)),
            format!("AVS,{}000100,R,3,,,", dashes(1)),
            format!("AVS,{}120000,R,5,,,", dashes(1)),
        ]
        .join("\r\n")
    );
    confirm(&site, &page.textarea())
        .expect(200)
        .shows("4 records were added");
    // When it comes again, the same move is offered, and adds nothing.
    let again = upload(&site, "AVS", &files).expect(200);
    let again = again
        .shows(&format!(
            "2 of them are recorded already, moved by {by} days"
        ))
        .hides("name=\"confirm\"");
    choose(&site, &again, &choices[..4])
        .expect(200)
        .hides("name=\"confirm\"");
    // As they are, if somebody says so; not without.
    let kept = keep_dates(&site, again);
    assert_eq!(kept.textarea().lines().count(), 4);
    // What is moved to a time that has not come is asked for again.
    let page = upload(&site, "AVS", &files).expect(200);
    let wrong = [
        ("what.0.1.2", "day"),
        ("day.0.1.2", &*day(-5)),
        ("what.0.3.3", "day"),
        ("day.0.3.3", "x"),
    ];
    choose(&site, &page, &wrong)
        .expect(200)
        .shows("4 records have dates far from today")
        .hides("name=\"confirm\"");
}

/// A site whose settings tell patrons from items.
fn site_with_patterns() -> Site {
    let site = Site::prepare();
    let patterns = "[scanning]\nitem_pattern = \"3[0-9]{4}\"\npatron_pattern = \"(2[0-9]{4})\"\n";
    site.configure(&format!("{}\n{patterns}", site.config()));
    site.serve()
}

#[test]
fn a_plain_list_is_shown_as_who_gets_what_and_recorded_at_the_time_that_is_given() {
    let site = site_with_patterns();
    let list =
        "Lovelace, Ada\n20001\n30001\n30002\n\n20002;Babbage\n30003\n30003\n3.1234E+13\n30004\n";
    let files: [(&str, &[u8]); 2] = [
        ("desk.txt", list.as_bytes()),
        ("returns.csv", b"Item\r\n30009\r\n30008\r\n"),
    ];
    let page = upload(&site, "AVS", &files).expect(200);
    let page = page
        .shows("A plain list does not say when it is of")
        .shows(">20001</th><td class=\"wrap mono\">30001, 30002<")
        .shows(">20002</th><td class=\"wrap mono\">30003<")
        .shows(">Returned</th><td class=\"wrap mono\">30009, 30008<")
        .shows("<td>8</td><td class=\"wrap\">The same item stands in line 7")
        .shows("<td>9</td><td class=\"wrap\">A spreadsheet has shortened a number")
        .shows("<td>10</td><td class=\"wrap\">Nobody knows who has this item. Line 9")
        .hides("name=\"confirm\"");
    let day = (Local::now().date_naive() - TimeDelta::days(1)).to_string();
    let times = [
        ("date.0", day.as_str()),
        ("time.0", "14:05"),
        ("date.1", &day),
        ("time.1", "16:00"),
    ];
    let page = choose(&site, &page, &times)
        .expect(200)
        .shows("Record 5 Records");
    let at = |time| ago(1, time);
    let expected = [
        format!("AVS,{},L,30001,,20001,", at("140500")),
        format!("AVS,{},L,30002,,20001,", at("140500")),
        format!("AVS,{},L,30003,,20002,", at("140500")),
        format!("AVS,{},R,30009,,,", at("160000")),
        format!("AVS,{},R,30008,,,", at("160000")),
    ];
    assert_eq!(page.textarea(), expected.join("\r\n"));
    confirm(&site, &page.textarea())
        .expect(200)
        .shows("5 records were added");
    // The same again, and the same at another time of that day.
    choose(&site, &page, &times)
        .expect(200)
        .hides("name=\"confirm\"");
    let other = [
        ("date.0", day.as_str()),
        ("time.0", "15:00"),
        ("date.1", &day),
        ("time.1", "16:00"),
    ];
    let page = choose(&site, &page, &other)
        .expect(200)
        .shows("3 lines of lists are left out")
        .hides("name=\"confirm\"");
    let page = choose(&site, &page, &[&other[..], &[("same_day", "yes")]].concat()).expect(200);
    assert_eq!(page.textarea().lines().count(), 3);
    let made = site.export("AVS").remove(0);
    assert_eq!(
        site.items_in(&[made]),
        ["30001", "30002", "30003", "30009", "30008"]
    );
}

#[test]
fn a_list_whose_barcodes_cannot_be_told_apart_is_refused_with_what_to_do() {
    let site = Site::start();
    let page = upload(&site, "AVS", &[("list.txt", b"20001\n30001\n")]).expect(200);
    page.shows("list.txt: This looks like a plain list")
        .shows("Patron")
        .hides("name=\"confirm\"");
    // By what was scanned here they can be.
    let learned =
        (0..60).map(|n| format!("AVS,{}{n:02},L,31234{n:09},,21234{n:09}\n", ago(1, "0800")));
    site.submit(&learned.collect::<String>());
    crate::harness::wait("what is known of shapes to be renewed", || {
        let list = b"21234000000077\n31234000000077\n";
        let page = upload(&site, "AVS", &[("list.txt", list)]).expect(200);
        page.text().contains("Who gets what").then_some(())
    });
}
