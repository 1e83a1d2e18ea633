//! listfiles.php, clearold.php and output/: what is listed, and what can be fetched.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use chrono::{Local, TimeDelta};

use crate::harness::Site;

const HOSTILE: [&str; 6] = [
    "foo+bar_2020-01-01_000000.dat",
    "with space_2020-01-02_000000.dat",
    "<b>&\"'_2020-01-03_000000.dat",
    "{{ 7 }}%41?#_2020-01-04_000000.dat",
    "Bücherei_2020-01-05_000000.dat",
    "a\\b;c_2020-01-06_000000.dat",
];

/// The links into output/ on a page.
fn downloads(site: &Site, page: &str) -> Vec<String> {
    let mut links = site.get(page).expect(200).links();
    links.retain(|link| link.starts_with("output/"));
    links
}

#[test]
fn the_list_has_library_records_size_and_time_newest_first() {
    let site = Site::start();
    site.get("listfiles.php").expect(200).shows("No files yet.");
    site.submit("MILLAR,20150827100001,R,1\nMILLAR,20150827100002,R,2");
    let [name] = &site.export("MILLAR")[..] else {
        panic!()
    };
    // MILLAR_2026-11-29_163931.dat
    let (day, time) = (&name[7..17], &name[18..22]);
    let made = format!("{day} {}:{}", &time[..2], &time[2..]);
    let old = "2019-12-31_235959.dat";
    fs::write(site.path("output").join(old), "x\r\n".repeat(500)).unwrap();
    fs::write(site.path("output/AVS_2020-01-01_000000.dat"), "").unwrap();
    // A name of another kind has the time of its last change.
    let other = fs::File::create(site.path("output/other.dat")).unwrap();
    let yesterday = Local::now() - TimeDelta::days(1);
    other.set_modified(yesterday.into()).unwrap();
    let page = site.get("listfiles.php").expect(200);
    let changed = yesterday.format("%Y-%m-%d %H:%M:%S").to_string();
    let mixed = "any desk. The file is for all libraries";
    let rows = [
        (
            name.as_str(),
            [
                "2 (<a href=\"returns.php?file=",
                "2015-08-27 10:00 to 2015-08-27 10:00",
                "a desk of Millar Library",
                "190 B",
                &made,
            ],
        ),
        ("other.dat", ["0", "–", mixed, "0 B", &changed]),
        (
            "AVS_2020-01-01_000000.dat",
            [
                "0",
                "–",
                "a desk of AV Services",
                "0 B",
                "2020-01-01 00:00:00",
            ],
        ),
        (old, ["500", "–", mixed, "1.46 KiB", "2019-12-31 23:59:59"]),
    ];
    let shown = page
        .text()
        .split("class=\"cards\"")
        .nth(1)
        .unwrap()
        .split("</dl>");
    for (shown, (name, parts)) in shown.zip(rows) {
        let mut rest = shown.split_once(&format!("{name}</a>")).unwrap().1;
        for part in parts {
            rest = rest
                .split_once(part)
                .unwrap_or_else(|| panic!("{part}: {shown}"))
                .1;
        }
        assert!(rest.contains("not yet"), "{shown}");
    }
    for step in [
        "Circulation Desk Operator",
        "Fulfillment",
        "Item is currently on loan by another patron",
    ] {
        assert!(page.text().contains(step), "{step}");
    }
}

#[test]
fn the_spreadsheet_of_a_file_is_the_one_beside_it() {
    let site = Site::start();
    for name in ["x.dat.dat", "x.dat.csv"] {
        fs::write(site.path("output").join(name), "").unwrap();
    }
    let links = downloads(&site, "listfiles.php");
    assert_eq!(links, ["output/x.dat.dat", "output/x.dat.csv"]);
}

#[test]
fn hostile_names_are_shown_escaped_and_can_be_downloaded_and_deleted() {
    let site = Site::start();
    for name in HOSTILE {
        site.write(&format!("output/{name}"), name);
    }
    for page in ["listfiles.php", "clearold.php"] {
        let page_text = site.get(page).expect(200);
        let page_text = page_text.hides("<b>&").hides("<b>&amp;");
        page_text.shows("{{ 7 }}").shows("&lt;b&gt;&amp;&quot;");
        let mut links = downloads(&site, page);
        links.reverse();
        assert_eq!(
            links,
            HOSTILE.map(|name| format!("output/{name}")),
            "{page}"
        );
    }
    // As the page's own links say it.
    let page = site.get("listfiles.php");
    let hrefs = page
        .text()
        .split("<a href=\"output/")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap());
    for (href, name) in hrefs.zip(HOSTILE.iter().rev()) {
        let file = site.get(&format!("output/{href}")).expect(200);
        assert_eq!(file.text(), *name, "{href}");
    }
    let mut fields: Vec<_> = HOSTILE.iter().map(|name| ("file[]", *name)).collect();
    let page = site.post("deleteold.php", &fields).expect(200);
    page.shows("{{ 7 }}").shows("&lt;b&gt;&amp;").hides("<b>");
    assert_eq!(site.output().len(), HOSTILE.len());
    fields.push(("confirm", "yes"));
    site.post("deleteold.php", &fields)
        .expect(200)
        .shows("&lt;b&gt;&amp;")
        .hides("<b>");
    assert!(site.output().is_empty(), "{:?}", site.output());
}

#[test]
fn a_file_is_downloaded_byte_for_byte_and_never_rendered() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,L,<script>alert(1)</script>,,1");
    let [name] = &site.export("MILLAR")[..] else {
        panic!()
    };
    for name in [name.clone(), name.replace(".dat", ".csv")] {
        let file = site.get(&format!("output/{name}")).expect(200);
        assert_eq!(file.text(), site.file(&name));
        assert_eq!(file.header("Content-Type"), "application/octet-stream");
        assert!(
            file.header("Content-Disposition").starts_with("attachment"),
            "{file:?}"
        );
        assert_eq!(file.header("X-Content-Type-Options"), "nosniff");
        assert_eq!(file.header("Cache-Control"), "no-store");
        let head = site
            .request("HEAD", &format!("output/{name}"), &[], b"")
            .expect(200);
        assert!(head.body.is_empty());
    }
}

#[test]
fn nothing_in_the_output_folder_is_run_or_listed() {
    let site = Site::start();
    let output = site.path("output");
    let secret = site.path("config.toml");
    fs::create_dir(output.join("dir")).unwrap();
    fs::create_dir(output.join("dir.dat")).unwrap();
    fs::write(output.join("dir/x.dat"), "inside").unwrap();
    symlink(&secret, output.join("link_2020-01-01_000000.dat")).unwrap();
    symlink(site.path("output"), output.join("loop.dat")).unwrap();
    for name in [
        "a.dat.pending",
        "a.csv.pending",
        ".htaccess",
        ".hidden.dat",
        "x.php",
        "index.html",
        "notes.txt",
    ] {
        fs::write(output.join(name), "<?php echo 'leak'; ?>").unwrap();
    }
    fs::write(output.join("real_2020-01-01_000000.dat"), "real").unwrap();
    fs::write(output.join("x.php.dat"), "<?php echo 6*7; ?>").unwrap();
    site.get("output/x.php.dat")
        .expect(200)
        .shows("<?php echo 6*7; ?>");
    for path in [
        "output",
        "output/",
        "output/index.php",
        "output/index.html",
        "output/x.php",
        "output/notes.txt",
        "output/a.dat.pending",
        "output/a.csv.pending",
        "output/.htaccess",
        "output/.hidden.dat",
        "output/%2ehidden.dat",
        "output/a.dat%2epending",
        "output/dir/x.dat",
        "output/dir%2fx.dat",
        "output/dir",
        "output/dir.dat",
        "output/dir.dat/",
        "output/loop.dat",
        "output/loop.dat/real_2020-01-01_000000.dat",
        "output/link_2020-01-01_000000.dat",
        "output/../config.toml",
        "output/..%2fconfig.toml",
        "output/%2e%2e/config.toml",
        "output/x.dat/../../config.toml",
        "output/real_2020-01-01_000000.dat/",
        "output/real_2020-01-01_000000.dat/x.dat",
        "output/real_2020-01-01_000000.dat%00.csv",
        "output//",
        "output/%5c..%5cconfig.toml",
        "Output/real_2020-01-01_000000.dat",
        "config.toml",
        "../config.toml",
        "../output/real_2020-01-01_000000.dat",
        "bin/offline-circ",
        "../bin/offline-circ",
    ] {
        let request = format!("GET /offline-circ/{path} HTTP/1.0\r\nHost: localhost\r\n\r\n");
        let answer = site.client().raw(request.as_bytes());
        assert!(
            matches!(answer.status, 400 | 403 | 404),
            "{path}: {answer:?}"
        );
        answer
            .hides("secret-")
            .hides("inside")
            .hides("leak")
            .hides("real_");
    }
    for page in ["listfiles.php", "clearold.php"] {
        let listed = downloads(&site, page);
        assert_eq!(
            listed,
            ["output/x.php.dat", "output/real_2020-01-01_000000.dat"],
            "{page}"
        );
    }
}

#[test]
fn doubled_and_encoded_slashes_lead_to_the_same_file_or_nowhere() {
    let site = Site::start();
    site.write("output/real_2020-01-01_000000.dat", "real");
    for path in [
        "output//real_2020-01-01_000000.dat",
        "/output/real_2020-01-01_000000.dat",
        "./output/real_2020-01-01_000000.dat",
    ] {
        let request = format!("GET /offline-circ/{path} HTTP/1.0\r\nHost: localhost\r\n\r\n");
        let answer = site.client().raw(request.as_bytes());
        match answer.status {
            200 => {
                assert_eq!(answer.text(), "real", "{path}");
                assert_eq!(answer.header("Content-Disposition"), "attachment", "{path}");
            }
            status => assert!(matches!(status, 400 | 403 | 404), "{path}: {answer:?}"),
        }
    }
}

#[test]
fn static_files_come_with_their_types_and_their_folders_are_not_listed() {
    let site = Site::start();
    let files = |dir: &str| {
        let path = site.path("htdocs/offline-circ").join(dir);
        let entries = fs::read_dir(path).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect::<Vec<_>>()
    };
    let mut seen = 0;
    for (dir, kind) in [("styles", "text/css"), ("scripts", "text/javascript")] {
        for name in files(dir) {
            let path = format!("{dir}/{name}");
            let file = site.get(&path).expect(200);
            assert!(
                file.header("Content-Type").starts_with(kind),
                "{path}: {file:?}"
            );
            assert_eq!(file.header("X-Content-Type-Options"), "nosniff");
            assert_eq!(
                file.body,
                fs::read(Path::new(&site.path("htdocs/offline-circ")).join(path)).unwrap()
            );
            seen += 1;
        }
        for path in [dir.to_owned(), format!("{dir}/"), format!("{dir}/nothing")] {
            let status = site.get(&path).status;
            assert!(matches!(status, 403 | 404), "{path}: {status}");
        }
    }
    assert!(seen > 1);
}
