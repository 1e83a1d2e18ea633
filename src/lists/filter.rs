//! A Bloom filter: whether something is in a list, without the list.
//!
//! What was put in is always found; of what was not, one in a million is found as well. The
//! scripts of the scanning page ask it, in `apache/htdocs/scripts/listset.js`, and
//! `tests/vectors/lists.json` tries both.

use super::key::Digest;

/// Bits for each ten entries.
const BITS_OF_TEN: u64 = 288;
/// Bits that are asked for each entry.
const PROBES: u64 = 20;
/// Of a filter with fewer bits, two entries have all their bits in common too often.
const LEAST: u64 = 1 << 17;

/// Where the bits of an entry are, before it is known how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot(u64, u64);

impl Spot {
    /// The spot of what has this hash.
    pub fn of(hash: &Digest) -> Self {
        let number = |at: usize| {
            let mut bytes = [0; 8];
            bytes.copy_from_slice(&hash[at..at + 8]);
            u64::from_be_bytes(bytes)
        };
        Self(number(0), number(8))
    }

    /// Its bits of so many.
    fn bits(self, of: u64) -> impl Iterator<Item = u64> {
        let (first, step) = (self.0 % of, (self.1 % of).max(1));
        (0..PROBES).map(move |i| (first + i * step) % of)
    }
}

/// The bytes of a filter with these entries: none if there are none.
pub fn filter(spots: &[Spot]) -> Vec<u8> {
    if spots.is_empty() {
        return Vec::new();
    }
    let bits = (spots.len() as u64 * BITS_OF_TEN).div_ceil(10).max(LEAST);
    let bytes = usize::try_from(bits.div_ceil(8)).expect("a list fits into the memory");
    let mut filter = vec![0_u8; bytes];
    let bits = bytes as u64 * 8;
    for spot in spots {
        for bit in spot.bits(bits) {
            // No bit is beyond the bytes that were made for them.
            if let Ok(byte) = usize::try_from(bit / 8) {
                filter[byte] |= 1 << (bit % 8);
            }
        }
    }
    filter
}

#[cfg(test)]
pub fn has(filter: &[u8], spot: Spot) -> bool {
    let bits = filter.len() as u64 * 8;
    let is_set = |bit: u64| filter[usize::try_from(bit / 8).unwrap()] & (1 << (bit % 8)) != 0;
    bits > 0 && spot.bits(bits).all(is_set)
}

#[cfg(test)]
pub fn bits(spot: Spot, of: u64) -> Vec<u64> {
    spot.bits(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::Key;

    fn spots(from: u32, until: u32) -> Vec<Spot> {
        let key = Key::of_bytes(&[7; 32]);
        let spot = |n: u32| Spot::of(&key.hash_exactly(format!("3123{n:010}").as_bytes()));
        (from..until).map(spot).collect()
    }

    #[test]
    fn what_was_put_in_is_found_and_nearly_nothing_else() {
        let listed = spots(0, 20_000);
        let filter = filter(&listed);
        assert_eq!(filter.len(), 72_000);
        assert!(listed.iter().all(|spot| has(&filter, *spot)));
        let others = spots(20_000, 120_000);
        let found = others.iter().filter(|spot| has(&filter, **spot)).count();
        assert!(found <= 1, "{found}");
    }

    #[test]
    fn an_empty_list_has_nothing() {
        assert!(filter(&[]).is_empty());
        assert!(!has(&[], spots(0, 1)[0]));
    }
}
