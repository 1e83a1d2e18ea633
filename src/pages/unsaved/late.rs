//! Records that were scanned before the latest file of their library was made, and came after it:
//! Alma reads them after what was done later.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use serde::Serialize;

use crate::circulation::record::Record;
use crate::circulation::time;
use crate::circulation::zone::Zones;
use crate::outbox::Made;
use crate::site::Site;

/// A file, and how many records are late for it.
#[derive(Serialize)]
pub struct Late {
    file: String,
    /// When it was made.
    made: String,
    records: usize,
}

/// Of each file that is still there, the records that are late for it.
pub fn all(site: &Site, records: &[Record]) -> Vec<Late> {
    // A folder that cannot be read is said at the steps of the day.
    let made = site.outbox.made().unwrap_or_default();
    let today = site.clock.now().here();
    let counted = count(&made, site.clock.zones(), records).into_iter();
    let late = counted.map(|(file, (at, records))| Late {
        file,
        made: time::brief(at, today),
        records,
    });
    late.collect()
}

/// By the name of the file: when it was made, and how many of these records are late for it.
fn count(
    files: &[Made],
    zones: &Zones,
    records: &[Record],
) -> BTreeMap<String, (NaiveDateTime, usize)> {
    let mut latest: BTreeMap<&str, Option<(NaiveDateTime, &Made)>> = BTreeMap::new();
    let mut late: BTreeMap<String, (NaiveDateTime, usize)> = BTreeMap::new();
    for record in records {
        let library = record.library.as_str();
        let of_library = || {
            let is_of_it = |file: &&Made| file.library.as_deref().is_none_or(|it| it == library);
            let local = |file: &Made| match file.library {
                Some(_) => file.at,
                None => (zones.of(library)).recorded_time(zones.site.moment_of(file.at)),
            };
            let files = files.iter().filter(is_of_it);
            files
                .map(|file| (local(file), file))
                .max_by_key(|(at, _)| *at)
        };
        let latest = latest.entry(library).or_insert_with(of_library);
        if let Some((at, file)) = *latest
            && record.timestamp < at
        {
            late.entry(file.name.clone()).or_insert((file.at, 0)).1 += 1;
        }
    }
    late
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(&format!("2015-08-27 {text}"), "%Y-%m-%d %H:%M:%S").unwrap()
    }

    fn file(name: &str, library: Option<&str>, at: &str) -> Made {
        Made {
            name: name.to_owned(),
            library: library.map(str::to_owned),
            at: time(at),
        }
    }

    fn records(times: &[(&str, &str)]) -> Vec<Record> {
        let line = |(library, at): &(&str, &str)| {
            let at = at.replace(':', "");
            Record::parse(&format!("{library},20150827{at},R,1"), |_| true).unwrap()
        };
        times.iter().map(line).collect()
    }

    #[test]
    fn only_what_is_older_than_the_latest_file_of_its_library_is_late() {
        let files = [
            file("a1", Some("A"), "10:00:00"),
            file("a2", Some("A"), "14:05:00"),
            file("all", None, "12:00:00"),
        ];
        let records = records(&[
            ("A", "09:00:00"),
            ("A", "14:04:59"),
            ("A", "14:05:00"),
            ("B", "11:59:59"),
            ("B", "12:00:00"),
        ]);
        let late = count(&files, &Zones::default(), &records);
        let expected = [
            ("a2", (time("14:05:00"), 2)),
            ("all", (time("12:00:00"), 1)),
        ];
        let expected = expected.map(|(name, late)| (name.to_owned(), late));
        assert_eq!(late, BTreeMap::from(expected));
        assert!(count(&files[..1], &Zones::default(), &records[3..]).is_empty());
    }

    #[test]
    fn times_of_different_zones_are_compared_as_moments() {
        let zones = Zones {
            site: "America/Los_Angeles".parse().unwrap(),
            own: vec![("EAST".to_owned(), "America/New_York".parse().unwrap())],
        };
        let files = [file("all", None, "12:00:00")];
        // Three hours later by their clocks.
        let records = records(&[("EAST", "14:59:59"), ("EAST", "15:00:00")]);
        assert_eq!(count(&files, &zones, &records)["all"].1, 1);
    }
}
