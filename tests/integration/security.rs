//! What nobody may do, and what no scan may do to a page.

use std::path::Path;

use crate::harness::site::{FORM, JSON};
use crate::harness::{Answer, ROOT, Site, load_module};

const NASTY: [&str; 5] = [
    "<script>alert(1)</script>",
    "\"><img src=x>",
    "a&amp;b&c",
    "{{ 773 * 773 }}{% raw %}",
    "</textarea><b>'",
];

#[test]
fn what_was_scanned_is_escaped_on_every_page() {
    let site = Site::prepare();
    let config = site.config().replace("Millar Library", "M<i>\\\"&{{ 1 }}");
    site.configure(&config.replace("Technical Support", "T<u>&{{ 2 }}"));
    let site = site.serve();
    for (i, text) in NASTY.iter().enumerate() {
        let quoted = format!("\"{}\"", text.replace('"', "\"\""));
        site.submit(&format!(
            "MILLAR,2015082710000{i},L,{quoted},{quoted},{quoted},{quoted}"
        ));
    }
    // What only somebody else can have put into the table.
    site.database
        .insert_as_php(["<i>x", "20150827100009", "R", "9", "", "", ""].map(Some));
    let wrong = NASTY.map(|text| format!("MILLAR,x,L,{text},,,")).join("\n");
    let rejected = site.post("append.php", &[("textarea", &wrong)]).expect(422);
    assert_eq!(rejected.textarea(), wrong);
    let pages = [
        site.get("listrecords.php"),
        rejected,
        site.get("index.php?recorded=1&already_recorded=1&at=%3Cb%3E12:34"),
        site.get("index.php?recorded=%3Cb%3E&already_recorded=1&at=12:34:56"),
        site.get("nothing%3Cb%3E.php"),
        site.post("extract.php", &[("library", "<script>")]),
        site.post("deleteold.php", &[("file[]", "<script>")]),
        site.post("extract.php", &[("library", "---"), ("per_library", "on")]),
        site.get("listfiles.php"),
        site.get("clearold.php"),
        site.post("deleteold.php", &[("older_than", "<script>")]),
        site.post("deleteold.php", &[("older_than", "0")]),
        site.get("returns.php?file=%3Ci%3Ex"),
        site.get("index.php"),
    ];
    for page in pages {
        let text = page.text();
        for bad in [
            "<script>",
            "<img src=x",
            "<b>",
            "<i>",
            "<u>",
            "597529",
            "alert(1)</script>",
        ] {
            assert!(!text.contains(bad), "{bad}: {text}");
        }
        assert!(text.contains("T&lt;u&gt;&amp;{{ 2 }}"), "{text}");
    }
}

#[test]
fn every_answer_of_the_program_carries_the_protective_headers() {
    let site = Site::start();
    let answers = [
        site.get(""),
        site.get("listrecords.php"),
        site.get("append.php"),
        site.get("nothing.php"),
        site.post("extract.php", &[]),
        site.post("append.php", &[("textarea", "x")]),
        site.post_json("append.php", &[("textarea", "x")]),
        site.request("PUT", "append.php", &[], b""),
        site.get("output/"),
    ];
    for answer in answers {
        let policy = answer.header("Content-Security-Policy");
        assert!(policy.starts_with("default-src 'none'"), "{answer:?}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"));
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"));
        assert_eq!(answer.header("X-Content-Type-Options"), "nosniff");
        assert_eq!(answer.header("X-Frame-Options"), "DENY");
        assert_eq!(answer.header("Cache-Control"), "no-store");
        assert_eq!(answer.header("Referrer-Policy"), "no-referrer");
        let text = String::from_utf8_lossy(&answer.body);
        for inline in [
            "<script>",
            "<style",
            " style=",
            " onclick=",
            " onload=",
            "javascript:",
        ] {
            assert!(!text.contains(inline), "{inline} in {text}");
        }
    }
}

#[test]
fn a_post_that_another_site_caused_is_refused() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1");
    let origin = format!("http://127.0.0.1:{}", site.port());
    let post = |page: &str, body: &str, headers: &[(&str, &str)]| -> Answer {
        let headers = [&[FORM], headers].concat();
        site.request("POST", page, &headers, body.as_bytes())
    };
    let append = "textarea=MILLAR,20150827100002,R,2";
    for headers in [
        &[("Sec-Fetch-Site", "cross-site")][..],
        &[("Sec-Fetch-Site", "same-site")],
        &[("Sec-Fetch-Site", "cross-site"), ("Origin", &origin)],
        &[("Origin", "https://evil.example")],
        &[("Origin", "null")],
        &[("Origin", "http://127.0.0.1")],
        &[("Origin", "http://127.0.0.1:1")],
    ] {
        for (page, body) in [
            ("append.php", append),
            ("extract.php", "library=---"),
            ("deleteold.php", "file[]=x&confirm=yes"),
        ] {
            let answer = post(page, body, headers).expect(403);
            answer
                .shows("<h1>Offline Circulation - ")
                .shows("another site")
                .hides("evil.example");
            let headers = [headers, &[JSON]].concat();
            assert!(post(page, body, &headers).expect(403).json()["error"].is_string());
        }
    }
    assert_eq!(site.database.rows().len(), 1);
    assert!(site.output().is_empty());
    assert!(site.log().contains("evil.example"), "{}", site.log());
    for headers in [
        &[
            ("Sec-Fetch-Site", "same-origin"),
            ("Origin", origin.as_str()),
        ][..],
        &[("Sec-Fetch-Site", "none")],
        &[("Origin", &origin)],
        &[],
    ] {
        post("append.php", append, headers).expect(303);
    }
    assert_eq!(site.database.rows().len(), 2);
    // A link from elsewhere may open a page.
    site.request("GET", "index.php", &[("Sec-Fetch-Site", "cross-site")], b"")
        .expect(200);
}

#[test]
fn no_answer_lets_a_browser_tell_where_a_person_comes_from() {
    let site = Site::start();
    for path in [
        "",
        "styles/components.css",
        "scripts/index.js",
        "unavailable.html",
        "styles/nothing.css",
        "output/nothing.dat",
        "nothing/at/all",
    ] {
        let answer = site.get(path);
        let policies = answer.headers.iter();
        let policies = policies.filter(|(name, _)| name.eq_ignore_ascii_case("Referrer-Policy"));
        let policies: Vec<&str> = policies.map(|(_, value)| value.as_str()).collect();
        assert_eq!(policies, ["no-referrer"], "{path}: {answer:?}");
    }
}

#[test]
fn a_form_of_ours_is_known_by_its_mark_where_the_browser_does_not_say_whose_it_is() {
    let site = Site::start();
    site.database.add_lists();
    let page = site.get("index.php");
    let mark = page.text().split("name=\"mark\" value=\"").nth(1).unwrap();
    let mark = mark.split('"').next().unwrap();
    let post = |mark: &str, origin: &str| {
        let fields = [("textarea", "MILLAR,20150827100002,R,2"), ("mark", mark)];
        let headers = [FORM, ("Origin", origin)];
        let body = crate::harness::site::encode(&fields);
        site.request("POST", "append.php", &headers, body.as_bytes())
            .status
    };
    assert_eq!(post(mark, "null"), 303);
    assert_eq!(post("", "null"), 403);
    assert_eq!(post(&mark[1..], "null"), 403);
    assert_eq!(post(mark, "https://evil.example"), 403);
    // Every form that posts has it.
    site.submit("MILLAR,20150827100001,R,1");
    let file = site.export("---").remove(0);
    site.submit("MILLAR,20150827100003,R,3\nMILLAR,20150827100003,L,4,,5");
    for page in [
        site.get(""),
        site.get("listrecords.php"),
        site.get("listfiles.php"),
        site.get("clearold.php"),
        site.get("import.php"),
        site.get("lists.php"),
        site.get("lookup.php"),
        site.post("lookup.php", &[("text", "Item not found. Barcode: 1")]),
        site.post("append.php", &[("textarea", "x")]),
        site.post("deleteold.php", &[("file[]", &file)]),
    ] {
        let forms: Vec<&str> = page.text().split("<form ").skip(1).collect();
        assert!(!forms.is_empty());
        for form in forms {
            let posts = form.split('>').next().unwrap().contains("method=\"post\"");
            assert!(
                posts && form.contains(&format!("name=\"mark\" value=\"{mark}\"")),
                "{form}"
            );
        }
    }
}

#[test]
fn in_a_virtual_host_the_addresses_hold_after_what_it_grants() {
    let site = Site::prepare();
    site.write(
        "before.conf",
        load_module("remoteip") + "RemoteIPHeader X-From\nRemoteIPInternalProxy 127.0.0.1\n",
    );
    let shipped = Path::new(ROOT).join("apache/offline-circ.conf");
    let granted = "<Location \"/\">\nRequire all granted\n</Location>";
    site.write(
        "offline-circ.conf",
        format!(
            "<VirtualHost *>\n{granted}\nInclude \"{}\"\n</VirtualHost>\n",
            shipped.display()
        ),
    );
    let site = site.serve();
    for path in ["", "listrecords.php", "styles/components.css"] {
        let from = |address| {
            site.request("GET", path, &[("X-From", address)], b"")
                .status
        };
        assert_eq!(from("10.1.2.3"), 200, "{path}");
        assert_eq!(from("203.0.113.9"), 403, "{path}");
    }
}

#[test]
fn a_client_from_outside_gets_nothing_but_the_refusal() {
    let site = Site::prepare();
    // Lets a header say where a client is, as behind a proxy.
    let settings = "RemoteIPHeader X-From\nRemoteIPInternalProxy 127.0.0.1\n";
    site.write("before.conf", load_module("remoteip") + settings);
    let site = site.serve();
    site.write("output/MILLAR_2020-01-01_000000.dat", "patrons");
    site.submit("MILLAR,20150827100001,R,1");
    let from = |address: &str, method: &str, path: &str, body: &[u8]| {
        site.request(method, path, &[FORM, ("X-From", address)], body)
    };
    let paths = [
        "",
        "index.php",
        "listrecords.php",
        "listfiles.php",
        "styles/components.css",
        "scripts/index.js",
        "output/MILLAR_2020-01-01_000000.dat",
    ];
    for path in paths {
        for inside in [
            "10.1.2.3",
            "172.31.0.1",
            "192.168.255.1",
            "127.0.0.1",
            "fd00::1",
        ] {
            assert_eq!(
                from(inside, "GET", path, b"").status,
                200,
                "{inside} {path}"
            );
        }
        for outside in ["203.0.113.9", "172.32.0.1", "11.0.0.1", "2001:db8::1"] {
            let answer = from(outside, "GET", path, b"").expect(403);
            answer
                .hides("patrons")
                .hides("Check Out")
                .hides("MILLAR")
                .hides("{");
        }
    }
    for (path, body) in [
        ("append.php", &b"textarea=MILLAR,20150827100002,R,2"[..]),
        ("extract.php", b"library=---"),
        (
            "deleteold.php",
            b"file[]=MILLAR_2020-01-01_000000.dat&confirm=yes",
        ),
        ("error.php", b"x"),
        ("index.php/x", b"x"),
        ("output/", b"x"),
        ("nothing", b"x"),
        ("/append.php", b"textarea=MILLAR,20150827100002,R,2"),
        ("./append.php", b"textarea=MILLAR,20150827100002,R,2"),
        ("%61ppend.php", b"textarea=MILLAR,20150827100002,R,2"),
    ] {
        assert_eq!(
            from("203.0.113.9", "POST", path, body).status,
            403,
            "{path}"
        );
    }
    assert_eq!(site.database.count("saved = 0"), 1);
    assert_eq!(site.output(), ["MILLAR_2020-01-01_000000.dat"]);
}
