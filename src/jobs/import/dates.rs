//! Lines whose dates cannot be right: an old computer whose clock has lost the year.
//!
//! No I/O. Such lines are moved by whole days, so that their times of day and their order stay, or
//! recorded as they are; and nothing is done to them that a person has not asked for.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::read::Imported;
use crate::circulation::line::{Lines, Understood};
use crate::circulation::record::{Kind, Record};
use crate::circulation::time::{self, Span};
use crate::circulation::zone::LocalTimes;
use crate::jobs::lookup::Found;

/// No outage is so long ago that its lines are still of use.
const LONG_AGO: TimeDelta = TimeDelta::days(180);
/// More than a clock that is only not set well.
const AHEAD: TimeDelta = TimeDelta::hours(1);
/// By no more than this, it is rather the server's time zone that is not set.
const ZONE: TimeDelta = TimeDelta::days(1);
/// Back by more than this, the clock has lost its date once more.
const BACK: TimeDelta = TimeDelta::hours(1);
/// On by more than this, another clock has written the lines, or it was set in between.
const ON: TimeDelta = TimeDelta::days(31);

/// So many records of the same items, patrons and times of day are no chance.
const SEVERAL: usize = 2;

/// What to do with the lines of a file from the first to the last of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// Which file, from 0.
    pub file: usize,
    /// The first line.
    pub first: usize,
    /// The last line.
    pub last: usize,
    /// What to do.
    pub what: What,
}

/// What to do with lines whose dates look wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Nothing yet.
    Leave,
    /// Move them by so many days.
    Days(i64),
    /// Move them so that the first of them is of this day.
    FirstOn(NaiveDate),
    /// Take them as they are.
    Keep,
}

/// Lines of a file, one after the other, whose dates look wrong, or did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The lines, and what was decided.
    pub decision: Decision,
    /// How many records they have.
    pub records: usize,
    /// Their times as they stand in the file.
    pub span: Span,
    /// By how many days they would move to the latest day that can be right; by none, if they are
    /// `ahead`.
    pub suggested: i64,
    /// How far the last is ahead of the server's clock, if by less than a day.
    pub ahead: Option<TimeDelta>,
    /// How many of them are recorded already, moved by just so many days.
    pub recorded: usize,
}

impl Stretch {
    /// Whether the two have a line in common.
    pub fn meets(&self, other: &Self) -> bool {
        self.decision.first <= other.decision.last && other.decision.first <= self.decision.last
    }
}

/// Whether a record cannot be of the time that it says, by the clocks of its own library.
pub fn is_off(record: &Record, now: &LocalTimes) -> bool {
    let (time, now) = (record.timestamp, now.of(&record.library));
    time > now + AHEAD || time < now - LONG_AGO
}

impl Decision {
    /// Its lines, of those of a file in their order.
    fn of<'a>(&self, lines: &'a [Understood<Imported>]) -> &'a [Understood<Imported>] {
        &lines[self.places(lines)]
    }

    fn places(&self, lines: &[Understood<Imported>]) -> Range<usize> {
        let first = lines.partition_point(|line| line.line < self.first);
        let after = lines.partition_point(|line| line.line <= self.last);
        first..after.max(first)
    }
}

/// Moves the lines of one file as it was decided, and returns the stretches of which something was;
/// one without a line is dropped.
pub fn apply(
    lines: &mut Lines<Imported>,
    decisions: &[Decision],
    now: &LocalTimes,
) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    for decision in decisions
        .iter()
        .filter(|decision| decision.what != What::Leave)
    {
        let mine = decision.of(&lines.understood);
        let times = mine.iter().map(time_of);
        let (Some(span), Some(now)) = (Span::of(times.clone()), now_at_last(mine.iter(), now))
        else {
            continue;
        };
        let first = times.clone().next().unwrap_or(span.first).date();
        let days = match decision.what {
            What::Days(days) => days,
            What::FirstOn(day) => (day - first).num_days(),
            What::Leave | What::Keep => 0,
        };
        stretches.push(Stretch {
            decision: *decision,
            records: times.count(),
            span,
            suggested: suggested(span.last, now),
            ahead: ahead(span.last, now),
            recorded: 0,
        });
        let places = decision.places(&lines.understood);
        for line in &mut lines.understood[places] {
            let time = &mut line.value.record.timestamp;
            let moved = TimeDelta::try_days(days).and_then(|by| time.checked_add_signed(by));
            *time = moved
                .filter(|moved| *moved >= time::earliest())
                .unwrap_or(*time);
        }
    }
    stretches
}

/// The stretches of these lines, which look wrong; `all` are those of the file.
pub fn stretches(
    file: usize,
    all: &Lines<Imported>,
    off: &[usize],
    now: &LocalTimes,
) -> Vec<Stretch> {
    let mut found: Vec<Vec<&Understood<Imported>>> = Vec::new();
    let mut is_going_on = false;
    for line in &all.understood {
        if off.binary_search(&line.line).is_err() {
            is_going_on = false;
            continue;
        }
        let before = found.last().and_then(|lines| lines.last());
        let jumps = before.is_some_and(|before| {
            let step = time_of(line) - time_of(before);
            step < -BACK || step > ON
        });
        if !is_going_on || jumps {
            found.push(Vec::new());
        }
        is_going_on = true;
        found.last_mut().expect("there is one").push(line);
    }
    let stretch = |lines: Vec<&Understood<Imported>>| {
        let span = Span::of(lines.iter().map(|line| time_of(line)))?;
        let now = now_at_last(lines.iter().copied(), now)?;
        let decision = Decision {
            file,
            first: lines.first()?.line,
            last: lines.last()?.line,
            what: What::Leave,
        };
        Some(Stretch {
            decision,
            records: lines.len(),
            span,
            suggested: suggested(span.last, now),
            ahead: ahead(span.last, now),
            recorded: 0,
        })
    };
    found.into_iter().filter_map(stretch).collect()
}

fn time_of(line: &Understood<Imported>) -> NaiveDateTime {
    line.value.record.timestamp
}

/// The time now in the library of the latest of these lines.
fn now_at_last<'a>(
    lines: impl Iterator<Item = &'a Understood<Imported>>,
    now: &LocalTimes,
) -> Option<NaiveDateTime> {
    let last = lines.max_by_key(|line| time_of(line))?;
    Some(now.of(&last.value.record.library))
}

fn ahead(last: NaiveDateTime, now: NaiveDateTime) -> Option<TimeDelta> {
    Some(last - now).filter(|ahead| *ahead > AHEAD && *ahead < ZONE)
}

/// The days after which the last line is of today, or of yesterday if that would be later than now.
fn suggested(last: NaiveDateTime, now: NaiveDateTime) -> i64 {
    let days = (now.date() - last.date()).num_days();
    if ahead(last, now).is_some() {
        0
    } else if last.time() > now.time() {
        days - 1
    } else {
        days
    }
}

/// What a line says but its day: kind, item, patron and minute.
type Scan<'a> = (Kind, &'a str, &'a str, NaiveTime);

/// Where lines of a stretch are recorded already, all moved by the same days, that is what is
/// suggested: the file was imported before. Where it has grown since then, what is new in it
/// becomes a stretch of its own.
pub fn look_for_moved(
    stretches: Vec<Stretch>,
    lines: &Lines<Imported>,
    found: &[Found],
) -> Vec<Stretch> {
    let mut recorded: HashMap<Scan<'_>, HashSet<NaiveDate>> = HashMap::new();
    for found in found {
        let day = found.record.timestamp.date();
        recorded.entry(scan(&found.record)).or_default().insert(day);
    }
    let mut looked = Vec::new();
    for mut stretch in stretches {
        let mine: Vec<&Understood<Imported>> =
            stretch.decision.of(&lines.understood).iter().collect();
        let Some(days) = days_moved(&mine, &recorded) else {
            looked.push(stretch);
            continue;
        };
        let is_recorded =
            |line: &&&Understood<Imported>| moves(line, &recorded).any(|other| other == days);
        let known = mine
            .iter()
            .rposition(|line| is_recorded(&line))
            .map_or(0, |at| at + 1);
        let rest = mine.split_at(known).1;
        stretch.suggested = days;
        stretch.recorded = mine.iter().filter(is_recorded).count();
        // Nearly all of what was there then.
        let has_grown = stretch.recorded * 10 >= known * 9;
        let rest = part(&stretch, rest).filter(|_| has_grown);
        if rest.is_some() {
            let recorded = stretch.recorded;
            stretch = part(&stretch, &mine[..known]).unwrap_or(stretch);
            stretch.recorded = recorded;
        }
        looked.push(stretch);
        looked.extend(rest);
    }
    looked
}

/// These lines of a stretch as one of their own.
fn part(whole: &Stretch, lines: &[&Understood<Imported>]) -> Option<Stretch> {
    Some(Stretch {
        decision: Decision {
            first: lines.first()?.line,
            last: lines.last()?.line,
            ..whole.decision
        },
        records: lines.len(),
        span: Span::of(lines.iter().map(|line| time_of(line)))?,
        suggested: whole.suggested,
        ahead: whole.ahead,
        recorded: 0,
    })
}

/// By how many days these lines are moved in the table, if several are by the same, or all.
fn days_moved(
    lines: &[&Understood<Imported>],
    recorded: &HashMap<Scan<'_>, HashSet<NaiveDate>>,
) -> Option<i64> {
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for days in lines.iter().flat_map(|line| moves(line, recorded)) {
        *counts.entry(days).or_default() += 1;
    }
    let best = counts
        .into_iter()
        .max_by_key(|(days, records)| (*records, *days));
    best.filter(|(_, records)| *records >= SEVERAL.min(lines.len()))
        .map(|(days, _)| days)
}

/// By how many days the same scan is moved in the table.
fn moves<'l>(
    line: &'l Understood<Imported>,
    recorded: &'l HashMap<Scan<'l>, HashSet<NaiveDate>>,
) -> impl Iterator<Item = i64> {
    let record = &line.value.record;
    let days = recorded.get(&scan(record)).into_iter().flatten();
    days.map(|day| (*day - record.timestamp.date()).num_days())
        .filter(|days| *days != 0)
}

fn scan(record: &Record) -> Scan<'_> {
    let minute = time::minute_of(record.timestamp).time();
    (
        record.kind,
        record.item_barcode.trim(),
        record.patron_for_alma().trim(),
        minute,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::import::decode::Decoded;
    use crate::jobs::import::read::read;
    use crate::jobs::lookup::Location;

    fn at(text: &str) -> NaiveDateTime {
        time::parse(text).unwrap()
    }

    /// The library `E` is nine hours ahead of the others.
    fn now() -> LocalTimes {
        LocalTimes {
            site: at("20261103150000"),
            own: vec![("E".to_owned(), at("20261104000000"))],
        }
    }

    fn file(text: &str) -> Lines<Imported> {
        read(&Decoded::read(text.as_bytes()).lines, "M", |_| true)
    }

    /// The stretches that are off, as first and last line and the days that are suggested.
    fn off(text: &str) -> Vec<(usize, usize, i64)> {
        let lines = file(text);
        let off = lines
            .understood
            .iter()
            .filter(|line| is_off(&line.value.record, &now()));
        let off: Vec<usize> = off.map(|line| line.line).collect();
        let stretches = stretches(0, &lines, &off, &now());
        let short = |s: Stretch| (s.decision.first, s.decision.last, s.suggested);
        stretches.into_iter().map(short).collect()
    }

    #[test]
    fn an_outage_of_these_weeks_is_not_off_but_another_year_or_tomorrow_is() {
        for fine in [
            "202611031545",
            "202611020800",
            "202610200800",
            "202606010800",
        ] {
            assert_eq!(off(&format!("{fine}R1")), [], "{fine}");
        }
        for wrong in [
            "202611040800",
            "204101010000",
            "201401010000",
            "202601030800",
        ] {
            assert_eq!(off(&format!("{wrong}R1")).len(), 1, "{wrong}");
        }
    }

    #[test]
    fn a_line_that_names_its_library_is_compared_with_the_clocks_there() {
        assert_eq!(off("E,20261104005900,R,1\n"), []);
        assert_eq!(off("M,20261104005900,R,1\n"), [(1, 1, 0)]);
        // This evening is over there, and has not come here.
        assert_eq!(off("E,20141104233000,R,1\n"), [(1, 1, 4382)]);
        assert_eq!(off("M,20141104233000,R,1\n"), [(1, 1, 4381)]);
    }

    #[test]
    fn a_stretch_ends_where_the_clock_is_right_runs_back_or_jumps() {
        let text =
            "201401010900R1\n201401020910R2\nx\n201401010905R3\n202611030900R4\n204103011600R5\n";
        assert_eq!(off(text), [(1, 2, 4688), (4, 4, 4689), (6, 6, -5233)]);
        assert_eq!(off("202611030900R4\n"), []);
        // A day too early is worse than asking for the time zone.
        assert_eq!(off("202611031602R4\n202611041459R5\n"), [(1, 2, 0)]);
        assert_eq!(off("202611041501R4\n"), [(1, 1, -2)]);
        let text = "201411280900R1\n201412290900R2\n204111280900R3\n201411280900R4\n";
        assert_eq!(off(text), [(1, 2, 4327), (3, 3, -5504), (4, 4, 4358)]);
    }

    #[test]
    fn lines_are_moved_by_whole_days_and_keep_time_of_day_and_order() {
        let text = "201401012350R1\n201401020010R2\n202611030900R3\n";
        let moved = |what| {
            let mut lines = file(text);
            let decision = Decision {
                file: 0,
                first: 1,
                last: 2,
                what,
            };
            let stretches = apply(&mut lines, &[decision], &now());
            let records: usize = stretches.iter().map(|stretch| stretch.records).sum();
            assert_eq!(records, if what == What::Leave { 0 } else { 2 });
            let times = lines
                .understood
                .iter()
                .map(|line| time_of(line).to_string());
            times.collect::<Vec<_>>()
        };
        let expected = [
            "2026-11-02 23:50:00",
            "2026-11-03 00:10:00",
            "2026-11-03 09:00:00",
        ];
        assert_eq!(moved(What::Days(4688)), expected);
        let day = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
        assert_eq!(moved(What::FirstOn(day)), expected);
        let unmoved = [
            "2014-01-01 23:50:00",
            "2014-01-02 00:10:00",
            "2026-11-03 09:00:00",
        ];
        for what in [
            What::Keep,
            What::Leave,
            What::Days(i64::MAX),
            What::Days(-900_000),
        ] {
            assert_eq!(moved(what), unmoved, "{what:?}");
        }
    }

    #[test]
    fn lines_that_are_recorded_with_other_days_suggest_the_same_move_and_new_ones_stand_apart() {
        let text = "201401010900R1\n201401010901R2\n201401010905R3\n201402010905R4\n";
        let lines = file(text);
        let looked = |found: &[&str]| {
            let found = found.iter().map(|line| Found {
                record: Record::parse(line, |_| true).unwrap(),
                location: Location::NoFileYet,
                is_line_only: false,
            });
            let stretches = stretches(0, &lines, &[1, 2, 3, 4], &now());
            let looked = look_for_moved(stretches, &lines, &found.collect::<Vec<_>>());
            let short = |s: &Stretch| (s.decision.first, s.decision.last, s.suggested, s.recorded);
            looked.iter().map(short).collect::<Vec<_>>()
        };
        let moved = [
            "M,20261001090012,R,1",
            "M,20261001090100,R,2",
            "M,20261001090500,R,3",
        ];
        assert_eq!(looked(&moved), [(1, 3, 4656, 3), (4, 4, 4656, 0)]);
        let grown = [&moved[..], &["M,20261101090500,R,4"]].concat();
        assert_eq!(looked(&grown), [(1, 4, 4656, 4)]);
        // Those of the middle alone are a part of it.
        assert_eq!(looked(&moved[1..]), [(1, 4, 4656, 2)]);
        // One alone is chance, and another day none of the same move.
        assert_eq!(looked(&moved[..1]), [(1, 4, 4658, 0)]);
        assert_eq!(
            looked(&[moved[0], "M,20261002090100,R,2"]),
            [(1, 4, 4658, 0)]
        );
    }
}
