//! Files made elsewhere: what their lines say, and which of them are new.
//!
//! Nothing is changed here and nothing kept: the same bytes and the same choices come to the same.

mod dates;
mod decode;
mod list;
mod merge;
#[cfg(test)]
mod properties;
mod read;
mod together;

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{NaiveDate, NaiveDateTime};

use crate::circulation::judge::Judge;
use crate::circulation::line::{Lines, Understood};
use crate::circulation::record::{Kind, Record};
use crate::circulation::zone::LocalTimes;
use crate::error::Error;
use crate::jobs::lookup::{self, Found};
use crate::messages::Code;
use crate::site::Site;

pub use dates::{Decision, Stretch, What};
pub use decode::{Decoded, not_a_text, whole};
pub use merge::{Already, Left, Tally};
pub use read::Imported;
pub use together::{OfFile, together};

/// What a person has chosen.
#[derive(Debug, Default)]
pub struct Choices {
    /// What to do with lines whose dates look wrong.
    pub decisions: Vec<Decision>,
    /// The time of a list, by the file that it is.
    pub times: BTreeMap<usize, NaiveDateTime>,
    /// Whether lines are recorded that are older than the latest file of their library.
    pub with_older: bool,
    /// Whether lines of a list are recorded that are there at another time of the day.
    pub with_same_day: bool,
}

/// What a file holds.
#[derive(Debug)]
pub struct File<'b> {
    /// Its lines as they stand in it.
    pub decoded: Decoded<'b>,
    /// What they say, the dates moved as it was decided.
    pub lines: Lines<Imported>,
    /// Why it cannot be read, and what to do.
    pub problem: Option<Code>,
    /// Whether it is a plain list.
    pub is_list: bool,
    /// Whether a list has days or times of day in it, which count for nothing.
    pub has_times: bool,
    /// The lines of a list that only say who has the items after them.
    pub patrons: Vec<usize>,
    /// The lines that are headings of the columns.
    pub headings: Vec<usize>,
    /// The lines whose dates look wrong, or did.
    pub stretches: Vec<Stretch>,
    /// What it comes to.
    pub tally: Tally,
}

/// What files come to.
#[derive(Debug)]
pub struct Compared<'b> {
    /// Each file.
    pub files: Vec<File<'b>>,
    /// The new records in the order of the files and of their lines.
    pub new: Vec<Record>,
    /// Of each library that new lines are older for: when its latest file was made.
    pub latest: BTreeMap<String, NaiveDateTime>,
}

impl File<'_> {
    /// The bytes of the lines that were not understood, with the headings that say what they are.
    pub fn not_understood(&self) -> Vec<u8> {
        let lines = self.lines.rejected.iter().chain(&self.tally.rejected);
        let mut numbers: Vec<usize> = lines.map(|line| line.line).collect();
        numbers.extend(&self.headings);
        numbers.sort_unstable();
        self.decoded.excerpt(&numbers)
    }
}

/// Reads files, whose .dat lines and lists are of this library, and compares them with the table
/// and the files that were made of it. Lines that are there already are never new; those that may
/// be left over from before, or are of another time, only as it was chosen. Changes nothing.
pub fn compare<'b>(
    site: &Site,
    library: &str,
    contents: &[&'b [u8]],
    choices: &Choices,
    judge: &Judge<'_>,
    now: &LocalTimes,
) -> Result<Compared<'b>, Error> {
    let known = |code: &str| site.config.knows(code);
    let mut files: Vec<File<'b>> = Vec::with_capacity(contents.len());
    for (at, bytes) in contents.iter().enumerate() {
        let time = choices.times.get(&at).copied();
        let time = time.unwrap_or_else(|| now.of(library));
        let mut file = read_file(bytes, library, known, judge, time);
        let mine = choices
            .decisions
            .iter()
            .filter(|decision| decision.file == at);
        let mine: Vec<Decision> = mine.copied().collect();
        file.stretches = dates::apply(&mut file.lines, &mine, now);
        files.push(file);
    }
    let found = find(site, library, &files)?;
    let latest = latest_files(site)?;
    let chosen = Chosen::new(choices, &files, &found, &latest, now);
    let lines: Vec<&Lines<Imported>> = files.iter().map(|file| &file.lines).collect();
    let merged = merge::merge(&lines, &found, |at, line| chosen.left(at, line));
    for (at, (file, tally)) in files.iter_mut().zip(merged.files).enumerate() {
        let off = tally.left.iter().filter(|(_, left)| *left == Left::Off);
        let off: Vec<usize> = off.map(|(line, _)| *line).collect();
        let mut stretches = dates::stretches(at, &file.lines, &off, now);
        // What was moved, and is off still, has its times of before.
        stretches.retain(|new| !file.stretches.iter().any(|decided| decided.meets(new)));
        let stretches = dates::look_for_moved(stretches, &file.lines, &found);
        file.stretches.extend(stretches);
        file.stretches.sort_by_key(|stretch| stretch.decision.first);
        file.tally = tally;
    }
    Ok(Compared {
        files,
        new: merged.new,
        latest,
    })
}

/// What a file says, if it is of a station or a list; at `time`, if it is a list.
pub fn read_file<'b>(
    bytes: &'b [u8],
    library: &str,
    known: impl Fn(&str) -> bool,
    judge: &Judge<'_>,
    time: NaiveDateTime,
) -> File<'b> {
    let problem = decode::not_a_text(bytes);
    let mut file = File {
        decoded: Decoded::read(if problem.is_some() { &[] } else { bytes }),
        lines: Lines {
            understood: Vec::new(),
            rejected: Vec::new(),
        },
        problem,
        is_list: false,
        has_times: false,
        patrons: Vec::new(),
        headings: Vec::new(),
        stretches: Vec::new(),
        tally: Tally::default(),
    };
    let lines = &file.decoded.lines;
    if !read::is_of_a_station(lines) && list::has_numbers(lines) {
        match list::read(lines, library, time, judge) {
            Ok(list) => {
                file.is_list = !list.lines.understood.is_empty();
                (file.lines, file.patrons) = (list.lines, list.patrons);
                (file.headings, file.has_times) = (list.headings, list.has_times);
                return file;
            }
            Err(problem) => file.problem = Some(problem),
        }
    }
    file.headings = read::headings(lines);
    file.lines = read::read(lines, library, known);
    file
}

/// Every record of the items in these files: in the table, and in files of which the rows are gone.
fn find(site: &Site, library: &str, files: &[File<'_>]) -> Result<Vec<Found>, Error> {
    let items: HashSet<&str> = merge::items(files.iter().map(|file| &file.lines));
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = lookup::find(site, &|item: &str, _: &str| items.contains(item.trim()))?;
    // A line of the PHP's file for all libraries does not say which of them it is of.
    for found in found.iter_mut().filter(|found| found.is_line_only) {
        if found.record.library.is_empty() {
            library.clone_into(&mut found.record.library);
        }
    }
    Ok(found)
}

/// When the latest file of each library was made, or of all libraries.
fn latest_files(site: &Site) -> Result<BTreeMap<String, NaiveDateTime>, Error> {
    let files = site.outbox.list()?;
    let codes = site.config.libraries.iter().map(|library| &library.code);
    let latest = codes.filter_map(|code| Some((code.clone(), site.outbox.latest(&files, code)?)));
    Ok(latest.collect())
}

/// By what a new line is recorded or left out.
struct Chosen<'a> {
    choices: &'a Choices,
    files: &'a [File<'a>],
    /// The days of what is there.
    days: HashSet<(Kind, &'a str, &'a str, NaiveDate)>,
    latest: &'a BTreeMap<String, NaiveDateTime>,
    /// By file: the lines whose dates somebody has decided on, and whether they stay.
    decided: HashMap<usize, Vec<&'a Decision>>,
    now: &'a LocalTimes,
}

impl<'a> Chosen<'a> {
    fn new(
        choices: &'a Choices,
        files: &'a [File<'_>],
        found: &'a [Found],
        latest: &'a BTreeMap<String, NaiveDateTime>,
        now: &'a LocalTimes,
    ) -> Self {
        let mut decided: HashMap<usize, Vec<&Decision>> = HashMap::new();
        let decisions = choices.decisions.iter();
        for decision in decisions.filter(|decision| decision.what != What::Leave) {
            decided.entry(decision.file).or_default().push(decision);
        }
        Self {
            choices,
            files,
            days: found.iter().map(|found| day(&found.record)).collect(),
            latest,
            decided,
            now,
        }
    }

    fn left(&self, at: usize, line: &Understood<Imported>) -> Option<Left> {
        let record = &line.value.record;
        if self.files[at].is_list && !self.choices.times.contains_key(&at) {
            return Some(Left::NoTime);
        }
        let decided = self.decided.get(&at).into_iter().flatten();
        let mut decided =
            decided.filter(|decision| (decision.first..=decision.last).contains(&line.line));
        let decision = decided.next();
        let is_kept = decision.is_some_and(|decision| decision.what == What::Keep);
        if !is_kept && dates::is_off(record, self.now) {
            return Some(Left::Off);
        }
        if self.files[at].is_list && !self.choices.with_same_day && self.days.contains(&day(record))
        {
            return Some(Left::SameDay);
        }
        let latest = self.latest.get(&record.library);
        let is_older = latest.is_some_and(|made| record.timestamp < *made);
        // Of a list, or of lines that were moved, a person has just said when they are of.
        let is_said = decision.is_some() || self.files[at].is_list;
        (is_older && !is_said && !self.choices.with_older).then_some(Left::Older)
    }
}

fn day(record: &Record) -> (Kind, &str, &str, NaiveDate) {
    let (item, patron) = (record.item_barcode.trim(), record.patron_for_alma().trim());
    (record.kind, item, patron, record.timestamp.date())
}
