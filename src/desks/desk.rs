//! A workstation as it is kept: what its page has said last, and what each of its tabs holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::DAY;
use super::word::{LONGEST, MOST_SCANS, Storage, Word, is_id};

/// Tabs of a workstation that are remembered.
const MOST_TABS: usize = 8;
/// By so many milliseconds a word can be overtaken by the next one of its tab.
const OVERTAKEN: i64 = 10_000;
/// No time is later: 9999-12-31.
const LATEST: i64 = 253_402_300_799;

/// A workstation. Times are the server's, in seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Its id, which is the stem of its file.
    #[serde(skip)]
    pub id: String,
    /// Its name, `""` if it has none.
    pub name: String,
    /// Version of its page.
    pub version: String,
    /// Whether its page opens without the server.
    pub is_kept: bool,
    /// How its browser keeps scans.
    pub storage: Storage,
    /// By how many seconds its clock is ahead of the server's.
    pub ahead: i64,
    /// When its sound was tested; `None` for never, as with the next two.
    pub sound: Option<i64>,
    /// When its scanner last typed a scan.
    pub scanner: Option<i64>,
    /// When practice was last completed there.
    pub practice: Option<i64>,
    /// Its tabs by their ids; there is one at least.
    pub tabs: BTreeMap<String, Tab>,
}

/// The last word of a tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tab {
    /// When it was heard.
    pub heard: i64,
    /// What its workstation's clock said then, in milliseconds.
    pub said: i64,
    /// Scans that wait.
    pub waiting: u32,
    /// Scans that need a person.
    pub held: u32,
    /// Scans in a file for Alma that its page has made.
    #[serde(default)]
    pub taken: u32,
    /// When the oldest of all these was scanned, if that is known.
    pub oldest: Option<i64>,
    /// Whether it was being closed.
    pub has_left: bool,
    /// Whether it was hidden.
    #[serde(default)]
    pub is_hidden: bool,
    /// Whether its scans are its own: without storage, tabs do not share them.
    pub is_alone: bool,
}

impl Desk {
    /// The workstation after this word, the first or the next one, that came at this time.
    pub fn after(earlier: Option<Self>, word: &Word, now: i64) -> Self {
        let is_overtaken = |tab: &Tab| (1..=OVERTAKEN).contains(&(tab.said - word.clock));
        if let Some(desk) = &earlier
            && desk.tabs.get(&word.tab).is_some_and(is_overtaken)
        {
            // A page that is closed says so while its last word but one is still on its way.
            return desk.clone();
        }
        let ago = |age: Option<i64>| age.map(|age| now.saturating_sub(age).max(0));
        let mut tabs = earlier.map(|desk| desk.tabs).unwrap_or_default();
        let tab = Tab {
            heard: now,
            said: word.clock,
            waiting: word.waiting,
            held: word.held,
            taken: word.taken,
            oldest: ago(word.age),
            has_left: word.is_leaving,
            is_hidden: word.is_hidden,
            is_alone: word.storage == Storage::None,
        };
        tabs.remove(&word.tab);
        tabs.retain(|_, tab| tab.heard > now - DAY || tab.holds_its_own());
        while tabs.len() >= MOST_TABS {
            // What says least goes first: a tab whose scans the others have too.
            let least = tabs
                .iter()
                .min_by_key(|(_, tab)| (tab.holds_its_own(), tab.heard));
            let Some(id) = least.map(|(id, _)| id.clone()) else {
                break;
            };
            tabs.remove(&id);
        }
        tabs.insert(word.tab.clone(), tab);
        Self {
            id: word.workstation.clone(),
            name: word.name.clone(),
            version: word.version.clone(),
            is_kept: word.is_kept,
            storage: word.storage,
            ahead: word.clock / 1000 - now,
            sound: ago(word.sound),
            scanner: ago(word.scanner),
            practice: ago(word.practice),
            tabs,
        }
    }

    /// The workstation with this id, from its file; `None` for what we have not written.
    pub fn read(id: &str, file: &[u8]) -> Option<Self> {
        let mut desk: Self = serde_json::from_slice(file).ok()?;
        id.clone_into(&mut desk.id);
        desk.is_sane().then_some(desk)
    }

    /// What [`Desk::read`] reads.
    pub fn to_file(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a desk has text for keys")
    }

    /// When any of its tabs was heard last.
    pub fn heard(&self) -> i64 {
        self.tabs.values().map(|tab| tab.heard).max().unwrap_or(0)
    }

    fn is_sane(&self) -> bool {
        let is_time = |time: &i64| (0..=LATEST).contains(time);
        let moments = [self.sound, self.scanner, self.practice];
        let of_tabs = self
            .tabs
            .values()
            .flat_map(|tab| [Some(tab.heard), tab.oldest]);
        let is_short = |text: &str| text.chars().count() <= LONGEST;
        let are_scans = |tab: &Tab| tab.waiting.max(tab.held).max(tab.taken) <= MOST_SCANS;
        (1..=MOST_TABS).contains(&self.tabs.len())
            && is_id(&self.id)
            && is_short(&self.name)
            && is_short(&self.version)
            && !self.name.chars().any(char::is_control)
            && self.ahead.unsigned_abs() <= LATEST.unsigned_abs()
            && self.tabs.values().all(are_scans)
            && self.tabs.values().all(|tab| is_time(&(tab.said / 1000)))
            && moments
                .into_iter()
                .chain(of_tabs)
                .flatten()
                .all(|time| is_time(&time))
    }
}

impl Tab {
    /// Scans that it holds.
    pub fn scans(&self) -> u32 {
        self.waiting + self.held + self.taken
    }

    fn holds_its_own(&self) -> bool {
        self.is_alone && self.scans() > 0
    }
}

#[cfg(test)]
mod tests {
    use super::super::word::tests::word;
    use super::*;

    const NOW: i64 = 1_700_000_000;

    #[test]
    fn a_desk_is_read_as_it_was_written() {
        let said = word(&[
            ("waiting", "2"),
            ("age", "660"),
            ("desk", "\"é\u{1f4d6}<b>"),
        ])
        .unwrap();
        let desk = Desk::after(None, &said, NOW);
        assert_eq!(
            Desk::read("abcdefghij012345", &desk.to_file()),
            Some(desk.clone())
        );
        assert_eq!(desk.tabs["tab0000000000001"].oldest, Some(NOW - 660));
        assert_eq!((desk.ahead, desk.sound), (0, Some(NOW - 60)));
        let file = String::from_utf8(desk.to_file()).unwrap();
        for torn in ["", "{}", "null", "[1]", &file[..file.len() / 2]] {
            assert_eq!(
                Desk::read("abcdefghij012345", torn.as_bytes()),
                None,
                "{torn}"
            );
        }
        for (good, bad) in [
            ("\"heard\":1700000000", "\"heard\":-1"),
            ("\"heard\":1700000000", "\"heard\":9223372036854775807"),
            ("\"sound\":1699999940", "\"sound\":99999999999999"),
            ("\"waiting\":2", "\"waiting\":4294967295"),
            ("\"said\":1700000000000", "\"said\":-9223372036854775808"),
            ("\"ahead\":0", "\"ahead\":-9223372036854775808"),
            ("<b>", "\\u0000"),
        ] {
            assert!(file.contains(good), "{file}");
            let bad = file.replace(good, bad);
            assert_eq!(
                Desk::read("abcdefghij012345", bad.as_bytes()),
                None,
                "{bad}"
            );
        }
        assert_eq!(Desk::read("..", file.as_bytes()), None);
    }

    #[test]
    fn a_word_that_was_overtaken_counts_for_nothing() {
        let say = |desk: Option<Desk>, leaving: &str, at: i64| {
            let at = at.to_string();
            let said = word(&[("now", at.as_str()), ("leaving", leaving)]).unwrap();
            Desk::after(desk, &said, NOW)
        };
        let left = say(None, "1", 1_700_000_000_500);
        assert_eq!(say(Some(left.clone()), "", 1_700_000_000_499), left);
        // It was opened again, or its clock was set back.
        for later in [1_700_000_000_500, 1_700_000_001_000, 1_699_999_990_000] {
            let open = say(Some(left.clone()), "", later);
            assert!(!open.tabs["tab0000000000001"].has_left, "{later}");
        }
    }

    #[test]
    fn a_tab_is_forgotten_after_a_day_and_the_oldest_for_a_ninth() {
        let say = |desk: Option<Desk>, tab: &str, more: &[(&str, &str)], now: i64| {
            let fields = [&[("tab", tab)], more].concat();
            Desk::after(desk, &word(&fields).unwrap(), now)
        };
        let alone = [("storage", "none"), ("waiting", "1")];
        let mut desk = say(None, "alone00000000000", &alone, NOW);
        for n in 0..12_i64 {
            let tab = format!("tab00000000000{n:02}");
            desk = say(Some(desk), &tab, &[], NOW + 1 + n);
        }
        assert_eq!(desk.tabs.len(), MOST_TABS);
        assert!(desk.tabs.contains_key("alone00000000000"), "it holds scans");
        assert!(desk.tabs.contains_key("tab0000000000011"));
        assert!(!desk.tabs.contains_key("tab0000000000004"));
        let later = say(Some(desk), "tab0000000000099", &[], NOW + DAY + 60);
        let left: Vec<&str> = later.tabs.keys().map(String::as_str).collect();
        assert_eq!(left, ["alone00000000000", "tab0000000000099"]);
    }
}
