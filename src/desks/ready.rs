//! Whether a desk is ready for an outage, and what is missing, from what its page has said.

use super::DAY;
use super::desk::Desk;
use super::word::Storage;

/// A workstation's clock may differ from the server's by so many seconds.
const CLOCK: i64 = 120;

/// Why a desk is not ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Its page does not open without the server.
    NotKept,
    /// Its page is of another version than the server's.
    OldPage,
    /// Its browser may delete waiting scans.
    Temporary,
    /// Its browser keeps no scans.
    NoStorage,
    /// Its clock is ahead by so many seconds.
    Ahead(i64),
    /// Its clock is behind by so many seconds.
    Behind(i64),
    /// Its sound was never tested.
    Sound,
    /// Its scanner has never typed a scan.
    Scanner,
    /// Nobody has practiced there for so many days.
    Practice,
}

/// What keeps a desk from being ready; nothing, if it is. `version` is the server's, and practice
/// is good for so many days.
pub fn reasons(desk: &Desk, version: &str, practice_days: u32, now: i64) -> Vec<Reason> {
    let storage = match desk.storage {
        Storage::Persistent => None,
        Storage::Temporary => Some(Reason::Temporary),
        Storage::None => Some(Reason::NoStorage),
    };
    let clock = match desk.ahead {
        ahead if ahead > CLOCK => Some(Reason::Ahead(ahead)),
        ahead if ahead < -CLOCK => Some(Reason::Behind(-ahead)),
        _ => None,
    };
    let since = now - i64::from(practice_days) * DAY;
    let practice = desk.practice.is_none_or(|at| at < since);
    [
        (!desk.is_kept).then_some(Reason::NotKept),
        (desk.version != version).then_some(Reason::OldPage),
        storage,
        clock,
        desk.sound.is_none().then_some(Reason::Sound),
        desk.scanner.is_none().then_some(Reason::Scanner),
        practice.then_some(Reason::Practice),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::word::tests::word;
    use super::*;

    const NOW: i64 = 1_700_000_000;

    fn wanting(changed: &[(&str, &str)]) -> Vec<Reason> {
        let desk = Desk::after(None, &word(changed).unwrap(), NOW);
        reasons(&desk, env!("CARGO_PKG_VERSION"), 14, NOW)
    }

    #[test]
    fn each_thing_that_is_wanting_is_a_reason() {
        assert_eq!(wanting(&[]), []);
        for (field, value, reason) in [
            ("offline", "no", Reason::NotKept),
            ("version", "0.0.1", Reason::OldPage),
            ("storage", "temporary", Reason::Temporary),
            ("storage", "none", Reason::NoStorage),
            ("now", "1700000121000", Reason::Ahead(121)),
            ("now", "1699999879000", Reason::Behind(121)),
            ("sound", "", Reason::Sound),
            ("scanner", "", Reason::Scanner),
            ("practice", "", Reason::Practice),
            ("practice", "1209601", Reason::Practice),
        ] {
            assert_eq!(wanting(&[(field, value)]), [reason], "{field}={value}");
        }
        for (field, value) in [
            ("now", "1700000120999"),
            ("now", "1699999880000"),
            ("practice", "1209600"),
        ] {
            assert_eq!(wanting(&[(field, value)]), [], "{field}={value}");
        }
    }
}
