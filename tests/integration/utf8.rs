//! Requests that are not UTF-8. The FastCGI layer loses parameters after one that is not,
//! so what is lost must never look like something that was not asked or not forbidden.

use crate::harness::Site;
use crate::harness::site::{FORM, JSON};

#[test]
fn a_header_that_is_not_utf8_never_leads_to_a_wrong_action() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1");
    let raw = |line: &str, headers: &[(&str, &[u8])], body: &str| {
        let mut request = format!("{line} HTTP/1.0\r\nHost: localhost\r\n").into_bytes();
        for (name, value) in headers {
            request.extend_from_slice(name.as_bytes());
            request.extend_from_slice(b": ");
            request.extend_from_slice(value);
            request.extend_from_slice(b"\r\n");
        }
        request
            .extend_from_slice(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
        site.client().raw(&request)
    };
    let form = ("Content-Type", FORM.1.as_bytes());
    let names = [
        "Accept",
        "Accept-Language",
        "Cookie",
        "User-Agent",
        "Referer",
        "Origin",
        "Sec-Fetch-Site",
        "Authorization",
        "If-None-Match",
        "A",
        "X-Forwarded-For",
        "Zz",
        "Proxy",
        "Content-Language",
        "Via",
    ];
    for name in names {
        for value in [&b"\xff"[..], b"caf\xe9", b"\xc3\x28 x"] {
            let bad = (name, value);
            let seen = raw("GET /offline-circ/listrecords.php", &[bad], "");
            assert!(matches!(seen.status, 200 | 400), "{name}: {seen:?}");
            if seen.status == 200 {
                seen.shows("Current Unsaved Data");
            }
            // Lost parameters must not look like a request that nobody forbids.
            for order in [
                [bad, ("Sec-Fetch-Site", b"cross-site")],
                [("Sec-Fetch-Site", b"cross-site"), bad],
            ] {
                let headers = [&[form][..], &order].concat();
                let answer = raw("POST /offline-circ/extract.php", &headers, "library=---");
                assert!(matches!(answer.status, 400 | 403), "{name}: {answer:?}");
            }
            let answer = raw("POST /offline-circ/append.php", &[form, bad], "textarea=");
            assert!(
                matches!(answer.status, 303 | 400 | 403),
                "{name}: {answer:?}"
            );
        }
    }
    assert_eq!(site.database.count("saved = 0"), 1);
    assert!(site.output().is_empty());
    // Those that browsers do send work.
    for name in ["Cookie", "User-Agent", "Referer"] {
        let headers = [form, (name, &b"caf\xe9"[..])];
        raw("POST /offline-circ/append.php", &headers, "textarea=").expect(303);
    }
}

#[test]
fn a_url_or_body_that_is_not_utf8_never_leads_to_a_wrong_action() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1");
    let raw = |bytes: &[u8]| site.client().raw(bytes);
    for path in [
        &b"index.php?x=\xff"[..],
        b"index.php?x=%FF",
        b"\xff.php",
        b"%FF.php",
        b"index.php%FF",
        b"extract.php?%FF",
    ] {
        let mut request = b"GET /offline-circ/".to_vec();
        request.extend_from_slice(path);
        request.extend_from_slice(b" HTTP/1.0\r\nHost: localhost\r\n\r\n");
        let answer = raw(&request);
        assert!(
            matches!(answer.status, 200 | 303 | 400 | 404),
            "{path:?}: {answer:?}"
        );
    }
    for path in [
        "extract%FF.php",
        "extract.php?%FF",
        "extract.php%FF",
        "%FF/extract.php",
    ] {
        let body = "library=%FF";
        let head = format!(
            "POST /offline-circ/{path} HTTP/1.0\r\nHost: localhost\r\nContent-Type: {}\r\n",
            FORM.1
        );
        let answer = raw(format!("{head}Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
        assert!(matches!(answer.status, 400 | 404), "{path}: {answer:?}");
    }
    assert_eq!(site.database.count("saved = 0"), 1);
    // In a scan it is a reason.
    for body in [
        &b"textarea=MILLAR,20150827100001,R,1%FF"[..],
        b"textarea=MILLAR,20150827100001,R,1\xff",
    ] {
        let answer = site
            .request("POST", "append.php", &[FORM, JSON], body)
            .expect(200)
            .json();
        assert_eq!(answer["rejected"][0]["field"], "item_barcode", "{answer}");
    }
    assert_eq!(site.database.rows().len(), 1);
}
