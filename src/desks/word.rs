//! What a page says of its workstation, as it comes: read into numbers and one bounded text.

use serde::{Deserialize, Serialize};

/// Characters of an id that a page makes.
const ID: usize = 16;
/// Characters of a name or a version.
pub(super) const LONGEST: usize = 40;
/// More scans than a browser ever holds.
pub(super) const MOST_SCANS: u32 = 1_000_000;
/// Digits of a number of seconds or milliseconds; a workstation's clock may be anywhere.
const DIGITS: usize = 15;

/// How the browser keeps the scans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Storage {
    /// Until somebody clears them.
    Persistent,
    /// Until the disk is full.
    Temporary,
    /// Not beyond the page: each tab holds its own.
    None,
}

/// One heartbeat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Id of the workstation, which is also the stem of its file.
    pub workstation: String,
    /// Id of the tab.
    pub tab: String,
    /// The desk's name, `""` if it has none.
    pub name: String,
    /// Scans that wait to be sent or to be voided.
    pub waiting: u32,
    /// Scans that need a person.
    pub held: u32,
    /// Scans in a file for Alma that the page has made.
    pub taken: u32,
    /// Seconds since the oldest of all these was scanned, if there is one and that is known.
    pub age: Option<i64>,
    /// Version of the page.
    pub version: String,
    /// The workstation's clock, milliseconds since 1970.
    pub clock: i64,
    /// Whether the page opens without the server.
    pub is_kept: bool,
    /// How the browser keeps the scans.
    pub storage: Storage,
    /// Seconds since the sound was tested; `None` for never, as with the next two.
    pub sound: Option<i64>,
    /// Seconds since the scanner last typed a scan.
    pub scanner: Option<i64>,
    /// Seconds since practice was last completed.
    pub practice: Option<i64>,
    /// Whether the page is being closed.
    pub is_leaving: bool,
    /// Whether its tab is hidden: then it speaks more rarely.
    pub is_hidden: bool,
}

impl Word {
    /// Reads the fields of the form; `None` if one is missing or no such thing.
    pub fn parse<'a>(field: impl Fn(&str) -> Option<&'a str>) -> Option<Self> {
        let given = |name: &str| field(name).map(str::trim).filter(|text| !text.is_empty());
        let id = |name: &str| given(name).filter(|id| is_id(id)).map(str::to_owned);
        let scans = |name: &str| seconds(given(name)?)?.try_into().ok();
        // Nothing is never; what is there must be a number.
        let maybe = |name: &str| given(name).map_or(Some(None), |text| seconds(text).map(Some));
        let (waiting, held) = (scans("waiting")?, scans("held")?);
        let taken = if given("taken").is_some() {
            scans("taken")?
        } else {
            0
        };
        Some(Self {
            workstation: id("workstation")?,
            tab: id("tab")?,
            name: plain(field("desk").unwrap_or_default()),
            waiting: Some(waiting).filter(|scans| *scans <= MOST_SCANS)?,
            held: Some(held).filter(|scans| *scans <= MOST_SCANS)?,
            taken: Some(taken).filter(|scans| *scans <= MOST_SCANS)?,
            age: maybe("age")?.filter(|_| waiting.max(held).max(taken) > 0),
            version: plain(given("version")?),
            clock: seconds(given("now")?)?,
            is_kept: match given("offline")? {
                "yes" => true,
                "no" => false,
                _ => return None,
            },
            storage: match given("storage")? {
                "persistent" => Storage::Persistent,
                "temporary" => Storage::Temporary,
                "none" => Storage::None,
                _ => return None,
            },
            sound: maybe("sound")?,
            scanner: maybe("scanner")?,
            practice: maybe("practice")?,
            is_leaving: given("leaving") == Some("1"),
            is_hidden: given("hidden") == Some("1"),
        })
    }
}

/// Whether this is an id as a page makes one. No such id leads out of a folder.
pub fn is_id(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
    text.len() == ID && text.bytes().all(fits)
}

fn seconds(text: &str) -> Option<i64> {
    let is_number = text.len() <= DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

/// A text from outside, to be shown in a line: without what breaks or turns one or is not seen,
/// and not long.
fn plain(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
    };
    let kept = text.chars().filter(|&c| !turns(c) && !breaks(c));
    let kept: String = kept.collect();
    let kept: String = kept.trim().chars().take(LONGEST).collect();
    kept.trim_end().to_owned()
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// What a desk says that is ready and holds nothing.
    pub const FIELDS: [(&str, &str); 14] = [
        ("workstation", "abcdefghij012345"),
        ("tab", "tab0000000000001"),
        ("desk", "Circ 1"),
        ("waiting", "0"),
        ("held", "0"),
        ("age", ""),
        ("version", env!("CARGO_PKG_VERSION")),
        ("now", "1700000000000"),
        ("offline", "yes"),
        ("storage", "persistent"),
        ("sound", "60"),
        ("scanner", "30"),
        ("practice", "86400"),
        ("leaving", ""),
    ];

    /// That with other values for some fields.
    pub fn word(changed: &[(&str, &str)]) -> Option<Word> {
        Word::parse(|name| {
            let all = changed.iter().chain(&FIELDS);
            all.copied()
                .find(|(field, _)| *field == name)
                .map(|(_, value)| value)
        })
    }

    #[test]
    fn a_heartbeat_is_read() {
        let word = word(&[("waiting", "2"), ("held", "1"), ("age", "660")]).unwrap();
        assert_eq!((word.waiting, word.held, word.age), (2, 1, Some(660)));
        assert_eq!((word.sound, word.name.as_str()), (Some(60), "Circ 1"));
        assert!(word.is_kept && !word.is_leaving);
        let empty = [("sound", ""), ("desk", ""), ("leaving", "1"), ("age", "5")];
        let word = self::word(&empty).unwrap();
        assert_eq!((word.sound, word.age, word.name.as_str()), (None, None, ""));
        assert!(word.is_leaving);
    }

    #[test]
    fn what_is_no_heartbeat_is_none() {
        for (field, value) in [
            ("workstation", ""),
            ("workstation", "abcdefghij01234"),
            ("workstation", "abcdefghij0123456"),
            ("workstation", "ABCDEFGHIJ012345"),
            ("workstation", "../../../../../x"),
            ("workstation", "abcdefgh/j012345"),
            ("workstation", "abcdefgh.j012345"),
            ("workstation", "abcdefghij01234\u{e9}"),
            ("tab", "x"),
            ("waiting", ""),
            ("waiting", "-1"),
            ("waiting", "1.5"),
            ("waiting", "1000001"),
            ("held", "99999999999999999999"),
            ("age", "x"),
            ("waiting", "+1"),
            ("now", "1e13"),
            ("now", "9999999999999999"),
            ("offline", "maybe"),
            ("storage", ""),
            ("sound", "-1"),
            ("version", ""),
        ] {
            assert_eq!(word(&[(field, value)]), None, "{field}={value}");
        }
    }

    #[test]
    fn a_name_is_one_short_line() {
        for (name, kept) in [
            (" Circ\r\n 1\t\u{0}", "Circ 1"),
            ("\u{202e}1 criC\u{2066}\u{feff}", "1 criC"),
            ("<b>&\"", "<b>&\""),
            (&"\u{1f4d6}".repeat(100), &"\u{1f4d6}".repeat(40)),
            (&format!("{} x", "a".repeat(39)), &"a".repeat(39)),
        ] {
            assert_eq!(word(&[("desk", name)]).unwrap().name, kept);
        }
    }
}
