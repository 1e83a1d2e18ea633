//! What files hold, as the page shows it before anything is recorded.

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::{NaiveDateTime, TimeDelta};
use serde::Serialize;

use super::choices::{Asked, key};
use crate::circulation::judge::Judge;
use crate::circulation::library::Library;
use crate::circulation::line::{Lines, Rejected};
use crate::circulation::record::{Kind, Record};
use crate::circulation::time;
use crate::jobs::import::{Already, Compared, File, Imported, Left, Stretch, What};
use crate::messages::{Code, message};
use crate::outbox::DatFile;

/// Lines not understood that are shown of one file, new records that look wrong, and patrons of a
/// list.
const LINES_SHOWN: usize = 100;
/// Stretches of wrong dates that are shown of one file, and files that have lines already.
const STRETCHES_SHOWN: usize = 20;
/// Characters that are shown of a line or of a file's name.
const TEXT_SHOWN: usize = 120;
const DAY: &str = "%-d %B %Y";

/// What the files hold.
#[derive(Serialize)]
pub struct Preview {
    library: String,
    library_code: String,
    files: Vec<Row>,
    understood: usize,
    new: usize,
    /// Lines that are left out.
    left: usize,
    /// Lines that were not understood.
    misread: usize,
    elsewhere: usize,
    /// Whether the new records are more than the confirmation can carry.
    pub is_too_large: bool,
    /// The new records.
    pub lines: String,
    /// Whether there is anything to choose.
    has_choices: bool,
    /// Lines whose dates look wrong, that are left out.
    off: usize,
    /// Lines of lists whose time nobody has said.
    without_time: usize,
    older: Option<Older>,
    same_day: usize,
    with_same_day: bool,
}

/// Lines that may be left over from before.
#[derive(Serialize)]
struct Older {
    /// How many are left out.
    left: usize,
    is_chosen: bool,
    /// When the latest file was made, if it is the same for all.
    made: Option<String>,
}

#[derive(Serialize)]
struct Row {
    at: usize,
    name: String,
    whole_name: String,
    source: String,
    is_empty: bool,
    problem: Option<&'static str>,
    /// The last line, if it may be cut off.
    cut: Option<usize>,
    loans: usize,
    returns: usize,
    first: String,
    last: String,
    already: usize,
    left: usize,
    new: usize,
    /// All that are understood.
    records: usize,
    known: Vec<InFile>,
    more_known: usize,
    unsaved: usize,
    file_gone: usize,
    repeated: usize,
    stretches: Vec<StretchView>,
    more_stretches: usize,
    list: Option<List>,
    rejected: Vec<Rejected>,
    more_rejected: usize,
    /// New records that look wrong.
    odd: Vec<Rejected>,
    more_odd: usize,
}

/// A file of the output directory that has some of the lines.
#[derive(Serialize)]
struct InFile {
    name: String,
    day: String,
    records: usize,
}

/// Lines whose dates look wrong.
#[derive(Serialize)]
struct StretchView {
    key: String,
    first_line: usize,
    last_line: usize,
    records: usize,
    first: String,
    last: String,
    /// What is chosen: `leave`, `days`, `day` or `keep`.
    what: &'static str,
    days: i64,
    /// The first and the last day after a move by so many days.
    moved_first: String,
    moved_last: String,
    day: String,
    /// How many are recorded, moved by just so many days.
    recorded: usize,
    /// How far they are ahead of the server's clock, if by less than a day.
    ahead: Option<String>,
}

/// A plain list.
#[derive(Serialize)]
struct List {
    /// Whether it has days or times of day of its own.
    has_times: bool,
    date: String,
    time: String,
    patrons: Vec<Lent>,
    more_patrons: usize,
}

/// The items of a patron, or those that were returned.
#[derive(Serialize)]
struct Lent {
    patron: String,
    items: Vec<String>,
}

impl Preview {
    /// What was found in the files for this library.
    pub fn of(library: &Library, asked: &Asked, compared: Compared<'_>, judge: &Judge<'_>) -> Self {
        let sum = |count: &dyn Fn(&File<'_>) -> usize| compared.files.iter().map(count).sum();
        let left = |reason| sum(&|file: &File<'_>| file.tally.left_for(reason));
        let choices = &asked.choices;
        let (older, same_day) = (left(Left::Older), left(Left::SameDay));
        let older = (older > 0 || choices.with_older).then(|| Older {
            left: older,
            is_chosen: choices.with_older,
            made: compared
                .latest
                .get(&library.code)
                .map(|made| made.format("%-d %B %Y, %H:%M").to_string()),
        });
        let lines: Vec<String> = compared.new.iter().map(Record::to_line).collect();
        let mut preview = Self {
            library: library.name.clone(),
            library_code: library.code.clone(),
            files: Vec::new(),
            understood: sum(&|file: &File<'_>| file.lines.understood.len()),
            new: compared.new.len(),
            left: sum(&|file: &File<'_>| file.tally.left.len()),
            misread: sum(&|file: &File<'_>| file.lines.rejected.len() + file.tally.rejected.len()),
            elsewhere: sum(&|file: &File<'_>| file.tally.elsewhere),
            is_too_large: false,
            lines: lines.join("\r\n"),
            has_choices: false,
            off: left(Left::Off),
            without_time: left(Left::NoTime),
            older,
            same_day,
            with_same_day: choices.with_same_day,
        };
        let mut new = compared.new.iter();
        for (at, file) in compared.files.into_iter().enumerate() {
            let odd = odd(judge, &file.tally.new_lines, &mut new);
            preview.files.push(Row::new(at, asked, file, odd));
        }
        tell_apart(&mut preview.files);
        let has_choices = |row: &Row| !row.stretches.is_empty() || row.list.is_some();
        preview.has_choices = preview.older.is_some()
            || same_day > 0
            || choices.with_same_day
            || preview.files.iter().any(has_choices);
        preview
    }
}

impl Row {
    fn new(at: usize, asked: &Asked, file: File<'_>, odd: Vec<Rejected>) -> Self {
        let source = &asked.sources[at];
        let list = file
            .is_list
            .then(|| List::new(asked.choices.times.get(&at), &file));
        let tally = file.tally;
        let is_empty = source.content.is_empty();
        // Whoever types a list need not end its last line.
        let is_typed = file.is_list || file.problem.is_some();
        let cut = file.decoded.cut().filter(|_| !is_typed);
        let records = file.lines.understood.len();
        let mut rejected = file.lines.rejected;
        rejected.extend(tally.rejected);
        rejected.sort_by_key(|rejected| rejected.line);
        let (rejected, more_rejected) = first(rejected);
        let (odd, more_odd) = first(odd);
        // Nobody has said yet when a list is of.
        let span = tally
            .span
            .filter(|_| list.as_ref().is_none_or(|list| !list.date.is_empty()));
        let (earliest, latest) = span
            .map(|span| (shown_time(span.first), shown_time(span.last)))
            .unwrap_or_default();
        let (known, more_known) = in_files(&tally.already);
        let more_stretches = file.stretches.len().saturating_sub(STRETCHES_SHOWN);
        Self {
            at,
            name: shown(&source.name),
            whole_name: source.name.clone(),
            source: source.encoded(),
            is_empty,
            problem: file.problem.map(Code::text),
            cut,
            loans: tally.loans,
            returns: tally.returns,
            first: earliest,
            last: latest,
            already: tally.already.all,
            left: tally.left.len(),
            new: tally.new,
            records,
            known,
            more_known,
            unsaved: tally.already.unsaved,
            file_gone: tally.already.file_gone,
            repeated: tally.already.repeated,
            stretches: file
                .stretches
                .iter()
                .take(STRETCHES_SHOWN)
                .map(StretchView::new)
                .collect(),
            more_stretches,
            list,
            rejected,
            more_rejected,
            odd,
            more_odd,
        }
    }
}

impl StretchView {
    fn new(stretch: &Stretch) -> Self {
        let decision = &stretch.decision;
        let moved = |days: i64, time: NaiveDateTime| {
            let moved = TimeDelta::try_days(days).and_then(|by| time.checked_add_signed(by));
            moved.map_or(String::new(), |time| time.format(DAY).to_string())
        };
        let what = match decision.what {
            What::Leave => "leave",
            What::Days(_) => "days",
            What::FirstOn(_) => "day",
            What::Keep => "keep",
        };
        let days = match decision.what {
            What::Days(days) => days,
            _ => stretch.suggested,
        };
        let day = match decision.what {
            What::FirstOn(day) => day.format("%Y-%m-%d").to_string(),
            _ => String::new(),
        };
        Self {
            key: key(decision),
            first_line: decision.first,
            last_line: decision.last,
            records: stretch.records,
            first: shown_time(stretch.span.first),
            last: shown_time(stretch.span.last),
            what,
            days,
            moved_first: moved(days, stretch.span.first),
            moved_last: moved(days, stretch.span.last),
            day,
            recorded: stretch.recorded,
            ahead: stretch.ahead.map(|ahead| {
                let minutes = ahead.num_minutes();
                message!("pages.ahead", hours = minutes / 60, minutes = minutes % 60)
            }),
        }
    }
}

impl List {
    fn new(time: Option<&NaiveDateTime>, file: &File<'_>) -> Self {
        let (patrons, more_patrons) = Lent::all(&file.lines);
        let format = |form| time.map_or(String::new(), |time| time.format(form).to_string());
        Self {
            has_times: file.has_times,
            date: format("%Y-%m-%d"),
            time: format("%H:%M"),
            patrons,
            more_patrons,
        }
    }
}

impl Lent {
    /// Who gets what, as many as are shown, and how many are not.
    fn all(lines: &Lines<Imported>) -> (Vec<Self>, usize) {
        let mut patrons: Vec<Lent> = Vec::new();
        let mut more_patrons = 0;
        let mut last = None;
        for record in lines.understood.iter().map(|line| &line.value.record) {
            let patron = match record.kind {
                Kind::Loan => record.patron_barcode.as_str(),
                Kind::Return => "",
            };
            let is_next = last.replace(patron) != Some(patron);
            if is_next && patrons.len() == LINES_SHOWN {
                more_patrons += 1;
            } else if is_next {
                let (patron, items) = (patron.to_owned(), Vec::new());
                patrons.push(Lent { patron, items });
            }
            if let Some(lent) = patrons.last_mut().filter(|_| more_patrons == 0) {
                lent.items.push(record.item_barcode.clone());
            }
        }
        (patrons, more_patrons)
    }
}

/// Gives files of the same name, as that of the Ex Libris utility is everywhere, their numbers.
fn tell_apart(files: &mut [Row]) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for file in files.iter() {
        *counts.entry(file.name.clone()).or_default() += 1;
    }
    for file in files.iter_mut().filter(|file| counts[&file.name] > 1) {
        file.name = message!("pages.same-name", name = file.name, number = file.at + 1);
    }
}

/// The files that have lines already, the one with most of them first, and how many more there are.
fn in_files(already: &Already) -> (Vec<InFile>, usize) {
    let mut files: Vec<(&String, &usize)> = already.in_files.iter().collect();
    files.sort_by_key(|(_, records)| Reverse(**records));
    let more = files.len().saturating_sub(STRETCHES_SHOWN);
    let shown = files
        .into_iter()
        .take(STRETCHES_SHOWN)
        .map(|(name, records)| {
            let made = DatFile::named(name.clone()).made;
            let is_known = made != NaiveDateTime::default();
            InFile {
                name: name.clone(),
                day: if is_known {
                    made.format(DAY).to_string()
                } else {
                    String::new()
                },
                records: *records,
            }
        });
    (shown.collect(), more)
}

fn shown_time(time: NaiveDateTime) -> String {
    time.format(time::MINUTE_SHOWN).to_string()
}

/// The new records of one file that look wrong, by their lines; takes these from all that are
/// new.
fn odd<'r>(
    judge: &Judge<'_>,
    lines: &[usize],
    new: &mut impl Iterator<Item = &'r Record>,
) -> Vec<Rejected> {
    let mut odd = Vec::new();
    for (line, record) in lines.iter().zip(new) {
        odd.extend(judge.record(record).map(|doubtful| Rejected {
            line: *line,
            text: record.to_line(),
            reason: doubtful.reason(),
        }));
    }
    odd
}

/// As many as are shown, and how many are not.
fn first(mut lines: Vec<Rejected>) -> (Vec<Rejected>, usize) {
    let more = lines.len().saturating_sub(LINES_SHOWN);
    lines.truncate(LINES_SHOWN);
    for line in &mut lines {
        line.text = shown(&line.text);
    }
    (lines, more)
}

/// The beginning of a text that may be anything at all.
fn shown(text: &str) -> String {
    let visible = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut shown: String = text.chars().take(TEXT_SHOWN).map(visible).collect();
    if text.chars().nth(TEXT_SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circulation::line::Understood;

    #[test]
    fn patrons_who_are_not_shown_are_counted_once() {
        let line = |patron: usize, item: usize| {
            let text = format!("M,20261103140500,L,3{patron}{item},,2{patron},");
            let record = Record::parse(&text, |_| true).unwrap();
            Understood {
                line: 1,
                text,
                value: Imported {
                    record,
                    to_the_minute: true,
                },
            }
        };
        let patrons = LINES_SHOWN + 10;
        let understood = (0..patrons).flat_map(|patron| (0..5).map(move |item| line(patron, item)));
        let lines = Lines {
            understood: understood.collect(),
            rejected: Vec::new(),
        };
        let (shown, more) = Lent::all(&lines);
        assert_eq!((shown.len(), more), (LINES_SHOWN, 10));
        assert!(shown.iter().all(|lent| lent.items.len() == 5));
    }
}
