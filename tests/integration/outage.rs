//! What fails around the program: its configuration, the database, the output directory.
//! Staff get a sentence, the error log the cause, and nothing is lost or half done.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use chrono::Local;
use mysql::prelude::Queryable;

use crate::harness::database::PASSWORD;
use crate::harness::site::{FORM, encode};
use crate::harness::{Answer, Mariadb, Site};

const LINES: &str = "MILLAR,20150827121621,L,<1>&\"x\",,2,\r\nwrong\r\nMILLAR,20150827121622,R,7";

#[track_caller]
fn assert_please_retry(answer: Answer) -> Answer {
    let answer = answer.expect(503);
    assert!(
        answer.header("Retry-After").parse::<u32>().is_ok(),
        "{answer:?}"
    );
    answer
        .hides(PASSWORD)
        .hides("offline_test")
        .hides(".sock")
        .hides("MySql")
        .hides("denied")
        .hides("oc_")
}

#[test]
fn without_a_database_the_lines_come_back_to_be_sent_again() {
    for (from, to, cause) in [
        ("mysql.sock", "nothing.sock", "nothing.sock"),
        (
            "socket =",
            "server = \"127.0.0.1\"\nport = 1\n#",
            "127.0.0.1",
        ),
        (PASSWORD, "wrong-secret-7Kq", "offline_test"),
        ("[database]", "[database]\ntable = \"nothing\"", "nothing"),
    ] {
        let site = Site::prepare();
        site.configure(&site.config().replace(from, to));
        let line = format!("201912312359R{:80}\r\n", 1);
        site.write("output/MILLAR_2020-01-01_000000.dat", line);
        site.write("output/MILLAR_2020-01-02_000000.dat.pending", "");
        let site = site.serve();
        let page = assert_please_retry(site.post("append.php", &[("textarea", LINES)]));
        assert_eq!(page.textarea().replace('\r', ""), LINES.replace('\r', ""));
        page.shows("Keep scanning")
            .shows("Submit Records")
            .hides("<1>");
        let scan = [
            ("library", "AVS"),
            ("patronBarcode", "77"),
            ("itemBarcode", "i1"),
            ("textarea", ""),
        ];
        let line = assert_please_retry(site.post("append.php", &scan)).textarea();
        assert!(
            line.starts_with("AVS,2") && line.ends_with(",L,i1,,77,"),
            "{line}"
        );
        let json = assert_please_retry(site.post_json("append.php", &[("textarea", LINES)])).json();
        assert!(
            json["error"].is_string() && json.get("rejected").is_none(),
            "{json}"
        );
        assert_please_retry(site.get("listrecords.php"));
        assert_please_retry(site.post("extract.php", &[("library", "---")]));
        // What needs no database works without it.
        site.get("index.php").expect(200);
        site.post("append.php", &[("textarea", "wrong")])
            .expect(422);
        for list in ["listfiles.php", "clearold.php"] {
            site.get(list)
                .expect(200)
                .shows("MILLAR_2020-01-01_000000.dat")
                .hides("2020-01-02");
        }
        let fields = [
            ("file[]", "MILLAR_2020-01-01_000000.dat"),
            ("confirm", "yes"),
        ];
        assert_please_retry(site.post("deleteold.php", &fields));
        assert_eq!(site.output().len(), 2);
        let log = site.failures(6);
        assert!(
            log.iter()
                .all(|line| line.contains("status=503") && line.contains(cause)),
            "{log:#?}"
        );
        assert!(!site.log().contains("7Kq"), "{}", site.log());
    }
}

#[test]
fn lines_come_back_also_from_where_nothing_could_be_read_of_the_site() {
    let site = Site::prepare();
    let good = site.config();
    site.configure("motto = \"x\"");
    let site = site.serve();
    let fields = [("textarea", LINES)];
    let page = site.post("append.php", &fields).expect(500);
    assert_eq!(page.textarea().replace('\r', ""), LINES.replace('\r', ""));
    // Nobody knows yet whether they come from our own page.
    page.hides("<button").shows(" readonly>").hides("<1>");
    let json = site.post_json("append.php", &fields).expect(500).json();
    assert_eq!(json.as_object().unwrap().len(), 1, "{json}");
    site.post("extract.php", &fields)
        .expect(500)
        .hides("<textarea");
    site.configure(&good);
    // A stranger's page may have made them up: they are there to be copied, and no button is.
    let body = encode(&fields);
    let headers = [FORM, ("Sec-Fetch-Site", "cross-site")];
    let page = site.request("POST", "append.php", &headers, body.as_bytes());
    let page = page.expect(403).hides("<button").shows(" readonly>");
    assert_eq!(page.textarea().replace('\r', ""), LINES.replace('\r', ""));
}

#[test]
fn when_the_database_is_back_the_same_submission_is_recorded_once() {
    let mariadb = Mariadb::start();
    let site = Site::on(&mariadb.socket()).serve();
    site.submit("MILLAR,20150827121621,R,1");
    for i in 0..2 {
        mariadb.kill();
        let lines = format!("MILLAR,20150827121621,R,1\nMILLAR,20150827121622,R,new{i}");
        assert_please_retry(site.post("append.php", &[("textarea", &lines)]));
        assert_please_retry(site.post_json("extract.php", &[("library", "---")]));
        mariadb.start_again();
        assert_eq!(site.submit(&lines), 1);
        assert_eq!(site.database.rows().len(), 2 + i);
        // A connection from before the crash must not spoil the next request either.
        mariadb.kill();
        mariadb.start_again();
        assert_eq!(site.submit(&lines), 0);
    }
    assert_eq!(site.items_in(&site.export("---")), ["1", "new0", "new1"]);
}

#[test]
fn whoever_waits_too_long_for_the_table_is_told_to_try_again() {
    let site = Site::start();
    let mut other = site.database.connect();
    other.query_drop("LOCK TABLES transactions WRITE").unwrap();
    let (append, extract) = std::thread::scope(|scope| {
        let append = scope.spawn(|| site.post("append.php", &[("textarea", LINES)]));
        let extract = scope.spawn(|| site.post("extract.php", &[("library", "---")]));
        (append.join().unwrap(), extract.join().unwrap())
    });
    assert_please_retry(append).shows("textarea");
    assert_please_retry(extract);
    other.query_drop("UNLOCK TABLES").unwrap();
    drop(other);
    assert_eq!(site.submit("MILLAR,20150827121622,R,7"), 1);
    assert_eq!(site.export("---").len(), 1);
}

/// An export that must fail because of the output directory.
fn assert_no_file(site: &Site, cause: &str) {
    let before = site.failures(0).len();
    let page = site
        .post("extract.php", &[("library", "---"), ("per_library", "on")])
        .expect(500);
    page.shows("could not be read or written")
        .shows("No record is lost")
        .hides("output directory")
        .hides(cause);
    let log = site.failures(before + 1);
    let line = log.last().unwrap();
    let output = site.path("output").display().to_string();
    assert!(
        line.contains("output directory: ") && line.contains(&output) && line.contains(cause),
        "{line}"
    );
    assert_eq!(site.database.count("saved = 0"), 2);
}

#[test]
fn an_output_directory_that_cannot_be_used_keeps_all_records_unsaved() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1\nAVS,20150827100002,R,2");
    let output = site.path("output");
    let mode = |mode| fs::set_permissions(&output, fs::Permissions::from_mode(mode)).unwrap();
    mode(0o555);
    assert_no_file(&site, "Permission denied");
    assert!(site.output().is_empty());
    mode(0o000);
    assert_no_file(&site, "Permission denied");
    mode(0o755);
    let away = site.path("away");
    fs::rename(&output, &away).unwrap();
    assert_no_file(&site, "No such file or directory");
    site.get("listfiles.php")
        .expect(500)
        .shows("No record is lost");
    fs::write(&output, "a file").unwrap();
    assert_no_file(&site, "Not a directory");
    fs::remove_file(&output).unwrap();
    // Recording goes on without it.
    site.get("index.php").expect(200);
    assert_eq!(site.submit("MILLAR,20150827100001,R,1"), 0);
    fs::rename(&away, &output).unwrap();
    assert_eq!(site.items_in(&site.export("---")), ["1", "2"]);
}

#[test]
fn a_full_disk_keeps_all_records_unsaved_and_leaves_no_partial_file() {
    let site = Site::prepare();
    site.database.run(
        "INSERT INTO transactions SELECT 'MILLAR', '2015-08-27' + INTERVAL seq SECOND, 'R', seq, '', '', '', 0 \
         FROM seq_1_to_500",
    );
    // Not a byte, within the .csv, within the .dat.
    for size in ["0", "8192", "30000"] {
        // The limit's signal is ignored, so that the write fails as on a full disk.
        let script = format!("trap '' XFSZ; exec prlimit --fsize={size} \"$@\"");
        let outcome = site.cgi(
            &["sh", "-c", &script, "sh"],
            "POST",
            "extract.php",
            "library=MILLAR",
        );
        let answer = outcome.answer.unwrap().expect(500);
        assert!(
            answer.json()["error"]
                .as_str()
                .unwrap()
                .contains("No record is lost")
        );
        assert!(outcome.log.contains("File too large"), "{}", outcome.log);
        assert!(
            outcome.log.contains(site.path("output").to_str().unwrap()),
            "{}",
            outcome.log
        );
        assert!(site.output().is_empty(), "{size}: {:?}", site.output());
        assert_eq!(site.database.count("saved = 0"), 500);
    }
    site.cgi_post("extract.php", "library=MILLAR").expect(200);
    let items: Vec<String> = (1..=500).map(|i| i.to_string()).collect();
    assert_eq!(site.items_in(&site.dats()), items);
}

#[test]
fn a_pending_file_that_cannot_be_understood_stops_nobody() {
    let site = Site::start();
    site.write("output/MILLAR_2020-01-01_000000.dat.pending", "half a li");
    site.write("output/AVS_2020-01-01_000000.csv.pending", "half");
    site.submit("MILLAR,20150827100001,R,1");
    assert_eq!(site.items_in(&site.export("---")), ["1"]);
    let list = site.get("listfiles.php").expect(200);
    list.hides("2020-01-01")
        .shows("A file is not finished")
        .shows("run offline-circ check");
    let left = Path::new("MILLAR_2020-01-01_000000.dat.pending");
    assert_eq!(
        fs::read(site.path("output").join(left)).unwrap(),
        b"half a li"
    );
    assert!(
        site.log().contains("MILLAR_2020-01-01_000000.dat"),
        "{}",
        site.log()
    );
}

#[test]
fn a_file_that_may_not_be_read_is_listed_and_stops_nobody() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1");
    let denied = site.export("MILLAR").remove(0);
    site.submit("AVS,20150827100002,R,2");
    let other = site.export("AVS").remove(0);
    let path = site.path("output").join(&denied);
    // By root, where the servers run as another user, nobody else may have it.
    let _ = std::os::unix::fs::chown(&path, Some(0), Some(0));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    let list = site.get("listfiles.php").expect(200);
    let list = list.shows(&denied).shows(&other).shows("cannot be read");
    list.hides("not finished");
    let list = site.get("clearold.php").expect(200);
    list.shows(&denied).shows("cannot be read");
    site.submit("AVS,20150827100003,R,3");
    assert_eq!(site.items_in(&site.export("---")), ["3"]);
    let delete = |name: &str| site.post("deleteold.php", &[("file[]", name), ("confirm", "yes")]);
    // Nor can a killed export be settled, which may have put its records there.
    let [dat, csv] = [&other, &other.replace(".dat", ".csv")].map(|name| {
        let path = site.path("output").join(name);
        let pending = path.with_file_name(format!("{name}.pending"));
        fs::rename(&path, &pending).unwrap();
        (pending, path)
    });
    site.get("listfiles.php").expect(200).shows(&denied);
    site.submit("AVS,20150827100004,R,4");
    assert_eq!(site.items_in(&site.export("---")), ["4"]);
    // Nothing is unsaved, and yet not all records are in a file that can be uploaded.
    let list = site.get("listfiles.php").expect(200);
    list.shows("1 record is in a file that is not finished");
    let status = site.get("status.php").expect(200).json();
    assert_eq!(
        (&status["unsaved"], &status["pending_files"]),
        (&0.into(), &1.into())
    );
    site.logs("outcome=left records=1 cause=");
    for (pending, path) in [dat, csv] {
        fs::rename(pending, path).unwrap();
    }
    site.get("listfiles.php").expect(200).hides("not finished");
    // What is in it is not known, so it stays, and so do its records.
    delete(&denied).expect(500).shows("No record is lost");
    let now = Local::now().format("%Y-%m-%d %H:%M:%S").to_string();
    let old = [("before", now.as_str()), ("confirm", "yes")];
    site.post("deleteold.php", &old).expect(500);
    assert_eq!(site.database.count("`library` = 'MILLAR'"), 1);
    delete(&other).expect(200);
    assert!(site.dats().contains(&denied));
}
