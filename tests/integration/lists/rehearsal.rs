//! A day at three libraries with lists from Alma, from the scans to the report: what the page
//! foresees, what the referee for Alma does with the files, and what is said of its report.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use chrono::{DateTime, Days, Local, NaiveDate, TimeDelta};
use serde_json::Value;

use super::tables::prepare;
use crate::commands::expect;
use crate::harness::http::unescape;
use crate::harness::site::{JSON, names};
use crate::harness::{Answer, Site};
use crate::lookup::rows;
use crate::referee::{Alma, Item, Outcome, User, report};

const LIBRARIES: [&str; 3] = ["AVS", "KNI", "MILLAR"];
const SETTINGS: &str = "hold = [\"item\", \"library\", \"patron\", \"blocked\", \"expired\"]\n\
                        [[libraries]]\ncode = \"KNI\"\nname = \"Knight Library\"\n";
const ITEMS: usize = 420;
const PATRONS: usize = 120;
const SCANS: usize = 1_000;
/// A patron and an item of whom Alma has something new since the lists were made.
const BLOCKED_SINCE: usize = 101;
const GONE_SINCE: usize = 401;

/// What Alma knows of the day, and what is scanned.
struct Day {
    alma: Alma,
    /// The lines as the scanning page sends them, in the order of their times.
    lines: Vec<String>,
    start: DateTime<Local>,
}

fn barcode(n: usize) -> String {
    format!("{}", 31_234_000_000_000 + n)
}

fn card(n: usize) -> String {
    format!("{}", 21_234_000_000_000 + n)
}

fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// Every tenth patron is blocked, every eleventh has expired. Every fifth item is on loan.
fn user(n: usize) -> User {
    User {
        is_blocked: n.is_multiple_of(10),
        expires: n.is_multiple_of(11).then(|| today() - Days::new(30)),
    }
}

fn is_on_loan(n: usize) -> bool {
    n.is_multiple_of(5)
}

impl Day {
    fn new() -> Self {
        let mut alma = Alma::default();
        for n in 0..PATRONS {
            alma.add_user(&[&card(n)], user(n));
        }
        for n in 0..ITEMS {
            let item = Item {
                holder: is_on_loan(n).then_some(1 + n % 7),
                ..Item::default()
            };
            alma.items.insert(barcode(n), item);
        }
        let mut day = Self {
            alma,
            lines: Vec::new(),
            start: Local::now() - TimeDelta::hours(12),
        };
        for n in 0..SCANS {
            day.scan(n);
        }
        // Since the list was made, one item was taken out of Alma, and one patron was blocked.
        day.alma.items.remove(&barcode(GONE_SINCE));
        day.alma.users[BLOCKED_SINCE].is_blocked = true;
        day.lend("KNI", GONE_SINCE, &card(1));
        day.lend("KNI", 402, &card(BLOCKED_SINCE));
        day
    }

    /// An item is mostly handled at its own library: first returned if it is on loan, then lent,
    /// lent again, and returned.
    fn scan(&mut self, n: usize) {
        let (item, round) = (n % 400, n / 400);
        let library = LIBRARIES[(item + usize::from(item % 40 == 7 && round > 0)) % 3];
        // One patron has a loan of their own.
        let patron = match 1 + (n * 17 + round) % (PATRONS + 3) {
            BLOCKED_SINCE => BLOCKED_SINCE + 1,
            patron => patron,
        };
        let unknown = (n % 97 == 5 && !is_on_loan(item)).then_some(900_000 + n);
        match (round + usize::from(!is_on_loan(item) && !item.is_multiple_of(9))) % 3 {
            0 => self.give_back(library, &barcode(unknown.unwrap_or(item))),
            _ => self.lend(library, unknown.unwrap_or(item), &card(patron)),
        }
    }

    fn lend(&mut self, library: &str, item: usize, card: &str) {
        self.add(library, &format!("L,{},,{card}", barcode(item)));
    }

    fn give_back(&mut self, library: &str, barcode: &str) {
        self.add(library, &format!("R,{barcode}"));
    }

    fn add(&mut self, library: &str, rest: &str) {
        let seconds = i64::try_from(self.lines.len() * 36).expect("a day");
        let time = self.start + TimeDelta::seconds(seconds);
        let time = time.format("%Y%m%d%H%M%S");
        self.lines.push(format!("{library},{time},{rest}"));
    }

    /// The lines of a library, in the order of its file.
    fn of<'a>(&'a self, library: &'a str) -> impl Iterator<Item = &'a String> {
        let is_of_it = move |line: &&String| line.starts_with(&format!("{library},"));
        self.lines.iter().filter(is_of_it)
    }
}

/// Loads the lists as a system administrator does, from files such as Alma's Analytics makes; and
/// says that this was yesterday.
fn list(site: &Site) {
    let mut items = "Barcode,Library Code,On Loan\n".to_owned();
    for n in 0..ITEMS {
        let loan = if is_on_loan(n) { "yes" } else { "no" };
        let _ = writeln!(items, "{},{},{loan}", barcode(n), LIBRARIES[n % 3]);
    }
    let mut patrons = "Barcode,Expiry Date,Blocked\n".to_owned();
    for n in 0..PATRONS {
        let user = user(n);
        let expires = user.expires.map(|day| day.to_string()).unwrap_or_default();
        let _ = writeln!(
            patrons,
            "{},{expires},{}",
            card(n),
            u8::from(user.is_blocked)
        );
    }
    for (kind, text) in [("items", items), ("patrons", patrons)] {
        let file = format!("{kind}.csv");
        site.write(&file, text);
        let path = site.path(&file).display().to_string();
        expect(&site.command(&["lists", "load", kind, &path]), 0);
    }
    site.database.run(
        "UPDATE offline_circ_lists SET loaded = UNIX_TIMESTAMP() - 86400 WHERE kind <> 'editions'",
    );
}

/// What the page foresees, by the line: the name of the kind.
fn foreseen(site: &Site) -> HashMap<String, String> {
    let answer = site.request("GET", "listrecords.php?foreseen", &[JSON], b"");
    let answer = answer.expect(200).json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut foreseen = HashMap::new();
    for kind in answer["foreseen"]["kinds"].as_array().expect("kinds") {
        for row in kind["rows"].as_array().expect("rows") {
            let time = text(&row["time"]).replace(|c: char| !c.is_ascii_digit(), "");
            let line = match text(&row["kind"]).as_str() {
                "Loan" => format!(
                    "L,{},,{}",
                    text(&row["item_barcode"]),
                    text(&row["patron_barcode"])
                ),
                _ => format!("R,{}", text(&row["item_barcode"])),
            };
            let line = format!("{},{time},{line}", text(&row["library"]));
            foreseen.insert(line, text(&kind["name"]));
        }
    }
    assert_eq!(answer["foreseen"]["total"], foreseen.len());
    foreseen
}

/// The name of the kind that Alma's sentence is of.
fn kind(said: &str) -> &'static str {
    let kinds = [
        ("Item not found", "foreseen-item-not-found"),
        ("User not found", "foreseen-user-not-found"),
        ("The patron has a block", "foreseen-blocked"),
        ("The patron's account has expired", "foreseen-expired"),
        (
            "Item is currently on loan by another patron",
            "foreseen-on-loan",
        ),
        ("A later action", "foreseen-later-action"),
        ("Return item failed", "foreseen-not-on-loan"),
    ];
    let of_it = kinds.iter().find(|(words, _)| said.starts_with(words));
    of_it.expect("a sentence of the referee").1
}

/// The file that the page says is to be uploaded next.
fn next_file(site: &Site) -> Option<String> {
    let page = site.get("listfiles.php").expect(200);
    let (_, rest) = page.text().split_once("next-act\" href=\"output/")?;
    Some(unescape(rest.split('"').next()?))
}

/// Uploads each file as the page says, and gives what came of each line.
fn upload(site: &Site, day: &mut Day) -> Vec<(String, Outcome)> {
    let mut came = Vec::new();
    while let Some(file) = next_file(site) {
        let outcomes = day.alma.load(site.file(&file).as_bytes(), today());
        let library = file.split('_').next().unwrap_or_default();
        let lines: Vec<String> = day.of(library).cloned().collect();
        assert_eq!(lines.len(), outcomes.len(), "{file}");
        came.extend(lines.into_iter().zip(outcomes));
        site.post("uploaded.php", &[("file", &file), ("uploaded", "yes")])
            .expect(303);
    }
    came
}

/// Of each failure of the page, whether it is marked as foreseen: by its sentence and barcode.
fn marked(page: &Answer) -> Vec<(String, bool)> {
    let cells = rows(page).into_iter();
    let firsts = cells.filter_map(|row| Some(row.split_once('|')?.0.to_owned()));
    let failures = firsts.filter(|first| !first.starts_with("20"));
    failures
        .map(|first| match first.split_once(" predicted") {
            Some((failure, more)) => (failure.to_owned(), !more.starts_with(" for another")),
            None => (first, false),
        })
        .collect()
}

#[test]
fn the_page_the_referee_and_the_report_agree_about_a_day_at_three_libraries() {
    let site = Site::prepare();
    prepare(&site, SETTINGS);
    let mut day = Day::new();
    list(&site);
    let site = site.serve();
    site.submit(&day.lines.join("\n"));

    let foreseen = foreseen(&site);
    let page = site.get("listrecords.php").expect(200);
    page.shows(&format!(
        "Alma will probably report {} records",
        foreseen.len()
    ))
    .shows("check=foreseen-on-loan");
    let filtered = site
        .get("listrecords.php?check=foreseen-blocked")
        .expect(200);
    let blocked = foreseen.values().filter(|kind| *kind == "foreseen-blocked");
    filtered.shows(&format!(
        "{} of {} records",
        blocked.count(),
        day.lines.len()
    ));

    let form = [("library", "---"), ("per_library", "on")];
    let files = names(&site.post_json("extract.php", &form).expect(200));
    assert_eq!(files.len(), 3);
    let came = upload(&site, &mut day);
    assert_eq!(came.len(), day.lines.len());
    let mut kinds = BTreeSet::new();
    let mut surprises = Vec::new();
    for (line, outcome) in &came {
        let failed = outcome.as_ref().err().map(|said| kind(said));
        kinds.extend(failed);
        if foreseen.get(line).map(String::as_str) != failed {
            surprises.push(outcome.clone().expect_err(line));
        }
    }
    assert_eq!(kinds.len(), 7, "{kinds:?}");
    let expected = [
        format!("Item not found. Barcode: {}", barcode(GONE_SINCE)),
        format!(
            "The patron has a block on their account. Barcode: {}",
            card(BLOCKED_SINCE)
        ),
    ];
    surprises.sort();
    assert_eq!(surprises, expected);

    let outcomes: Vec<Outcome> = came.into_iter().map(|(_, outcome)| outcome).collect();
    let report = report(&outcomes);
    let failures: BTreeSet<&String> = outcomes.iter().filter_map(|o| o.as_ref().err()).collect();
    let page = site.post("lookup.php", &[("text", &report)]).expect(200);
    let sentence = format!(
        "{} of {} failures were predicted.",
        failures.len() - 2,
        failures.len()
    );
    let page = page.shows(&sentence).hides("was loaded after");
    let marked = marked(&page);
    assert_eq!(marked.len(), failures.len());
    let unmarked = marked.iter().filter(|(_, is_foreseen)| !is_foreseen);
    let unmarked: Vec<&String> = unmarked.map(|(failure, _)| failure).collect();
    assert_eq!(unmarked, [&barcode(GONE_SINCE), &expected[1]]);

    // Somebody whom the lists say to be blocked may have failed for another reason.
    let blocked = failures.iter().find(|said| {
        said.starts_with("The patron has a block") && !said.ends_with(&card(BLOCKED_SINCE))
    });
    let (_, barcode) = blocked.and_then(|said| said.split_once(": ")).expect("one");
    let text = format!("Loan limit is reached. Barcode: {barcode}");
    let page = site.post("lookup.php", &[("text", &text)]).expect(200);
    page.shows("0 of 1 failure was predicted.")
        .shows("predicted for another reason: Patron is blocked");

    // A list that is newer than the files may know of the upload.
    site.database
        .run("UPDATE offline_circ_lists SET loaded = UNIX_TIMESTAMP() + 60");
    let page = site.post("lookup.php", &[("text", &report)]).expect(200);
    page.shows("failures were predicted")
        .shows("was loaded after");
    site.database.run("DELETE FROM offline_circ_lists");
    let page = site.post("lookup.php", &[("text", &report)]).expect(200);
    page.hides("predicted");
}
