//! URLs, methods and statuses: what the contract promises, and a proper refusal of the rest.

use std::io::Write;
use std::net::Shutdown;

use crate::harness::site::{FORM, JSON, encode};
use crate::harness::{Answer, Site, Transport, http};

const PAGES: [&str; 5] = [
    "",
    "index.php",
    "listrecords.php",
    "listfiles.php",
    "clearold.php",
];
const FORMS: [(&str, &str); 3] = [
    ("append.php", "index.php"),
    ("extract.php", "listrecords.php"),
    ("deleteold.php", "clearold.php"),
];
/// The page whose form comes back to it.
const FILTERED: &str = "listrecords.php";
const LIMIT: usize = 8 * 1024 * 1024;

/// Whether a refusal is in the site's layout.
#[track_caller]
fn in_layout(answer: Answer) {
    let answer = answer
        .shows("<h1>Offline Circulation - ")
        .shows("Offline Circ Home");
    answer.shows("class=\"errors\"").shows("Technical Support");
}

#[test]
fn every_page_has_the_four_links_in_order() {
    let site = Site::start();
    for page in PAGES {
        let answer = site.get(page).expect(200);
        assert_eq!(
            answer.header("Content-Type"),
            "text/html; charset=utf-8",
            "{page}"
        );
        let text = answer.text();
        let labels = [
            "1. <a href=\"index.php\">Offline Circ Home</a>",
            "2. <a href=\"listrecords.php\">Generate Offline Transaction File</a>",
            "3. <a href=\"listfiles.php\">List Generated Files</a>",
            "4. <a href=\"clearold.php\">Delete Old Records and Files</a>",
        ];
        assert!(
            labels
                .map(|label| text.find(label).expect(label))
                .is_sorted(),
            "{page}"
        );
        assert!(
            text.contains("<a href=\"mailto:help@library.test\">Technical Support</a>"),
            "{page}"
        );
        assert!(
            !text.contains("http://") && !text.contains("https://"),
            "{page} needs something from outside"
        );
    }
    let home = site.get("").expect(200);
    assert_eq!(home.text(), site.get("index.php").text());
    for name in [
        "library",
        "patronBarcode",
        "itemBarcode",
        "itemBarcode2",
        "checkoutbutton",
        "checkinbutton",
        "textarea",
        "mainform",
    ] {
        assert!(home.text().contains(&format!("name=\"{name}\"")), "{name}");
    }
    for label in [
        "Check Out",
        "Check In",
        "Patron Barcode",
        "Item Barcode",
        "Add Item",
        "Submit Records",
        "Transaction Log",
    ] {
        assert!(home.text().contains(label), "{label}");
    }
    let answer = site
        .client()
        .raw(b"GET /offline-circ HTTP/1.0\r\nHost: localhost\r\n\r\n");
    assert!(
        matches!(answer.status, 301 | 302) && answer.header("Location").ends_with("/offline-circ/")
    );
}

#[test]
fn head_answers_as_get_without_a_body() {
    let site = Site::start();
    for page in PAGES {
        let get = site.get(page).expect(200);
        let head = site.request("HEAD", page, &[], b"").expect(200);
        assert!(head.body.is_empty(), "{page}");
        assert_eq!(
            head.header("Content-Type"),
            get.header("Content-Type"),
            "{page}"
        );
    }
    site.request("HEAD", "nothing.php", &[], b"").expect(404);
}

#[test]
fn get_on_a_forms_target_leads_to_the_page_with_the_form() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1");
    for (target, page) in FORMS {
        for method in ["GET", "HEAD"] {
            let query = "?library=---&textarea=MILLAR,20150827100001,R,2&file[]=x";
            let answer = site
                .request(method, &format!("{target}{query}"), &[], b"")
                .expect(303);
            let location = answer.header("Location");
            assert_eq!(
                location.rsplit('/').next(),
                Some(page),
                "{target}: {location}"
            );
        }
    }
    assert_eq!(site.database.count("saved = 0"), 1);
    assert!(site.output().is_empty());
}

#[test]
fn an_unknown_page_is_not_found() {
    let site = Site::start();
    for page in [
        "nothing.php",
        "index",
        "INDEX.PHP",
        "index.php.bak",
        "include/configuration.php",
        "index.php/",
        "index.php/x",
        "listfiles.php/output/",
        "append.php/x",
        "error.php",
        "favicon.ico",
        "a%2fb",
        "config.toml",
    ] {
        let answer = site.get(page);
        assert_eq!(answer.status, 404, "{page}: {answer:?}");
        if !page.contains("%2f") {
            in_layout(answer);
        }
    }
    let fields = [("textarea", "MILLAR,20150827100001,R,2")];
    for page in ["append.php/x", "append.php/", "nothing.php"] {
        site.post(page, &fields).expect(404);
    }
    assert!(site.database.rows().is_empty());
    let answer = site.request("GET", "nothing.php", &[JSON], b"").expect(404);
    assert!(answer.json()["error"].is_string());
}

#[test]
fn a_wrong_method_is_told_the_right_ones() {
    let site = Site::start();
    let refused = |method: &str, page: &str, allowed: &str| {
        let answer = site.request(method, page, &[FORM], b"library=---");
        assert_eq!(answer.status, 405, "{method} {page}");
        assert_eq!(answer.header("Allow"), allowed, "{method} {page}");
        in_layout(answer);
    };
    for page in PAGES.into_iter().filter(|page| *page != FILTERED) {
        for method in ["POST", "PUT", "DELETE", "PATCH"] {
            refused(method, page, "GET, HEAD");
        }
    }
    for page in FORMS.map(|(page, _)| page).into_iter().chain([FILTERED]) {
        for method in ["PUT", "DELETE", "PATCH", "post", "FROBNICATE"] {
            refused(method, page, "GET, HEAD, POST");
        }
    }
}

#[test]
fn a_form_of_another_media_type_is_refused() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1");
    for (page, _) in FORMS {
        for kind in [
            "text/plain",
            "multipart/form-data; boundary=x",
            "application/json",
            "application/x-www-form-urlencodedx",
        ] {
            let body = b"library=---&textarea=MILLAR,20150827100001,R,2";
            let answer = site
                .request("POST", page, &[("Content-Type", kind)], body)
                .expect(415);
            in_layout(answer);
        }
        let answer = site
            .request("POST", page, &[("Content-Type", "text/plain"), JSON], b"x")
            .expect(415);
        assert!(answer.json()["error"].is_string());
    }
    assert_eq!(site.database.count("saved = 0"), 1);
    let kind = (
        "Content-Type",
        "Application/X-WWW-Form-URLEncoded; charset=UTF-8",
    );
    let body = encode(&[("textarea", "MILLAR,20150827100001,R,2")]);
    site.request("POST", "append.php", &[kind], body.as_bytes())
        .expect(303);
    assert_eq!(site.database.count("saved = 0"), 2);
}

#[test]
fn a_form_without_its_field_is_refused() {
    let site = Site::start();
    for page in ["append.php", "extract.php", "deleteold.php"] {
        in_layout(site.post(page, &[]).expect(400));
        in_layout(site.post(page, &[("other", "x")]).expect(400));
        assert!(site.post_json(page, &[]).expect(400).json()["error"].is_string());
    }
}

#[test]
fn a_body_of_eight_mebibytes_is_taken_and_a_larger_one_refused() {
    let site = Site::start();
    let line = b"MILLAR,20150827100001,R,1%0D%0A";
    let body = |length: usize| {
        let mut body = b"textarea=".to_vec();
        body.extend_from_slice(line);
        body.resize(length, b'+');
        body
    };
    site.request("POST", "append.php", &[FORM], &body(LIMIT))
        .expect(303);
    assert_eq!(site.database.rows().len(), 1);
    site.database.run("DELETE FROM transactions");
    let head = "POST /offline-circ/append.php HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
                Content-Type: application/x-www-form-urlencoded\r\n";
    // Refused by its length alone, before it is sent.
    for length in ["8388609", "99999999999"] {
        let answer = site
            .client()
            .raw(format!("{head}Content-Length: {length}\r\n\r\n").as_bytes());
        in_layout(answer.expect(413));
    }
    // Of undeclared length.
    let chunked = |length: usize| {
        let mut request = format!("{head}Transfer-Encoding: chunked\r\n\r\n").into_bytes();
        for chunk in body(length).chunks(1 << 20) {
            request.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
            request.extend_from_slice(chunk);
            request.extend_from_slice(b"\r\n");
        }
        request.extend_from_slice(b"0\r\n\r\n");
        site.client().raw(&request)
    };
    if Transport::tested() == Transport::Cgi {
        // A CGI program must not read a body whose length it is not told (RFC 3875, 4.2).
        for length in [1000, LIMIT + (1 << 16)] {
            in_layout(chunked(length).expect(411));
        }
        assert!(site.database.rows().is_empty());
    } else {
        let answer = chunked(LIMIT + (1 << 16));
        assert_eq!(answer.status, 413, "{answer:?}");
        assert!(site.database.rows().is_empty());
        chunked(1000).expect(303);
        assert_eq!(site.database.rows().len(), 1);
    }
}

#[test]
fn a_submission_that_breaks_off_records_nothing() {
    let site = Site::start();
    let request = "POST /offline-circ/append.php HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
                   Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\n\
                   textarea=MILLAR,20150827100001,R,1%0AMILLAR,20150827100001,R,2%0AMILL";
    let mut stream = http::connect(site.port());
    stream.write_all(request.as_bytes()).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut answer = Vec::new();
    let _ = std::io::Read::read_to_end(&mut stream, &mut answer);
    if let Some(answer) = Answer::parse(&answer) {
        assert!(answer.status >= 400, "{answer:?}");
    }
    assert!(site.database.rows().is_empty());
}
