//! Requests of any bytes through Apache: each is done right or refused with a reason.
//!
//! No answer is a 500, and nothing is recorded but what was sent.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::net::Shutdown;

use crate::harness::site::{FORM, JSON};
use crate::harness::{Answer, Site, Transport, http};
use crate::soak::Random;

/// Every page, and the fields that it reads.
const PAGES: [(&str, &[&str]); 12] = [
    (
        "append.php",
        &[
            "textarea",
            "library",
            "itemBarcode",
            "itemBarcode2",
            "patronBarcode",
        ],
    ),
    ("extract.php", &["library", "per_library"]),
    ("void.php", &["textarea", "record", "view"]),
    (
        "deleteold.php",
        &["file[]", "confirm", "older_than", "before"],
    ),
    ("uploaded.php", &["file", "uploaded"]),
    ("import.php", &["confirm", "textarea"]),
    ("lookup.php", &["text", "download"]),
    (
        "listrecords.php",
        &["library", "order", "page", "voided", "text", "sort"],
    ),
    ("index.php", &["library", "recorded", "at"]),
    (
        "heartbeat.php",
        &[
            "workstation",
            "tab",
            "desk",
            "waiting",
            "held",
            "now",
            "asks",
        ],
    ),
    ("desks.php", &["workstation", "without"]),
    (
        "lists.php",
        &["clear", "edition", "prepared", "do", "anyway"],
    ),
];

fn escaped(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "%{byte:02X}");
        text
    })
}

/// Some bytes, mostly those that mean something somewhere.
fn some_bytes(random: &mut Random) -> Vec<u8> {
    const WORDS: &str = "MILLAR,20150827100001,L,5,,6, \r\nAVS,20150827100001,R, \r\n , 20150827100001 L R \" % & = + --- \0 é .. / \
                         output/ .dat <b> {{1}} ' \\ -1";
    let words: Vec<&str> = WORDS.split(' ').collect();
    let mut bytes = Vec::new();
    for _ in 0..random.below(30) {
        match random.below(5) {
            0 => bytes.extend(random.below(256).to_le_bytes().first()),
            _ => bytes.extend_from_slice(random.choose(&words).as_bytes()),
        }
    }
    bytes
}

fn bytes() -> impl Iterator<Item = u8> {
    (0..=u8::MAX).step_by(Transport::tested().stride())
}

#[test]
fn every_byte_in_every_field_of_a_line_is_recorded_as_it_is_or_refused() {
    let site = Site::start();
    for byte in bytes() {
        site.database.run("DELETE FROM transactions");
        // One line for each field, at a time of its own, with the byte within that field.
        let line = |at: usize| {
            let time = format!("2015082710000{at}");
            let mut line = Vec::new();
            for (i, field) in ["MILLAR", &time, "L", "i1", "c1", "p1", "n1"]
                .iter()
                .enumerate()
            {
                if i > 0 {
                    line.push(b',');
                }
                let (head, tail) = field.split_at(1);
                line.extend_from_slice(head.as_bytes());
                line.extend((i == at).then_some(byte));
                line.extend_from_slice(tail.as_bytes());
            }
            line
        };
        let lines: Vec<Vec<u8>> = (0..7).map(line).collect();
        let sent = lines.join(&b'\n');
        let body = format!("textarea={}", escaped(&sent));
        let answer = site.request("POST", "append.php", &[FORM, JSON], body.as_bytes());
        let answer = answer.expect(200).json();
        let recorded = answer["recorded"].as_u64().unwrap();
        let rows = site.database.rows();
        assert_eq!(rows.len() as u64, recorded, "{byte}: {answer}");
        let is_clean = |row: &String| {
            let cells: Vec<&str> = row.split('\t').collect();
            cells.len() == 8 && row.chars().all(|c| c == '\t' || (' '..='~').contains(&c))
        };
        assert!(rows.iter().all(is_clean), "{byte}: {rows:?}");
        let printable = (0x20..0x7f).contains(&byte);
        let is_plain = printable && !matches!(byte, b',' | b'"');
        for head in ["i", "c", "p", "n"] {
            let exact = format!("{head}{}1", char::from(byte));
            let is_there = |row: &String| row.split('\t').any(|cell| cell == exact);
            let found = rows.iter().any(is_there);
            assert_eq!(
                found,
                is_plain || byte == b'"',
                "{byte} in {exact:?}: {rows:?}"
            );
        }
        // Neither a library nor a time nor a kind has room for another byte, but a blank
        // is dropped at its end.
        if is_plain {
            let kinds = u64::from(byte == b' ');
            assert_eq!(recorded, 4 + kinds, "{byte}: {rows:?}");
        }
    }
}

#[test]
fn every_byte_in_every_field_of_every_form_is_answered() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1");
    for (page, fields) in PAGES {
        for byte in bytes() {
            let raw = [byte];
            let encoded = escaped(&raw);
            let values: Vec<String> = fields.iter().map(|f| format!("{f}=a{encoded}b")).collect();
            let body = values.join("&");
            let mut answers = vec![site.request("GET", &format!("{page}?{body}"), &[], b"")];
            if page != "index.php" && page != "listrecords.php" {
                answers.push(site.request("POST", page, &[FORM], body.as_bytes()));
                let unescaped = [b"textarea=a", &raw[..], b"&file[]=", &raw].concat();
                answers.push(site.request("POST", page, &[FORM], &unescaped));
            }
            for answer in answers {
                let status = answer.status;
                assert!(
                    matches!(status, 200 | 303 | 400 | 404 | 405 | 422),
                    "{page} {byte}: {answer:?}"
                );
            }
        }
    }
    assert_eq!(site.database.rows().len(), 1);
    assert_eq!(site.database.count("saved = 0"), 1);
    assert!(!site.log().contains("status=500"), "{}", site.log());
}

#[test]
fn random_forms_are_answered_and_record_nothing_that_breaks_a_rule() {
    let site = Site::start();
    let mut random = Random(1);
    for round in (0..1_000).step_by(Transport::tested().stride()) {
        let most = [1, 7][usize::from(round % 2 == 0)];
        let (page, fields) = *random.choose(&PAGES[..most]);
        let mut body = Vec::new();
        for _ in 0..random.below(4) {
            body.extend_from_slice(random.choose(fields).as_bytes());
            body.push(b'=');
            let value = some_bytes(&mut random);
            if random.below(2) == 0 {
                body.extend_from_slice(escaped(&value).as_bytes());
            } else {
                body.extend(value);
            }
            body.push(b'&');
        }
        let boundary = ("Content-Type", "multipart/form-data; boundary=x");
        let kind = if random.below(8) == 0 { boundary } else { FORM };
        let answer = site.request("POST", page, &[kind], &body);
        let text = String::from_utf8_lossy(&body).into_owned();
        let fine = matches!(answer.status, 200 | 303 | 400 | 404 | 409 | 415 | 422);
        assert!(fine, "round {round} {page} {text:?}: {answer:?}");
    }
    let wrong = "timestamp IS NULL OR `library` NOT IN ('MILLAR', 'AVS') OR item_barcode = '' \
                 OR return_or_loan NOT IN ('L', 'R') OR (return_or_loan = 'L' AND patron_barcode = '')";
    assert_eq!(site.database.count(wrong), 0);
    assert!(site.database.count("TRUE") > 0, "nothing was ever right");
    for failure in ["status=500", "panic"] {
        assert!(!site.log().contains(failure), "{}", site.log());
    }
}

#[test]
fn a_body_that_breaks_off_anywhere_or_is_followed_by_more_records_no_part_of_it() {
    let site = Site::start();
    let body = "textarea=MILLAR,20150827100001,R,1%0AMILLAR,20150827100002,R,2";
    let head = |length: usize| {
        format!(
            "POST /offline-circ/append.php HTTP/1.0\r\nHost: localhost\r\nContent-Type: {}\r\n\
             Content-Length: {length}\r\n\r\n",
            FORM.1
        )
    };
    for sent in 0..body.len() {
        let request = head(body.len()) + &body[..sent];
        let mut stream = http::connect(site.port());
        stream.write_all(request.as_bytes()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let answer = Answer::parse(&bytes);
        assert!(
            answer.is_none_or(|a| a.status == 400 || a.status == 500),
            "{sent}"
        );
    }
    assert_eq!(site.database.rows(), [""; 0]);
    // What comes after the declared length is none of the request's.
    let request = head(body.len()) + body + ",9%0AMILLAR,20150827100003,R,3";
    site.client().raw(request.as_bytes()).expect(303);
    assert_eq!(site.database.rows().len(), 2);
}

#[test]
fn more_lines_than_are_taken_at_once_come_back_and_take_no_more_memory_than_others() {
    let site = Site::start();
    let recorded = || site.database.rows().len();
    // As many as there may be, none of them right.
    let most = format!("textarea={}", "x%0A".repeat(200_000));
    let answer = site.request("POST", "append.php", &[FORM, JSON], most.as_bytes());
    let answer = answer.expect(200).json();
    assert_eq!(answer["rejected"].as_array().unwrap().len(), 200_000);
    let page = site.request("POST", "append.php", &[FORM], most.as_bytes());
    page.expect(422);
    // One right line after as many as the body can hold.
    let lines = "x\n".repeat(2_000_000) + "MILLAR,20150827100001,R,1";
    let body = format!("textarea={}", lines.replace('\n', "%0A"));
    let answer = site.request("POST", "append.php", &[FORM, JSON], body.as_bytes());
    answer.expect(413).shows("200,000 lines");
    let page = site.request("POST", "append.php", &[FORM], body.as_bytes());
    assert_eq!(page.expect(413).textarea(), lines);
    site.request(
        "POST",
        "import.php",
        &[FORM],
        format!("confirm=yes&{body}").as_bytes(),
    )
    .expect(413);
    let file = format!(
        "--x\r\nContent-Disposition: form-data; name=\"library\"\r\n\r\nMILLAR\r\n--x\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"a.dat\"\r\n\r\n{lines}\r\n--x--\r\n"
    );
    let upload = ("Content-Type", "multipart/form-data; boundary=x");
    site.request("POST", "import.php", &[upload], file.as_bytes())
        .expect(413);
    assert_eq!(recorded(), 0);
    for pid in site.workers() {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
        let peak = status.split("VmHWM:").nth(1).unwrap();
        let peak: usize = peak.split_whitespace().next().unwrap().parse().unwrap();
        println!("worker {pid}: {peak} kB at most");
        assert!(peak < 400_000, "{peak} kB");
    }
}
