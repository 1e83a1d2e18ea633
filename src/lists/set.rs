//! The desks' own set of the lists, as bytes: what a page without a connection is told of a scan.
//!
//! It has no identifier, no name, no title and no reason. Without the keys of the editions, which
//! are not in it, nothing can be looked up.
//!
//! Three lengths in bytes (32 bits, the smallest byte first): of the filter of a library's own
//! items, of the filter of the others', and of the patrons. Then these three. The patrons are the
//! beginnings of their hashes in their order, 8 bytes each, and then what is known of each, in the
//! same order, 2 bytes: 0 for a blocked one, 65,535 for one without a last day, else that day,
//! counted from 1970-01-01.

use chrono::NaiveDate;

use super::filter::{Spot, filter};

/// Of a patron who is blocked.
const BLOCKED: u16 = 0;
/// Of one without a last day, or with one that is too late to matter.
const NO_END: u16 = u16::MAX;

/// What the set has of a patron.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskPatron {
    /// The beginning of the hash of an identifier under the key of the edition.
    pub hash: [u8; 8],
    /// Whether they are blocked.
    pub is_blocked: bool,
    /// Their last day, where there is one.
    pub expires: Option<NaiveDate>,
}

impl DeskPatron {
    fn said(&self) -> u16 {
        if self.is_blocked {
            return BLOCKED;
        }
        let Some(day) = self.expires else {
            return NO_END;
        };
        let days = (day - NaiveDate::default()).num_days();
        u16::try_from(days.max(1)).unwrap_or(NO_END)
    }
}

/// The bytes of a set.
pub fn set(own: &[Spot], others: &[Spot], mut patrons: Vec<DeskPatron>) -> Vec<u8> {
    patrons.sort_unstable_by_key(|patron| patron.hash);
    let hashes = patrons.iter().flat_map(|patron| patron.hash);
    let said = patrons
        .iter()
        .flat_map(|patron| patron.said().to_le_bytes());
    let parts = [filter(own), filter(others), hashes.chain(said).collect()];
    let length =
        |part: &Vec<u8>| u32::try_from(part.len()).expect("a list is not as large as that");
    let lengths = parts.each_ref().map(|part| length(part).to_le_bytes());
    [lengths.concat(), parts.concat()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patrons_stand_in_the_order_of_their_hashes() {
        let patron = |first: u8, is_blocked: bool, expires: Option<&str>| DeskPatron {
            hash: [first, 0, 0, 0, 0, 0, 0, 1],
            is_blocked,
            expires: expires.map(|day| day.parse().unwrap()),
        };
        let patrons = vec![
            patron(9, true, Some("2026-01-01")),
            patron(3, false, Some("1970-01-03")),
            patron(5, false, None),
            patron(7, false, Some("9999-12-31")),
            patron(1, false, Some("1900-01-01")),
        ];
        let bytes = set(&[], &[], patrons);
        assert_eq!(bytes[..12], [0, 0, 0, 0, 0, 0, 0, 0, 50, 0, 0, 0]);
        let firsts: Vec<u8> = bytes[12..52].iter().step_by(8).copied().collect();
        assert_eq!(firsts, [1, 3, 5, 7, 9]);
        assert_eq!(bytes[52..], [1, 0, 2, 0, 255, 255, 255, 255, 0, 0]);
    }
}
