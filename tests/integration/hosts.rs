//! A page is answered under the host's own names only: a stranger's name that leads here (DNS
//! rebinding) reads nothing and writes nothing.

use std::fs;
use std::process::Command;
use std::time::Duration;

use crate::harness::{Answer, Client, ROOT, Site, run, signal, wait};

/// Sends a request with these very lines of a head, and `body` as a form.
fn ask(site: &Site, line: &str, head: &[&str], body: &str) -> Answer {
    let length = format!("Content-Length: {}", body.len());
    let form = ["Content-Type: application/x-www-form-urlencoded", &length];
    let of_body = if body.is_empty() {
        &form[..0]
    } else {
        &form[..]
    };
    let end = ["Connection: close", "", body];
    let request = [&[line], head, of_body, &end[..]].concat().join("\r\n");
    site.client().raw(request.as_bytes())
}

fn get(site: &Site, host: &str) -> Answer {
    get_page(site, host, "listrecords.php")
}

fn get_page(site: &Site, host: &str, page: &str) -> Answer {
    let line = format!("GET /offline-circ/{page} HTTP/1.1");
    ask(site, &line, &[&format!("Host: {host}")], "")
}

fn post(site: &Site, host: &str, page: &str, body: &str) -> Answer {
    let line = format!("POST /offline-circ/{page} HTTP/1.1");
    // As the stranger's page sends it: for the browser it is the same site.
    let origin = format!("Origin: http://{host}");
    ask(site, &line, &[&format!("Host: {host}"), &origin], body)
}

/// A site whose Apache has names of every kind, in a file of its own too.
fn with_names() -> Site {
    let site = Site::prepare();
    site.write(
        "offline-circ.conf",
        format!(
            "Include \"{ROOT}/apache/offline-circ.conf\"\n\
             <VirtualHost *>\n  ServerName first.example.edu\n</VirtualHost>\n\
             <VirtualHost *>\n  ServerName https://Circ.Example.edu:443\n\
               ServerAlias desk.example.edu \"*.lib.example.edu\" \\\n    xn--bcherei-n2a.example\n\
             </VirtualHost>\nIncludeOptional more/*.conf\n"
        ),
    );
    let hosts = "hosts = [\"setting.example.edu\", \"*.branch.example.edu\"]";
    site.configure(&site.config().replace("hosts = [\"circ.test\"]", hosts));
    site.serve()
}

#[test]
fn under_a_strangers_name_nothing_is_read_or_written() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,L,31234000000001,,21234000000001,Ada");
    let [file] = &site.export("---")[..] else {
        panic!()
    };
    site.submit("MILLAR,20150827100002,R,31234000000002");
    let sheet = file.replace(".dat", ".csv");
    let pages = [
        "",
        "index.php",
        "listrecords.php",
        "listfiles.php",
        "clearold.php",
        "import.php",
        "lookup.php",
        "shapes.php",
        "desks.php",
        "lists.php",
        "status.php",
        "nothing.php",
        "error.php",
        &format!("returns.php?file={file}"),
        &format!("output/{file}"),
        &format!("output/{sheet}"),
    ];
    for page in pages {
        let own = get_page(&site, "127.0.0.1", page);
        assert!(matches!(own.status, 200 | 403 | 404), "{page}: {own:?}");
        let answer = get_page(&site, "rebound.evil.example", page).expect(421);
        for secret in ["3123", "2123", "Ada", "Technical", "MILLAR", "Offline Circ"] {
            assert!(!answer.text().contains(secret), "{page}: {answer:?}");
        }
        assert!(answer.text().contains("rebound.evil.example"), "{page}");
        assert_eq!(answer.header("Referrer-Policy"), "no-referrer");
    }
    for (page, body) in [
        (
            "append.php",
            "textarea=MILLAR,20150827100003,R,31234000000003",
        ),
        (
            "void.php",
            "textarea=MILLAR,20150827100002,R,31234000000002,,,",
        ),
        ("extract.php", "library=---"),
        ("deleteold.php", &format!("file[]={file}&confirm=yes")),
        ("uploaded.php", &format!("file={file}&uploaded=yes")),
        ("lookup.php", "text=31234000000001"),
        ("listrecords.php", "text=31234"),
        ("import.php", "x=1"),
        ("lists.php", "clear=items"),
    ] {
        let answer = post(&site, "rebound.evil.example", page, body).expect(421);
        assert!(!answer.text().contains("31234"), "{page}: {answer:?}");
    }
    assert_eq!(site.database.count("saved = 0"), 1);
    assert_eq!(site.output().len(), 2, "{:?}", site.output());
    // The same from a name of its own.
    let body = "textarea=MILLAR,20150827100003,R,31234000000003";
    post(&site, "circ.test", "append.php", body).expect(303);
    assert_eq!(site.database.count("saved = 0"), 2);
}

#[test]
fn every_kind_of_own_name_is_answered_and_its_like_is_not() {
    let site = with_names();
    let port = site.port();
    for own in [
        // Apache's names, its aliases, and the setting.
        "first.example.edu",
        "circ.example.edu",
        "CIRC.EXAMPLE.EDU",
        "circ.example.edu.",
        &format!("circ.example.edu:{port}"),
        "circ.example.edu:9",
        "desk.example.edu",
        "a.lib.example.edu",
        "xn--bcherei-n2a.example",
        "setting.example.edu",
        "a.b.branch.example.edu",
        // Without the domain, as a desk types it.
        "circ",
        "setting",
        // What nobody's DNS can turn to somebody else.
        "localhost",
        &format!("LOCALHOST:{port}"),
        "127.0.0.1",
        &format!("127.0.0.1:{port}"),
        "192.0.2.7",
        "[::1]",
        &format!("[::1]:{port}"),
        "[2001:db8::7]",
    ] {
        let answer = get(&site, own);
        assert_eq!(answer.status, 200, "{own}: {answer:?}");
    }
    for foreign in [
        "evil.example",
        "example.edu",
        "lib.example.edu",
        "branch.example.edu",
        "circ.example.edu.evil.example",
        "evilcirc.example.edu",
        "bcherei.example",
        "evil",
        "edu",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "[::1].evil.example",
        "::1",
        "",
    ] {
        let answer = get(&site, foreign);
        assert!(matches!(answer.status, 400 | 421), "{foreign}: {answer:?}");
    }
    // It is Apache that knows the machine's own name.
    let machine = run(Command::new("uname").arg("-n")).stdout;
    let machine = String::from_utf8(machine).unwrap();
    get(&site, machine.trim()).expect(200);
}

#[test]
fn what_a_client_may_make_up_beside_the_host_counts_for_nothing() {
    let site = Site::start();
    let status = |line: &str, head: &[&str]| ask(&site, line, head, "").status;
    let page = "/offline-circ/index.php";
    let line = format!("GET {page} HTTP/1.1");
    for header in [
        "X-Forwarded-Host: 127.0.0.1",
        "X-Forwarded-Server: 127.0.0.1",
        "X-Host: 127.0.0.1",
        "Forwarded: host=127.0.0.1",
        "Server-Name: evil.example",
        "Offline-Circ-Canonical-Name: On",
        "Offline_Circ_Https: https://evil.example",
    ] {
        assert_eq!(
            status(&line, &["Host: evil.example", header]),
            421,
            "{header}"
        );
    }
    assert_eq!(
        status(
            &line,
            &["Host: 127.0.0.1", "X-Forwarded-Host: evil.example"]
        ),
        200
    );
    // The address in the request's first line goes before the header.
    let absolute = |host: &str| format!("GET http://{host}{page} HTTP/1.1");
    assert_eq!(status(&absolute("127.0.0.1"), &["Host: evil.example"]), 200);
    assert_eq!(status(&absolute("evil.example"), &["Host: 127.0.0.1"]), 421);
    assert_eq!(
        status(&absolute("evil.example:80"), &["Host: 127.0.0.1"]),
        421
    );
    // No browser leaves it away, and a monitor may.
    assert_eq!(status(&format!("GET {page} HTTP/1.0"), &[]), 200);
    assert_eq!(
        status(&format!("GET {page} HTTP/1.0"), &["Host: evil.example"]),
        421
    );
    assert_eq!(status(&line, &[]), 400);
    // A header that the FastCGI layer cannot take does not hide the one that matters.
    let request = [
        format!("{line}\r\nA: ").as_bytes(),
        b"\xff\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    ]
    .concat();
    let answer = site.client().raw(&request);
    assert!(matches!(answer.status, 400 | 421), "{answer:?}");
}

#[test]
fn the_page_and_the_log_say_which_line_is_missing() {
    let site = Site::start();
    let page = get(&site, "Circ.Example.EDU:8080").expect(421);
    page.shows("<pre>hosts = [\"circ.example.edu\"]</pre>")
        .shows("/etc/offline-circ/config.toml")
        .shows("nothing was recorded");
    let json = ask(
        &site,
        "GET /offline-circ/listrecords.php HTTP/1.0",
        &["Host: circ.example.edu", "Accept: application/json"],
        "",
    );
    let sentence = json.expect(421).json()["error"].to_string();
    assert!(sentence.contains("hosts in config.toml"), "{sentence}");
    site.logs("status=421");
    let log = site.log();
    let line = log
        .lines()
        .find(|line| line.contains("status=421"))
        .unwrap();
    assert!(line.contains("asked for as"), "{line}");
    assert!(
        line.contains("set hosts = ['circ.example.edu'] in config.toml"),
        "{line}"
    );
    // What cannot be a name is shown as it is, and nobody is told to set it.
    if let answer @ Answer { status: 421, .. } = get(&site, "a\"<b>'&.example") {
        answer.hides("<b>").hides("hosts =");
    }
    let answer = get(&site, "evil_name--.example").expect(421);
    answer.hides("<b>");
}

#[test]
fn the_line_that_the_page_gives_works() {
    let site = Site::prepare();
    let config = site.config().replace("hosts = [\"circ.test\"]", "");
    site.configure(&format!("hosts = [\"circ.example.edu\"]\n{config}"));
    let site = site.serve();
    get(&site, "circ.example.edu").expect(200);
    get(&site, "circ.test").expect(421);
}

#[test]
fn a_name_that_is_added_to_apaches_configuration_is_known_without_more() {
    let site = with_names();
    get(&site, "later.example.edu").expect(421);
    fs::create_dir(site.path("more")).unwrap();
    site.write(
        "more/a.conf",
        "<VirtualHost *>\nServerAlias later.example.edu\nServerName x.example\n</VirtualHost>\n",
    );
    // As a reload does.
    assert!(signal(site.apache_pid(), "USR1"));
    // While it reloads, Apache may lose a request.
    let client = Client::with_patience(site.port(), Duration::from_secs(5));
    let host = [("Host", "later.example.edu")];
    wait("the new name", || {
        let answer = client.send("GET", "listrecords.php", &host, b"").ok()?;
        (answer.status == 200).then_some(())
    });
    get(&site, "last.example.edu").expect(421);
}

#[test]
fn static_files_hold_no_record_and_come_under_any_name() {
    let site = Site::start();
    for file in ["styles/components.css", "scripts/sw.js", "unavailable.html"] {
        let answer = get_page(&site, "evil.example", file).expect(200);
        assert_eq!(answer.header("Referrer-Policy"), "no-referrer", "{file}");
    }
}

#[test]
fn the_folder_without_its_slash_leads_on_under_the_name_that_was_asked() {
    let site = with_names();
    let line = "GET /offline-circ HTTP/1.1";
    let answer = ask(&site, line, &["Host: desk.example.edu"], "").expect(302);
    let to = answer.header("Location");
    assert!(to.ends_with("://desk.example.edu/offline-circ/"), "{to}");
}

/// The lines about names of `offline-circ check`.
fn checked(site: &Site) -> Vec<String> {
    let mut check = Command::new(site.program());
    // As who runs this: Apache's user need not be allowed to read the folder of a test.
    let own = run(Command::new("id").arg("-un")).stdout;
    check.args(["check", "--user", String::from_utf8(own).unwrap().trim()]);
    check.env("OFFLINE_CIRC_CONFIG", site.path("config.toml"));
    check.env("OFFLINE_CIRC_APACHE", site.path("httpd.conf"));
    check.env("OFFLINE_CIRC_LOGS", site.path("log"));
    let text = String::from_utf8(check.output().expect("the program starts").stdout).unwrap();
    let lines = text.lines().filter(|line| line[9..].starts_with("hosts "));
    lines.map(str::to_owned).collect()
}

#[test]
fn check_shows_the_names_in_force_and_warns_before_a_desk_is_refused() {
    let site = with_names();
    let [line] = &checked(&site)[..] else {
        panic!()
    };
    assert!(line.starts_with("ok "), "{line}");
    for name in [
        "setting.example.edu",
        "*.branch.example.edu",
        "first.example.edu",
        "circ.example.edu",
        "*.lib.example.edu",
        "localhost",
        "every address",
    ] {
        assert!(line.contains(name), "{name}: {line}");
    }
    // An alias that is everybody's does not count, and is said.
    fs::create_dir(site.path("more")).unwrap();
    site.write(
        "more/a.conf",
        "<VirtualHost *>\nServerName w.example\nServerAlias *\n</VirtualHost>\n",
    );
    let lines = checked(&site);
    assert!(
        lines[0].starts_with("warning ") && lines[0].contains("ServerAlias *"),
        "{lines:?}"
    );
    // Nothing but the machine's short name: desks probably use another one.
    site.configure(&site.config().replace("hosts = [\"circ.test\"]", ""));
    site.write("httpd.conf", "ServerName 127.0.0.1\n");
    let lines = checked(&site);
    let machine = fs::read_to_string("/etc/hostname").unwrap_or_default();
    if !machine.contains('.') && !lines[0].starts_with("ok ") {
        assert!(
            lines[0].contains("add hosts = [\"circ.example.edu\"]"),
            "{lines:?}"
        );
    }
}

#[test]
fn check_warns_of_the_names_that_desks_have_used_with_the_php() {
    let site = with_names();
    let line = |host: &str| {
        format!(
            "10.0.0.7 - - [27/Aug/2015:10:00:01 +0000] \"GET /offline-circ/styles/a.css HTTP/1.1\" 200 1 \
             \"http://{host}/offline-circ/index.php\" \"x\"\n"
        )
    };
    let used = [
        "10.0.0.1",
        "desk.example.edu",
        "setting",
        "Old-Name.example.edu:8080",
    ];
    site.write("log/access.log.1", used.map(line).concat());
    let lines = checked(&site);
    let warnings: Vec<&String> = lines
        .iter()
        .filter(|line| line.starts_with("warning"))
        .collect();
    assert_eq!(warnings.len(), 1, "{lines:?}");
    assert!(
        warnings[0].contains("desks have used this name"),
        "{lines:?}"
    );
    assert!(
        warnings[0].contains("add hosts = [\"old-name.example.edu\"]"),
        "{lines:?}"
    );
}
