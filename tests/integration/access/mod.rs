//! Who may use which page, with each block of the shipped configuration switched on as it
//! says: by taking the `#` from its `Define`.

mod ldap;

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::harness::site::FORM;
use crate::harness::{Answer, Port, ROOT, Site, load_module, run, stack};

const LINE: &str = "MILLAR,20150827100001,L,1,,9,";
/// What HTTP has for nobody, `staff` with the password `scan`, and `boss` with `lead`.
const NOBODY: &str = "";
const STAFF: &str = "Authorization: Basic c3RhZmY6c2Nhbg==\r\n";
const BOSS: &str = "Authorization: Basic Ym9zczpsZWFk\r\n";
const WRONG: &str = "Authorization: Basic Ym9zczpzY2Fu\r\n";

const SUPERVISORS: [&str; 43] = [
    "GET listrecords.php",
    "GET listfiles.php",
    "GET clearold.php",
    "GET lookup.php",
    "GET import.php",
    "GET returns.php",
    "POST extract.php",
    "POST deleteold.php",
    "POST uploaded.php",
    "POST lookup.php",
    "POST import.php",
    "HEAD listrecords.php",
    "POST listrecords.php",
    "OPTIONS listrecords.php",
    "PUT listrecords.php",
    "GET listrecords.php?x=index.php",
    "GET listrecords.php/",
    "GET listrecords.php/x",
    "GET listrecords.php/index.php",
    "GET listrecords.php/styles/components.css",
    "GET index.php/listrecords.php",
    "GET append.php/listrecords.php",
    "GET LISTRECORDS.PHP",
    "GET %6cistrecords.php",
    "GET listrecords%2ephp",
    "GET /listrecords.php",
    "GET //listrecords.php",
    "GET ./listrecords.php",
    "GET %2e/listrecords.php",
    "GET styles/../listrecords.php",
    "GET styles/%2e%2e/listrecords.php",
    "GET styles/..//listrecords.php",
    "GET index.php/../listrecords.php",
    "GET desks.php",
    "POST desks.php",
    "GET lists.php",
    "POST lists.php",
    "GET heartbeat.php/desks.php",
    "GET output/X.dat",
    "GET output//X.dat",
    "GET /output/X.dat",
    "GET styles/../output/X.dat",
    "GET output/X.csv",
];
const STAFFS: [&str; 11] = [
    "GET ",
    "GET index.php?library=AVS",
    "GET styles/components.css",
    "GET scripts/sw.js",
    "GET scripts/index.js",
    "POST append.php",
    "POST void.php",
    "GET shapes.php",
    "POST heartbeat.php",
    "GET practice.php",
    "GET unavailable.html",
];

/// A site whose copy of the shipped configuration has these lines switched on.
fn with(modules: &[&str], switches: &[(&str, &str)]) -> Site {
    let site = Site::prepare();
    let shipped = Path::new(ROOT).join("apache/offline-circ.conf");
    let mut conf = fs::read_to_string(shipped).expect("the shipped file");
    for (name, value) in switches {
        let start = conf.find(&format!("\n#Define {name}")).expect(name);
        let end = start + 1 + conf[start + 1..].find('\n').expect("a line");
        let value = value.replace("DIR", &site.path("").display().to_string());
        conf.replace_range(start..end, format!("\nDefine {name} {value}").trim_end());
    }
    site.write("offline-circ.conf", conf);
    let modules: Vec<String> = modules.iter().map(|name| load_module(name)).collect();
    site.write("before.conf", modules.concat());
    site.write("output/X.dat", "secret");
    site.write("output/X.csv", "secret");
    site
}

const BASIC: [&str; 4] = ["auth_basic", "authn_file", "authz_user", "authz_groupfile"];
const FILES: [(&str, &str); 2] = [
    ("OFFLINE_CIRC_PASSWORDS", "DIR/passwords"),
    ("OFFLINE_CIRC_GROUPS", "DIR/groups"),
];

fn with_files(more: &[(&str, &str)]) -> Site {
    let site = with(&BASIC, &[&FILES, more].concat());
    let hash = |password| run(Command::new("openssl").args(["passwd", "-apr1", password])).stdout;
    let hashes = [hash("scan"), hash("lead")].map(|h| String::from_utf8(h).expect("text"));
    let passwords = format!("staff:{}boss:{}", hashes[0], hashes[1]);
    site.write("passwords", passwords);
    site.write("groups", "supervisors: boss\n");
    site
}

/// The answer to `METHOD PATH`, sent as it is.
fn ask(site: &Site, line: &str, header: &str) -> Answer {
    let (method, path) = line.split_once(' ').expect("a method and a path");
    let (body, length) = if method == "POST" {
        ("textarea=", 9)
    } else {
        ("", 0)
    };
    site.client().raw(
        format!(
            "{method} /offline-circ/{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\
             {header}\r\n{body}"
        )
        .as_bytes(),
    )
}

#[track_caller]
fn supervisors_alone(site: &Site) {
    for line in SUPERVISORS {
        for who in [NOBODY, STAFF, WRONG] {
            let answer = ask(site, line, who);
            assert_eq!(answer.status, 401, "{line} {who}");
            assert!(!answer.header("WWW-Authenticate").is_empty(), "{line}");
            assert!(
                !answer.body.windows(6).any(|six| six == b"secret"),
                "{line}"
            );
        }
        let status = ask(site, line, BOSS).status;
        assert!(![401, 403, 500].contains(&status), "{line}: {status}");
    }
    ask(site, "GET listrecords.php", NOBODY).shows("Please Log In");
    for path in ["GET output/", "GET output", "GET output/.X.dat"] {
        assert_eq!(ask(site, path, BOSS).status, 403, "{path}");
    }
    let absolute = "GET http://localhost/offline-circ/listrecords.php HTTP/1.0\r\n\r\n";
    site.client().raw(absolute.as_bytes()).expect(401);
}

#[test]
fn with_a_password_file_only_supervisors_reach_what_is_not_scanning() {
    let site = with_files(&[]).serve();
    supervisors_alone(&site);
    for line in STAFFS {
        let status = ask(&site, line, NOBODY).status;
        assert!(![401, 403, 404, 500].contains(&status), "{line}: {status}");
    }
    site.submit(LINE);
    site.post_json("void.php", &[("textarea", LINE)])
        .expect(200);
    ask(&site, "GET error.php", NOBODY).expect(401);
    site.submit(LINE);
    let extract = "library=---";
    let answer = site.request(
        "POST",
        "extract.php",
        &[FORM, ("Authorization", "Basic Ym9zczpsZWFk")],
        extract.as_bytes(),
    );
    answer.expect(200);
    assert!(site.log().contains("user=\"boss\""), "{}", site.log());
}

#[test]
fn other_addresses_can_be_let_in_instead() {
    let addresses = "\"203.0.113.0/24 2001:db8::/32\"";
    let site = with(&[], &[("OFFLINE_CIRC_ADDRESSES", addresses)]);
    let from_header = "RemoteIPHeader X-From\nRemoteIPInternalProxy 127.0.0.1\n";
    site.write("before.conf", load_module("remoteip") + from_header);
    let site = site.serve();
    for (address, status) in [
        ("203.0.113.9", 200),
        ("2001:db8::1", 200),
        ("10.1.2.3", 403),
    ] {
        let header = format!("X-From: {address}\r\n");
        ask(&site, "GET listrecords.php", &header).expect(status);
    }
}

#[test]
fn staff_can_be_made_to_log_in_too() {
    let site = with_files(&[("OFFLINE_CIRC_STAFF_LOGIN", "")]).serve();
    supervisors_alone(&site);
    for line in STAFFS {
        for who in [NOBODY, WRONG] {
            assert_eq!(ask(&site, line, who).status, 401, "{line}");
        }
        let status = ask(&site, line, STAFF).status;
        assert!(![401, 403, 404, 500].contains(&status), "{line}: {status}");
    }
}

#[test]
fn a_login_does_not_replace_the_address() {
    for switches in [&[][..], &[("OFFLINE_CIRC_STAFF_LOGIN", "")]] {
        let site = with_files(switches);
        let conf = fs::read_to_string(site.path("offline-circ.conf")).expect("the copy");
        site.write("offline-circ.conf", conf.replace("Require local\n", ""));
        let site = site.serve();
        for line in SUPERVISORS.iter().chain(&STAFFS) {
            assert_eq!(ask(&site, line, BOSS).status, 403, "{line}");
        }
    }
}

#[test]
fn a_missing_file_lets_nobody_in_and_half_a_block_does_not_start() {
    for missing in ["passwords", "groups"] {
        let site = with_files(&[]);
        fs::remove_file(site.path(missing)).expect("it was there");
        let site = site.serve();
        let status = ask(&site, "GET listrecords.php", BOSS).status;
        assert!([401, 403, 500].contains(&status), "{missing}: {status}");
    }
    refuses(&with(&BASIC, &FILES[..1]), "needs OFFLINE_CIRC_GROUPS");
    refuses(&with(&BASIC, &FILES[1..]), "needs OFFLINE_CIRC_PASSWORDS");
    refuses(
        &with(&BASIC, &[("OFFLINE_CIRC_STAFF_LOGIN", "")]),
        "STAFF_LOGIN needs",
    );
    for (i, module) in BASIC.iter().enumerate() {
        let others = [&BASIC[..i], &BASIC[i + 1..]].concat();
        refuses(&with(&others, &FILES), &format!("needs mod_{module}"));
    }
    refuses(
        &with(&[], &[("OFFLINE_CIRC_HTTPS", "https://x")]),
        "needs mod_ssl",
    );
}

#[track_caller]
fn refuses(site: &Site, why: &str) {
    run(stack("httpd-conf", site.folder.path()).arg("1"));
    let output = stack("httpd", site.folder.path()).output();
    let output = output.expect("Apache can be asked");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && text.contains(why), "{text}");
}

#[test]
fn https_only_leads_there_before_any_password_is_asked_for() {
    let switches = [
        ("OFFLINE_CIRC_HTTPS", "https://localhost:PORT"),
        ("OFFLINE_CIRC_STAFF_LOGIN", ""),
    ];
    let site = with_files(&switches);
    let modules = [&BASIC[..], &["ssl"]].concat();
    let modules: Vec<String> = modules.iter().map(|name| load_module(name)).collect();
    site.write("before.conf", modules.concat());
    let (key, cert) = (site.path("key.pem"), site.path("cert.pem"));
    run(Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=localhost",
        ])
        .args(["-addext", "subjectAltName=DNS:localhost", "-keyout"])
        .arg(&key)
        .arg("-out")
        .arg(&cert));
    let port = Port::reserve();
    let conf = fs::read_to_string(site.path("offline-circ.conf")).expect("the copy");
    site.write(
        "offline-circ.conf",
        conf.replace("PORT\n", &format!("{port}\n")),
    );
    site.write(
        "after.conf",
        format!(
            "Listen 127.0.0.1:{port}\n<VirtualHost 127.0.0.1:{port}>\nSSLEngine on\n\
             SSLCertificateFile {}\nSSLCertificateKeyFile {}\n</VirtualHost>\n",
            cert.display(),
            key.display()
        ),
    );
    let site = site.serve();
    for who in [NOBODY, BOSS] {
        for path in [
            "",
            "listrecords.php",
            "index.php?library=AVS",
            "index.php?library=A%20B&x=%25%0d%0a",
        ] {
            let plain = ask(&site, &format!("GET {path}"), who).expect(302);
            let target = format!("https://localhost:{port}/offline-circ/{path}");
            assert_eq!(plain.header("Location"), target);
            assert_eq!(plain.header("Strict-Transport-Security"), "");
            assert_eq!(plain.header("WWW-Authenticate"), "");
        }
        ask(&site, "GET output/X.dat", who)
            .expect(302)
            .hides("secret");
    }
    for (login, status) in [("boss:lead", 200), ("staff:scan", 401)] {
        let output = run(Command::new("curl")
            .args(["-si", "--user", login, "--cacert"])
            .arg(&cert)
            .arg(format!(
                "https://localhost:{port}/offline-circ/listrecords.php"
            )));
        let answer = Answer::parse(&output.stdout)
            .expect("an answer")
            .expect(status);
        // It binds every other site of this name too.
        assert_eq!(answer.header("Strict-Transport-Security"), "max-age=86400");
    }
}
