//! What a desk says about itself, to heartbeat.php, and what is kept of it.

use super::*;

#[test]
fn what_a_desk_says_is_kept_for_nobody_else_to_read() {
    let site = Site::start();
    site.hears(
        ONE,
        &[
            ("desk", " Circ\u{0}\r\n 1 <b>&\"'\u{202e}"),
            ("waiting", "2"),
            ("age", "90"),
        ],
    );
    let folder = fs::metadata(site.path("output/desks")).unwrap();
    assert_eq!(folder.mode() & 0o7777, 0o700);
    let file = site.desk_file(ONE);
    assert_eq!(fs::metadata(&file).unwrap().mode() & 0o7777, 0o600);
    let kept = fs::read_to_string(&file).unwrap();
    assert!(kept.contains("\"name\":\"Circ 1 <b>&\\\"'\""), "{kept}");
    assert!(!kept.contains("127.0.0.1"), "{kept}");
    let page = site.list();
    let page = page
        .shows("<strong>Circ 1 &lt;b&gt;&amp;&quot;")
        .hides("<b>");
    says(&page, "still holds 2 scans, the oldest from @", 90);
    site.get("desks.php").expect(200).hides("<b>");
    // By no address is the file to be had.
    for path in [
        "output/desks",
        "output/desks/",
        "output/desks/workstation00001.json",
        "output//desks/workstation00001.json",
        "output/./desks/workstation00001.json",
        "output/desks%2fworkstation00001.json",
        "output/desks/workstation00001.dat",
        "output/x.dat/../desks/workstation00001.json",
        "desks/workstation00001.json",
        "desks/",
        "htdocs/../output/desks/workstation00001.json",
        "styles/../output/desks/workstation00001.json",
        "styles/..%2foutput/desks/workstation00001.json",
    ] {
        let request = format!(
            "GET /offline-circ/{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        );
        let answer = site.client().raw(request.as_bytes());
        assert!(
            [400, 403, 404].contains(&answer.status),
            "{path}: {}",
            answer.status
        );
        assert!(
            !String::from_utf8_lossy(&answer.body).contains("waiting"),
            "{path}"
        );
    }
}

#[test]
fn what_is_no_heartbeat_is_refused_and_leaves_nothing() {
    let site = Site::start();
    for workstation in [
        "",
        "x",
        "../../../../etc/x",
        "..%2f..%2f..%2f..",
        "workstation0000/",
        "workstation0000.",
        "WORKSTATION00001",
        "workstation000011",
        "workstation0000\u{0}",
    ] {
        let answer = site.heartbeat(workstation, &[]).expect(400);
        assert!(answer.json()["error"].is_string(), "{workstation}");
    }
    for (field, value) in [
        ("tab", "<script>"),
        ("waiting", "-1"),
        ("waiting", "99999999999999999999999999"),
        ("held", "1e3"),
        ("age", "yesterday"),
        ("now", ""),
        ("now", "170000000000000000000"),
        ("offline", "perhaps"),
        ("storage", "<b>"),
        ("practice", "-5"),
        ("version", ""),
    ] {
        site.heartbeat(ONE, &[(field, value)]).expect(400);
    }
    assert!(!site.path("output/desks").exists());
    assert!(!site.log().contains("offline-circ: "), "{}", site.log());
    // A name that is too long is cut.
    site.hears(
        ONE,
        &[("desk", &"é".repeat(5000)), ("version", &"9".repeat(500))],
    );
    assert!(fs::metadata(site.desk_file(ONE)).unwrap().len() < 1000);
    for method in ["GET", "HEAD"] {
        let answer = site.request(method, "heartbeat.php", &[], b"").expect(405);
        assert_eq!(answer.header("Allow"), "POST");
    }
    let cross = [FORM, ("Origin", "https://evil.example")];
    site.request("POST", "heartbeat.php", &cross, b"workstation=x")
        .expect(403);
}

#[test]
fn no_database_is_needed_and_no_record_is_kept_from_being_made() {
    let site = Site::start();
    site.database.run("RENAME TABLE transactions TO elsewhere");
    site.hears(ONE, &[]);
    site.database.run("RENAME TABLE elsewhere TO transactions");
    // A folder in the place of the file, as no disk takes what is written there.
    fs::remove_file(site.desk_file(ONE)).unwrap();
    fs::create_dir(site.desk_file(ONE)).unwrap();
    for _ in 0..3 {
        let answer = site.heartbeat(ONE, &[]).expect(503);
        assert!(
            answer.json()["error"]
                .as_str()
                .unwrap()
                .starts_with("Keep scanning")
        );
    }
    site.submit(LINE);
    site.list()
        .shows("The server cannot tell what 1 more desk holds");
    let said = site.log().matches("offline-circ: unheard cause=").count();
    assert_eq!(said, 1, "{}", site.log());
    assert_eq!(site.export("---").len(), 1);
    let left = fs::read_dir(site.path("output/desks")).unwrap().count();
    assert_eq!(left, 2, "the folder, and when it was said");
}

#[test]
fn two_tabs_that_are_closed_at_once_have_both_left() {
    let site = Site::start();
    for round in 0..20 {
        let began = Instant::now();
        let tabs = ["a", "b", "c"].map(|tab| format!("tab{round:02}{}{tab}", "0".repeat(10)));
        std::thread::scope(|scope| {
            for tab in &tabs {
                scope.spawn(|| site.hears(ONE, &[("tab", tab), ("leaving", "1")]));
            }
        });
        // Nobody waits longer for the turn.
        if began.elapsed() > Duration::from_secs(1) {
            continue;
        }
        let kept = fs::read_to_string(site.desk_file(ONE)).unwrap();
        assert!(
            tabs.iter().all(|tab| kept.contains(tab.as_str())),
            "{round}: {kept}"
        );
    }
}

#[test]
fn a_folder_that_cannot_be_read_is_said() {
    let site = Site::start();
    site.submit(LINE);
    site.write("output/desks", "a file");
    site.heartbeat(ONE, &[]).expect(503);
    site.list()
        .shows("The server cannot tell what the desks hold");
    site.get("desks.php")
        .expect(200)
        .shows("cannot read what the desks said");
    assert!(site.get("status.php").expect(200).json()["desks"].is_null());
    let check = String::from_utf8(site.command(&["check"]).stdout).unwrap();
    assert!(check.contains("warning  desks"), "{check}");
    assert_eq!(site.export("---").len(), 1);
    // One that only root may read is as bad.
    fs::remove_file(site.path("output/desks")).unwrap();
    site.hears(ONE, &[]);
    fs::set_permissions(site.desk_file(ONE), Permissions::from_mode(0o0)).unwrap();
    let own = fs::metadata(site.path("output/desks")).unwrap().uid();
    if own != 0 {
        site.list()
            .shows("The server cannot tell what 1 more desk holds");
    }
}

#[test]
fn a_process_for_each_heartbeat_does_as_well() {
    let site = Site::prepare();
    let now = Utc::now().timestamp_millis().to_string();
    let fields = |waiting: &str| {
        encode(&[
            ("workstation", ONE),
            ("tab", "tab0000000000001"),
            ("desk", "Circ 7"),
            ("waiting", waiting),
            ("held", "0"),
            ("version", "1"),
            ("now", &now),
            ("offline", "no"),
            ("storage", "none"),
            ("asks", "1"),
        ])
    };
    let answer = site.cgi_post("heartbeat.php", &fields("2")).expect(200);
    assert_eq!(answer.text(), "{\"same_name\":0}");
    let ask = site
        .cgi_post("extract.php", "library=---")
        .expect(409)
        .json();
    assert_eq!(ask["desks"][0]["scans"], 2);
    site.cgi_post("heartbeat.php", &fields("x")).expect(400);
    let outcome = site.cgi(&[], "GET", "heartbeat.php", "");
    assert_eq!(outcome.answer.expect("an answer").status, 405);
    let kept: Value = serde_json::from_slice(&fs::read(site.desk_file(ONE)).unwrap()).unwrap();
    let heard = kept["tabs"]["tab0000000000001"]["heard"].as_i64().unwrap();
    let heard = DateTime::from_timestamp(heard, 0).unwrap();
    assert!((Utc::now() - heard).num_seconds() < 600);
}
