//! What the desks say of themselves, and what is said of them: heartbeat.php, desks.php, and the
//! statement before files are made.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::Output;
use std::time::{Duration, Instant};

use chrono::{DateTime, Local, TimeDelta, Utc};
use serde_json::Value;

use crate::harness::site::{FORM, JSON, encode, names};
use crate::harness::{Answer, Site, wait};

const ONE: &str = "workstation00001";
const TWO: &str = "workstation00002";
const THREE: &str = "workstation00003";
const LINE: &str = "MILLAR,20150827100001,R,1";
/// No page that is open is silent for so many seconds.
const SILENT: i64 = 600;
const DAY: i64 = 24 * 3600;

/// A workstation, its name, and what it says.
type Word<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

impl Site {
    /// What a page sends: one that is ready and holds nothing, but for what is changed.
    fn heartbeat(&self, workstation: &str, changed: &[(&str, &str)]) -> Answer {
        let now = Utc::now().timestamp_millis().to_string();
        let usual = [
            ("workstation", workstation),
            ("tab", "tab0000000000001"),
            ("desk", "Circ 1"),
            ("waiting", "0"),
            ("held", "0"),
            ("age", ""),
            ("version", env!("CARGO_PKG_VERSION")),
            ("now", &now),
            ("offline", "yes"),
            ("storage", "persistent"),
            ("sound", "60"),
            ("scanner", "60"),
            ("practice", "60"),
        ];
        let changed = changed.iter().copied();
        let is_other = |(name, _): &(&str, &str)| !changed.clone().any(|(other, _)| other == *name);
        let fields: Vec<_> = usual
            .into_iter()
            .filter(is_other)
            .chain(changed.clone())
            .collect();
        self.post_json("heartbeat.php", &fields)
    }

    #[track_caller]
    fn hears(&self, workstation: &str, changed: &[(&str, &str)]) {
        let answer = self.heartbeat(workstation, changed).expect(200);
        assert_eq!(answer.text(), "{}");
    }

    fn desk_file(&self, workstation: &str) -> std::path::PathBuf {
        self.path(&format!("output/desks/{workstation}.json"))
    }

    /// Makes what a desk has said so many seconds older.
    fn age(&self, workstation: &str, seconds: i64) {
        let file = self.desk_file(workstation);
        let mut desk: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        for tab in desk["tabs"].as_object_mut().unwrap().values_mut() {
            let heard = tab["heard"].as_i64().unwrap();
            tab["heard"] = (heard - seconds).into();
        }
        fs::write(file, desk.to_string()).unwrap();
    }

    fn workstations(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("output/desks")).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
        names.sort();
        names
    }

    fn list(&self) -> Answer {
        self.get("listrecords.php").expect(200)
    }

    /// The page just after these desks, which have names of their own, have said this.
    #[track_caller]
    fn page_after(&self, page: &str, words: &[Word<'_>]) -> Answer {
        // On a machine that stands still meanwhile they may be silent again.
        wait("an answer within a minute", || {
            let began = Instant::now();
            for (workstation, name, changed) in words {
                self.hears(workstation, &[&[("desk", *name)], *changed].concat());
            }
            let answer = self.get(page).expect(200);
            (began.elapsed() < Duration::from_secs(50)).then_some(answer)
        })
    }
}

/// The time to the minute so many seconds ago, as the pages say it.
fn clock(ago: i64) -> String {
    let now = Local::now();
    let then = now - TimeDelta::seconds(ago);
    let is_today = then.date_naive() == now.date_naive();
    let form = if is_today { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    then.format(form).to_string()
}

/// Whether the page says this, with the time so many seconds ago for `@`, or a little earlier.
#[track_caller]
fn says(page: &Answer, text: &str, ago: i64) {
    let later = (0..=240).step_by(20).chain([1]);
    let said: BTreeSet<String> = later
        .map(|more| text.replace('@', &clock(ago + more)))
        .collect();
    let plain = page.text().replace("<strong>", "").replace("</strong>", "");
    let plain = plain.replace("\n</span>", "</span>");
    let is_said = said.iter().any(|text| plain.contains(text));
    assert!(is_said, "{said:?} is not in {plain}");
}

/// The value of a hidden field.
fn hidden<'a>(page: &'a Answer, name: &str) -> &'a str {
    let start = format!("name=\"{name}\" value=\"");
    let rest = page.text().split(&start).nth(1);
    rest.unwrap_or_else(|| panic!("{name}: {}", page.text()))
        .split('"')
        .next()
        .unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn without_a_word_of_a_desk_everything_is_as_before() {
    let site = Site::start();
    site.submit(LINE);
    let page = site.list();
    page.shows("every desk’s page says “0 unsent”")
        .hides("sent everything")
        .hides("still holds");
    assert_eq!(site.export("---").len(), 1);
    assert!(!site.path("output/desks").exists());
    site.get("desks.php")
        .expect(200)
        .shows("No desk was heard of")
        .shows("index.php?desk=");
}

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
    site.list().shows("It is not known what 1 more desk holds");
    let said = site.log().matches("offline-circ: unheard cause=").count();
    assert_eq!(said, 1, "{}", site.log());
    assert_eq!(site.export("---").len(), 1);
    let left = fs::read_dir(site.path("output/desks")).unwrap().count();
    assert_eq!(left, 2, "the folder, and when it was said");
}

#[test]
fn the_statement_is_right_at_each_moment() {
    let site = Site::start();
    site.submit(LINE);
    let one: (&str, &str, &[_]) = (ONE, "Circ 1", &[]);
    let list =
        |two: &[(&str, &str)]| site.page_after("listrecords.php", &[one, (TWO, "Circ 2", two)]);
    let page = list(&[]).shows("every desk has sent its scans");
    says(&page, "All 2 desks have sent everything.", 0);
    says(&page, "Circ 1 at @; Circ 2 at @", 0);
    let before = page.text().split("data-desks=\"").nth(1).unwrap()[..32].to_owned();

    // Two scans; then it falls silent with them; then it is closed with them.
    let two = [("waiting", "1"), ("held", "1"), ("age", "600")];
    let page = list(&two)
        .shows("The other desk has sent everything")
        .hides(&before);
    says(&page, "Circ 2 still holds 2 scans, the oldest from @", 600);
    let held = "1 of them waits for somebody’s decision there. Last heard of at @.</span>";
    says(&page, held, 0);
    let told = site
        .request("GET", "listrecords.php", &[JSON], b"")
        .expect(200)
        .json();
    assert_ne!(told["desks"], before);
    let made = [("taken", "2"), ("age", "60")];
    let page = list(&made).shows("2 of them are in a file for Alma that was made there");
    says(&page, "Circ 2 still holds 2 scans, the oldest from @", 60);
    list(&two);
    site.age(TWO, SILENT);
    let silent = "Last heard of at @. It has said nothing since.";
    says(&site.list(), silent, SILENT);
    site.age(TWO, 30 * DAY);
    says(&site.list(), silent, SILENT + 30 * DAY);
    let closed = [&two[..], &[("leaving", "1")]].concat();
    says(&list(&closed), "Last heard of at @. It was closed then.", 0);
    site.age(TWO, SILENT);
    says(
        &site.list(),
        "Last heard of at @. It was closed then.",
        SILENT,
    );

    // It has sent them, and was closed so; then it is open, and falls silent.
    let page = list(&[("leaving", "1")]);
    says(&page, "All 2 desks have sent everything.", 0);
    says(&page, "Circ 2 at @, closed then", 0);
    page.shows("1 of them was closed then. If one was used since without a connection");
    list(&[]);
    site.age(TWO, SILENT);
    let page = site
        .page_after("listrecords.php", &[one])
        .hides("All 2 desks");
    says(
        &page,
        "Circ 2 was last heard of at @ and had sent everything by then. It may have scanned since.",
        SILENT,
    );
    // It counts over a weekend too, and as long as desks.php shows it.
    site.age(TWO, 13 * DAY);
    let page = site.page_after("listrecords.php", &[one]);
    page.shows("<strong>Circ 2</strong> was last heard of at");
    site.age(TWO, DAY);
    let page = site.page_after("listrecords.php", &[one]);
    let page = page.shows("The one desk has sent everything");
    page.hides("Circ 2");
    // It says so where no record is, too.
    site.export("---");
    let page = site.page_after("listrecords.php", &[one]);
    let page = page.shows("No records are waiting");
    page.shows("The one desk has sent everything");
    // What cannot be read is not known.
    site.write(&format!("output/desks/{THREE}.json"), "{");
    let page = site.page_after("listrecords.php", &[one]);
    let page = page.shows("It is not known what 1 more desk holds");
    page.shows("The other desk has");
    let page = site.get("desks.php").expect(200);
    page.shows("A desk whose file cannot be read");
}

#[test]
fn desks_of_one_name_are_told_apart() {
    let site = Site::start();
    let asks = |workstation, name| {
        let answer = site.heartbeat(workstation, &[("desk", name), ("asks", "1")]);
        answer.expect(200).json()["same_name"].as_u64().unwrap()
    };
    assert_eq!(asks(ONE, "Circ 1"), 0);
    assert_eq!(asks(TWO, "CIRC 1"), 1);
    assert_eq!((asks(THREE, ""), asks("workstation00004", "")), (0, 0));
    assert_eq!(asks(ONE, "Circ 1"), 1);
    for workstation in [ONE, TWO] {
        site.hears(workstation, &[("waiting", "1")]);
    }
    let page = site.list();
    says(&page, "Circ 1 (1) still holds 1 scan.", 0);
    says(&page, "Circ 1 (2) still holds 1 scan.", 0);
    says(&page, "A desk without a name (2)", 0);
    // Two tabs are one desk.
    let other_tab = [("tab", "tab0000000000002"), ("waiting", "1")];
    let tabs: [(_, _, &[_]); 2] = [(ONE, "Circ 1", &[]), (ONE, "Circ 1", &other_tab)];
    let page = site.page_after("desks.php", &tabs).shows("open in 2 tabs");
    says(&page, "Circ 1 (1)", 0);
    says(&site.list(), "Circ 1 (1) still holds 1 scan.", 0);
    site.age(TWO, DAY);
    assert_eq!(asks(ONE, "Circ 1"), 0);
}

#[test]
fn two_tabs_that_are_closed_at_once_have_both_left() {
    let site = Site::start();
    for round in 0..20 {
        let tabs = ["a", "b", "c"].map(|tab| format!("tab{round:02}{}{tab}", "0".repeat(10)));
        std::thread::scope(|scope| {
            for tab in &tabs {
                scope.spawn(|| site.hears(ONE, &[("tab", tab), ("leaving", "1")]));
            }
        });
        let kept = fs::read_to_string(site.desk_file(ONE)).unwrap();
        assert!(
            tabs.iter().all(|tab| kept.contains(tab.as_str())),
            "{round}: {kept}"
        );
    }
}

#[test]
fn generating_asks_first_and_names_who_still_holds_scans() {
    let site = Site::start();
    site.submit(LINE);
    site.hears(ONE, &[]);
    site.hears(TWO, &[("desk", "Circ 7"), ("waiting", "2")]);
    let form = [("library", "MILLAR"), ("per_library", "on")];
    let ask = site.post("extract.php", &form).expect(409);
    says(&ask, "Circ 7 still holds 2 scans.", 0);
    let ask = ask
        .shows("Generate without Circ 7’s 2 scans</button>")
        .hides("Circ 1");
    assert_eq!(hidden(&ask, "library"), "MILLAR");
    assert_eq!(hidden(&ask, "per_library"), "on");
    let token = hidden(&ask, "without").to_owned();
    let told = site.post_json("extract.php", &form).expect(409).json();
    assert_eq!(told["desks"][0]["name"], "Circ 7");
    assert_eq!(told["desks"][0]["scans"], 2);
    assert_eq!(told["token"], token.as_str());
    assert!(told["error"].is_string());
    assert!(site.dats().is_empty());

    // Another one has scans meanwhile: that was not named.
    let post =
        |token: &str| site.post_json("extract.php", &[&form[..], &[("without", token)]].concat());
    for wrong in ["", "0", &token[1..]] {
        post(wrong).expect(409);
    }
    site.hears(THREE, &[("desk", "Circ 9"), ("held", "1")]);
    let again = post(&token).expect(409).json();
    assert_eq!(again["desks"].as_array().unwrap().len(), 2);
    site.post("extract.php", &form)
        .expect(409)
        .shows("Generate without 3 scans of 2 desks");
    site.hears(THREE, &[("desk", "Circ 9")]);
    // A later word with the same number is no change.
    site.hears(TWO, &[("desk", "Circ 7"), ("waiting", "2"), ("age", "3")]);
    let made = post(&token).expect(200);
    assert_eq!(names(&made).len(), 1);
    assert_eq!(names(&made), site.dats());
    // One that fell silent with nothing is no reason to ask.
    site.submit("MILLAR,20150827100001,R,2");
    site.hears(TWO, &[("desk", "Circ 7")]);
    site.age(TWO, SILENT);
    assert_eq!(site.export("---").len(), 1);
}

#[test]
fn the_command_line_refuses_unless_it_is_told_to_go_on() {
    let site = Site::start();
    site.submit(LINE);
    site.hears(ONE, &[("desk", "Circ 7"), ("waiting", "2")]);
    let refused = site.command(&["export"]);
    assert_eq!(refused.status.code(), Some(2));
    let said = stderr(&refused);
    assert!(
        said.contains("Circ 7 holds 2 scans, last heard of 20"),
        "{said}"
    );
    assert!(said.contains("--anyway"), "{said}");
    assert!(site.dats().is_empty());
    // Of one that fell silent it says so, and goes on.
    site.hears(ONE, &[("desk", "Circ 7")]);
    site.age(ONE, SILENT);
    let done = site.command(&["export", "--library", "AVS"]);
    assert!(done.status.success());
    assert!(stderr(&done).contains("Circ 7 was last heard of 20"));
    assert!(stderr(&done).contains("may have scanned since"));
    let checked = site.command(&["check"]);
    let checked = String::from_utf8(checked.stdout).unwrap();
    assert!(checked.contains("1 desk fell silent"), "{checked}");
    let status = site.get("status.php").expect(200).json();
    assert_eq!(status["desks_unknown"], 1);
    site.hears(ONE, &[("desk", "Circ 7"), ("waiting", "2")]);
    let done = site.command(&["export", "--anyway"]);
    assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    assert_eq!(site.dats().len(), 1);
    // A name cannot play with the terminal.
    site.hears(ONE, &[("desk", "\u{1b}[2J\u{7}X"), ("waiting", "1")]);
    let said = stderr(&site.command(&["export"]));
    assert!(
        said.contains("[2JX holds 1 scan,") && !said.contains('\u{1b}'),
        "{said:?}"
    );
}

#[test]
fn records_that_came_after_a_later_file_are_named() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,1\nAVS,20150827100001,R,2");
    site.list().hides("came after it");
    let [name] = &site.export("MILLAR")[..] else {
        panic!("one file")
    };
    site.submit("MILLAR,20150827100002,R,3\nMILLAR,20150827100003,R,4");
    let page = site.list();
    let page = page.shows(&format!(
        "2 records were scanned before <a href=\"listfiles.php\">{name}</a>"
    ));
    says(&page, "was made at @, and came after it.", 0);
    // What is scanned now is not late, and what is of another library neither.
    let later = Local::now() + TimeDelta::seconds(2);
    site.submit(&format!("MILLAR,{},R,5", later.format("%Y%m%d%H%M%S")));
    site.list().shows("2 records were scanned before");
    site.post("deleteold.php", &[("file[]", name), ("confirm", "yes")])
        .expect(200);
    site.list().hides("came after it");
}

#[test]
fn the_page_of_the_desks_says_what_is_wanting_and_forgets_one() {
    let site = Site::start();
    site.hears(ONE, &[("desk", "Ready")]);
    let wanting = [
        ("desk", "Wanting"),
        ("offline", "no"),
        ("version", "0.0.1"),
        ("storage", "temporary"),
        ("now", "1000"),
        ("sound", ""),
        ("scanner", ""),
        ("practice", ""),
    ];
    site.hears(TWO, &wanting);
    site.hears(
        THREE,
        &[("desk", "Holding"), ("waiting", "3"), ("age", "60")],
    );
    let page = site
        .get("desks.php")
        .expect(200)
        .shows("2 of 3 desks are ready");
    let at = |name: &str| page.text().find(&format!("<h2>{name} ")).expect(name);
    assert!(at("Holding") < at("Wanting") && at("Wanting") < at("Ready"));
    let card = &page.text()[at("Wanting")..at("Ready")];
    assert_eq!(card.matches("class=\"is-warning\"").count(), 7, "{card}");
    for text in [
        "Not ready",
        "Press Test sound",
        "hours slow",
        "over HTTPS",
        "last 14 days",
    ] {
        assert!(card.contains(text), "{text}: {card}");
    }
    assert!(page.text()[at("Ready")..].contains("✔ Ready"));

    let status = site.get("status.php").expect(200).json();
    let numbers = ["desks", "desks_ready", "desks_holding", "desks_unsent"].map(|key| &status[key]);
    assert_eq!(numbers, [3, 2, 1, 3]);
    assert!(!status.to_string().contains("Holding"));
    let check = site.command(&["check"]);
    let lines = String::from_utf8_lossy(&check.stdout).into_owned();
    let line = lines
        .lines()
        .find(|line| line[9..].starts_with("desks "))
        .expect("a line");
    assert!(line.starts_with("warning "), "{line}");
    assert!(
        line.contains("1 desk still holds unsent scans (3)"),
        "{line}"
    );
    assert!(
        line.contains("3 desks were heard of in the last 14 days, 2 ready"),
        "{line}"
    );

    site.post("desks.php", &[("workstation", "../x")])
        .expect(400);
    site.post("desks.php", &[("workstation", TWO)]).expect(303);
    let ask = site
        .post("desks.php", &[("workstation", THREE)])
        .expect(409);
    let ask = ask.shows("Forget Holding and its 3 scans");
    let token = hidden(&ask, "without").to_owned();
    assert_eq!(
        site.workstations(),
        [format!("{ONE}.json"), format!("{THREE}.json")]
    );
    let forget = [("workstation", THREE), ("without", token.as_str())];
    site.hears(THREE, &[("desk", "Holding"), ("waiting", "4")]);
    site.post("desks.php", &forget)
        .expect(409)
        .shows("its 4 scans");
    site.hears(THREE, &[("desk", "Holding"), ("waiting", "3")]);
    site.post("desks.php", &forget).expect(303);
    assert_eq!(site.workstations(), [format!("{ONE}.json")]);
    site.logs("offline-circ: forgotten scans=3");
    // Twice is as good as once, and what cannot be read can be forgotten too.
    site.post("desks.php", &forget).expect(303);
    site.write(&format!("output/desks/{TWO}.json"), "");
    let page = site.get("desks.php").expect(200);
    assert_eq!(page.text().matches(">Forget</button>").count(), 2);
    site.post("desks.php", &[("workstation", TWO)]).expect(303);
    // Old ones are not shown.
    site.age(ONE, 14 * DAY + 60);
    site.get("desks.php")
        .expect(200)
        .shows("No desk was heard of");
    assert_eq!(site.get("status.php").expect(200).json()["desks"], 0);
}

#[test]
fn old_desks_go_with_old_files_and_those_that_hold_scans_stay() {
    let site = Site::start();
    for (workstation, waiting, days) in [(ONE, "0", 31), (TWO, "1", 31), (THREE, "0", 29)] {
        site.hears(workstation, &[("waiting", waiting)]);
        site.age(workstation, days * DAY);
    }
    site.write("output/desks/workstation00009.json", "torn");
    let said = |arguments: &[&str]| String::from_utf8(site.command(arguments).stdout).unwrap();
    let dry = said(&["purge", "--older-than", "30", "--dry-run"]);
    assert_eq!(dry, "Would forget 1 desk that was not heard of since\n");
    let ask = site
        .post("deleteold.php", &[("older_than", "30")])
        .expect(200);
    let ask = ask.shows("1 desk that was not heard of since");
    assert_eq!(site.workstations().len(), 4);
    let fields = [("before", hidden(&ask, "before")), ("confirm", "yes")];
    site.post("deleteold.php", &fields)
        .expect(200)
        .shows("1 desk that was not heard of");
    let left = [TWO, THREE, "workstation00009"].map(|id| format!("{id}.json"));
    assert_eq!(site.workstations(), left);
    let done = said(&["purge", "--older-than", "28"]);
    assert_eq!(done, "Forgot 1 desk that was not heard of since\n");
    assert!(said(&["purge", "--older-than", "28"]).starts_with("There is nothing"));
    // The folder is in nobody's way.
    site.submit(LINE);
    assert!(site.command(&["export", "--anyway"]).status.success());
    assert!(site.command(&["list"]).status.success());
    site.get("listfiles.php").expect(200);
}

#[test]
fn there_is_room_for_500_and_those_that_hold_scans_stay() {
    let site = Site::start();
    site.hears(ONE, &[]);
    let kept = fs::read(site.desk_file(ONE)).unwrap();
    let mut desk: Value = serde_json::from_slice(&kept).unwrap();
    let mut fill = |waiting: usize| {
        for n in 1..=500 {
            let tab = &mut desk["tabs"]["tab0000000000001"];
            tab["heard"] = (Utc::now().timestamp() - 100_000 + n).into();
            tab["waiting"] = waiting.into();
            let file = site.desk_file(&format!("workstation{n:05}"));
            fs::write(file, desk.to_string()).unwrap();
        }
    };
    fill(0);
    // Nobody has been heard of for longer than the first.
    site.age(ONE, 200_000);
    let new = "newworkstation01";
    site.hears(new, &[]);
    let there = site.workstations();
    assert_eq!(there.len(), 500);
    assert!(there.contains(&format!("{new}.json")) && !there.contains(&format!("{ONE}.json")));
    fs::remove_file(site.desk_file(new)).unwrap();
    fill(1);
    site.heartbeat(new, &[]).expect(503);
    site.heartbeat(new, &[]).expect(503);
    site.hears(TWO, &[("waiting", "3")]);
    assert_eq!(site.workstations().len(), 500);
    let log = site.log();
    assert_eq!(log.matches("offline-circ: unheard").count(), 1, "{log}");
    assert!(log.contains("more than 500 desks hold scans"), "{log}");
}

#[test]
fn a_folder_that_cannot_be_read_is_said() {
    let site = Site::start();
    site.submit(LINE);
    site.write("output/desks", "a file");
    site.heartbeat(ONE, &[]).expect(503);
    site.list().shows("It is not known what the desks hold");
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
        site.list().shows("It is not known what 1 more desk holds");
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
