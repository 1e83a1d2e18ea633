//! The records beside what the text asks for.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::{AlmaReport, Altered, Failure, plain};
use crate::circulation::record::Record;

/// Where a record is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// In the table, and in no file yet.
    NoFileYet,
    /// In a file of the output directory.
    File {
        /// `….dat`
        name: String,
        /// Its line there, the first is 1.
        line: usize,
    },
    /// It was in a file, which is not in the output directory any more.
    FileGone,
}

/// A record, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The record.
    pub record: Record,
    /// Where it is.
    pub location: Location,
    /// Whether only Alma's line is left of it, which has no seconds.
    pub is_line_only: bool,
}

/// A barcode of the text with its records.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What Alma says, `None` for a barcode without a message.
    pub failure: Option<Failure>,
    /// Alma's sentence; without one the line where the barcode stands, if it says something.
    pub sentence: &'a str,
    /// The barcode, `""` if the message has none.
    pub barcode: &'a str,
    /// The records it can be about, the newest last.
    pub records: Vec<&'a Found>,
    /// How a spreadsheet may have changed the barcode, if no record has it.
    pub altered: Option<Altered>,
    /// The records whose barcode it may have been, the newest last.
    pub perhaps: Vec<&'a Found>,
}

/// Bytes of a line that is shown beside its barcode.
const LONGEST_LINE: usize = 400;

/// One entry for each different message, then one for each other barcode, in the order of
/// the text. `found` has every record the report asks for, the newest last.
pub fn answer<'a>(report: &AlmaReport<'a>, found: &'a [Found]) -> Vec<Entry<'a>> {
    let records = Records::new(found);
    let mut entries: Vec<Entry<'a>> = Vec::new();
    let mut seen = HashSet::new();
    let mut named = HashSet::new();
    for message in &report.messages {
        let failure = Some(message.failure);
        let barcode = message.barcode(|text| records.has(failure, text));
        let sentence = message.failure.words().unwrap_or(message.sentence);
        named.insert(barcode);
        if seen.insert((sentence.to_lowercase(), barcode)) {
            entries.push(records.entry(failure, sentence, barcode));
        }
    }
    for (barcode, line) in report.barcodes(|text| records.has(None, text)) {
        if named.insert(barcode) {
            entries.push(records.entry(None, said(line), barcode));
        }
    }
    for (number, altered, line) in report.numbers() {
        if records.has(None, number) || named.contains(number) {
            continue;
        }
        let entry = records.entry(None, said(line), number);
        if !entry.perhaps.is_empty() || altered.stands_out() {
            named.insert(number);
            entries.push(entry);
        }
    }
    entries
}

/// The line, if there is a sentence in it.
fn said(line: &str) -> &str {
    let words = line.split_whitespace();
    let letters = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count();
    let words: Vec<usize> = words.map(|word| letters(&word)).collect();
    let foreign = line
        .chars()
        .filter(|c| !c.is_ascii() && c.is_alphabetic())
        .count();
    let is_sentence = words.iter().filter(|letters| **letters > 1).count() > 1 || foreign > 3;
    if is_sentence && line.len() <= LONGEST_LINE {
        line.trim()
    } else {
        ""
    }
}

/// The records by their barcodes.
struct Records<'a> {
    found: &'a [Found],
    by_item: HashMap<Cow<'a, str>, Vec<usize>>,
    by_patron: HashMap<Cow<'a, str>, Vec<usize>>,
    /// Each barcode that is a number, the least first.
    by_value: Vec<(u128, usize)>,
}

impl<'a> Records<'a> {
    fn new(found: &'a [Found]) -> Self {
        let (mut by_item, mut by_patron) = (HashMap::new(), HashMap::new());
        let mut by_value = Vec::new();
        for (i, Found { record, .. }) in found.iter().enumerate() {
            let item = plain(record.item_barcode.trim());
            let patron = plain(record.patron_barcode.trim());
            let values = [&item, &patron].into_iter().flat_map(|text| text.parse());
            by_value.extend(values.map(|value| (value, i)));
            by_item.entry(item).or_insert_with(Vec::new).push(i);
            by_patron.entry(patron).or_insert_with(Vec::new).push(i);
        }
        by_value.sort_unstable();
        Self {
            found,
            by_item,
            by_patron,
            by_value,
        }
    }

    fn entry(&self, failure: Option<Failure>, sentence: &'a str, barcode: &'a str) -> Entry<'a> {
        let records = self.of(failure, barcode);
        let altered = Altered::parse(barcode).filter(|_| records.is_empty());
        let perhaps = altered.as_ref().map(|altered| self.near(failure, altered));
        let perhaps = perhaps.unwrap_or_default();
        Entry {
            failure,
            sentence,
            barcode,
            records,
            altered: altered.filter(|altered| altered.stands_out() || !perhaps.is_empty()),
            perhaps,
        }
    }

    /// The records whose barcode can have become this number.
    fn near(&self, failure: Option<Failure>, altered: &Altered) -> Vec<&'a Found> {
        let (least, greatest) = altered.range();
        let from = self.by_value.partition_point(|(value, _)| *value < least);
        let values = self.by_value[from..].iter();
        let values = values.take_while(|(value, _)| *value <= greatest);
        let mut places: Vec<usize> = values.map(|(_, place)| *place).collect();
        places.sort_unstable();
        places.dedup();
        let fits = |found: &&Found| {
            let Record {
                item_barcode,
                patron_barcode,
                ..
            } = &found.record;
            let is_item = failure.is_none_or(Failure::may_name_an_item);
            let is_patron = failure.is_none_or(Failure::may_name_a_patron);
            (is_item && altered.fits(item_barcode.trim()))
                || (is_patron && altered.fits(patron_barcode.trim()))
        };
        let found = places.into_iter().map(|place| &self.found[place]);
        found.filter(fits).collect()
    }

    fn has(&self, failure: Option<Failure>, barcode: &str) -> bool {
        !self.places(failure, barcode).is_empty()
    }

    /// The records that the message can be about: of the kind that fails in this way, else all.
    fn of(&self, failure: Option<Failure>, barcode: &str) -> Vec<&'a Found> {
        let all = self.places(failure, barcode).into_iter();
        let all: Vec<&Found> = all.map(|i| &self.found[i]).collect();
        let Some(kind) = failure.and_then(Failure::kind) else {
            return all;
        };
        let can_fail = all.iter().filter(|found| found.record.kind == kind);
        let can_fail: Vec<&Found> = can_fail.copied().collect();
        if can_fail.is_empty() { all } else { can_fail }
    }

    fn places(&self, failure: Option<Failure>, barcode: &str) -> Vec<usize> {
        let mut places = Vec::new();
        if barcode.is_empty() {
            return places;
        }
        if failure.is_none_or(Failure::may_name_an_item) {
            places.extend(self.by_item.get(barcode).into_iter().flatten());
        }
        if failure.is_none_or(Failure::may_name_a_patron) {
            places.extend(self.by_patron.get(barcode).into_iter().flatten());
        }
        places.sort_unstable();
        places.dedup();
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: &[&str]) -> Vec<Found> {
        let found = |line: &&str| Found {
            record: Record::parse(line, |_| true).unwrap(),
            location: Location::NoFileYet,
            is_line_only: false,
        };
        lines.iter().map(found).collect()
    }

    /// Message, barcode and the hours of the records.
    fn answers(text: &str, lines: &[&str]) -> Vec<String> {
        let found = found(lines);
        let entry = |entry: &Entry<'_>| {
            let times = entry.records.iter().map(|found| found.record.timestamp);
            let hours: Vec<String> = times.map(|time| time.format("%H").to_string()).collect();
            format!("{}|{}|{}", entry.sentence, entry.barcode, hours.join(" "))
        };
        answer(&AlmaReport::parse(text), &found)
            .iter()
            .map(entry)
            .collect()
    }

    const RECORDS: [&str; 6] = [
        "A,20150827080000,L,i1,,p1",
        "A,20150827090000,R,i1",
        "A,20150827100000,L,i2,,p1",
        "A,20150827110000,L,p1,,i2",
        "A,20150827120000,R,i3,,p3",
        "A,20150827130000,R,i4,,p1",
    ];

    #[test]
    fn a_message_has_the_records_that_can_have_failed_newest_last() {
        let text = "User not found. Barcode: p1\nUser not found. Barcode: p3\n\
                    Return item failed, item was not on loan. Barcode: i1\n\
                    Return item failed, item was not on loan. Barcode: i2\n\
                    Item not found. Barcode: i1\nItem is odd. Barcode: p1";
        let expected = [
            "User not found|p1|08 10",
            "User not found|p3|12",
            "Return item failed, item was not on loan|i1|09",
            "Return item failed, item was not on loan|i2|10",
            "Item not found|i1|08 09",
            "Item is odd|p1|08 10 11 13",
        ];
        assert_eq!(answers(text, &RECORDS), expected);
    }

    #[test]
    fn the_same_message_twice_counts_once_and_none_is_dropped() {
        let text = "Item not found. Barcode: x\nITEM NOT FOUND. Barcode: x\n\
                    A later action on this item happened. Barcode: x\n\
                    Is odd 1. Barcode: x\nIs odd 2. Barcode: x\nUser not found. Barcode:";
        let expected = [
            "Item not found|x|",
            "A later action on this item happened|x|",
            "Is odd 1|x|",
            "Is odd 2|x|",
            "User not found||",
        ];
        assert_eq!(answers(text, &RECORDS), expected);
    }

    #[test]
    fn a_barcode_without_a_message_is_an_items_or_a_patrons_and_is_there_once() {
        let text = "i2\ni2\nItem not found. Barcode: i1\ni1\nunknown99";
        let expected = ["Item not found|i1|08 09", "|i2|10 11", "|unknown99|"];
        assert_eq!(answers(text, &RECORDS), expected);
    }
}
