//! What the page says of the records that Alma will not take. They go into the files all the same.

use serde::Serialize;

use super::Finding;

/// What is foreseen, where a list from Alma counts.
#[derive(Serialize)]
pub struct Foreseen {
    /// How many records Alma will not take.
    total: usize,
    /// How many of them will need a person.
    needs: usize,
    kinds: Vec<Finding>,
}

impl Foreseen {
    /// These kinds; each record is of one.
    pub(super) fn new(kinds: Vec<Finding>) -> Self {
        let needy = kinds.iter().filter(|kind| kind.needs_a_person);
        Self {
            total: kinds.iter().map(|kind| kind.total).sum(),
            needs: needy.map(|kind| kind.total).sum(),
            kinds,
        }
    }
}
