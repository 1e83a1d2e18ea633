//! Multisets, for the table has no key: two equal rows are two rows.
//!
//! What is taken was there, and is taken once.

use std::collections::HashMap;
use std::hash::Hash;

/// How many there are of each.
#[must_use]
pub fn count<T: Eq + Hash>(items: impl IntoIterator<Item = T>) -> HashMap<T, usize> {
    let mut counts = HashMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    counts
}

/// Takes one of these away; `false` if there is none.
pub fn take<T: Eq + Hash>(counts: &mut HashMap<T, usize>, item: &T) -> bool {
    match counts.get_mut(item) {
        Some(n) if *n > 0 => {
            *n -= 1;
            true
        }
        _ => false,
    }
}
