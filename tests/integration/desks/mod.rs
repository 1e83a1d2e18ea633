//! What the desks say of themselves, and what is said of them. A desk here is its heartbeats.

mod generating;
mod overview;
mod ready;
mod words;

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
