//! The content of a picture, counted: what each library has in each bucket of the time axis.

use super::Content;
use super::axis::{Axis, HOUR, MINUTE};
use super::gaps;
use super::rows::{self, Rows};
use super::window::{LONGEST, Window};
use crate::circulation::library::Library;
use crate::circulation::zone::{LocalTimes, Zones};
use crate::outbox::Made;

/// What the site says of its libraries.
#[derive(Debug, Clone, Copy)]
pub struct Libraries<'a> {
    pub configured: &'a [Library],
    pub zones: &'a Zones,
    /// What is later has a time to come.
    pub until: &'a LocalTimes,
}

/// What is to be seen.
#[derive(Debug)]
pub struct Counted<'a> {
    pub window: Window<'a>,
    pub axis: Axis,
    pub rows: Rows,
    /// From when until when there is no record.
    pub gaps: Vec<(i64, i64)>,
    /// The earliest first.
    pub files: Vec<File<'a>>,
    /// Records that failed before or after the time of the picture.
    pub failed_outside: usize,
    /// Whether a library in the picture has another time zone than the site.
    pub has_other_zone: bool,
}

/// A file, and when it was made.
#[derive(Debug)]
pub struct File<'a> {
    pub moment: i64,
    pub name: &'a str,
    /// What its library is called, `None` if it is for all.
    pub library: Option<String>,
}

/// A record that Alma did not take.
struct Failure {
    moment: i64,
    library: usize,
    needs_a_person: bool,
}

impl<'a> Counted<'a> {
    /// `None` if there is no record to be seen.
    pub fn of(content: &'a Content, libraries: Libraries<'_>) -> Option<Self> {
        let Libraries {
            configured,
            zones,
            until,
        } = libraries;
        let mut window = Window::on(&content.stamps, zones, until)?;
        let mut failures = failures(content, &mut window);
        let mut files = files(content, &window, configured);
        let axis = axis(zones, &window, &files);
        let (start, end) = axis.ends();
        files.retain(|file| (start..=end + LONGEST).contains(&file.moment));
        let all = failures.len();
        failures.retain(|failure| axis.bucket(failure.moment).is_some());
        let weights = weights(&window, &failures);
        let is_elsewhere =
            |(code, weight): &(&str, usize)| *weight > 0 && zones.of(code) != zones.site;
        let mut rows = Rows::choose(&weights, configured, axis.buckets());
        for scan in &window.scans {
            rows.add(&axis, scan);
        }
        for failure in &failures {
            if let Some(count) = rows.at(failure.library, axis.bucket(failure.moment)) {
                if failure.needs_a_person {
                    count.needy += 1;
                } else {
                    count.harmless += 1;
                }
            }
        }
        Some(Self {
            has_other_zone: weights.iter().any(is_elsewhere),
            gaps: gaps::between(window.scans.iter().map(|scan| scan.moment)),
            failed_outside: all - failures.len(),
            window,
            axis,
            rows,
            files,
        })
    }
}

/// The failures; a library that has no record in the picture is added to its libraries.
fn failures<'a>(content: &'a Content, window: &mut Window<'a>) -> Vec<Failure> {
    let failures = content.failures.iter().flatten();
    let failures = failures.map(|failed| {
        let libraries = &mut window.libraries;
        let known = libraries.iter().position(|code| *code == failed.library);
        Failure {
            moment: window.moments.of(&failed.library, failed.time),
            library: known.unwrap_or_else(|| {
                libraries.push(&failed.library);
                libraries.len() - 1
            }),
            needs_a_person: failed.needs_a_person,
        }
    });
    failures.collect()
}

fn files<'a>(content: &'a Content, window: &Window<'_>, configured: &[Library]) -> Vec<File<'a>> {
    let file = |made: &'a Made| File {
        moment: (window.moments).of(made.library.as_deref().unwrap_or_default(), made.at),
        name: &made.name,
        library: (made.library.as_deref()).map(|code| rows::name(code, configured)),
    };
    let mut files: Vec<File<'_>> = content.files.iter().map(file).collect();
    files.sort_by_key(|file| (file.moment, file.name));
    files
}

/// The axis that has all records on it, and the files that were made shortly before or after.
fn axis(zones: &Zones, window: &Window<'_>, files: &[File<'_>]) -> Axis {
    let ends = [window.scans.first(), window.scans.last()];
    let [first, last] = ends.map(|scan| scan.map(|scan| scan.moment).unwrap_or_default());
    // The records keep at least half of the width.
    let room = ((last - first) / 2).clamp(30 * MINUTE, 6 * HOUR);
    let files = files.iter().map(|file| file.moment);
    let near = files.filter(|moment| (first - room..=last + room).contains(moment));
    let (first, last) = near.fold((first, last), |(first, last), moment| {
        (first.min(moment), last.max(moment))
    });
    Axis::over(zones.site, first, last)
}

/// How much each library has in the picture.
fn weights<'a>(window: &Window<'a>, failures: &[Failure]) -> Vec<(&'a str, usize)> {
    let mut weights: Vec<(&str, usize)> = window.libraries.iter().map(|code| (*code, 0)).collect();
    let scans = window.scans.iter().map(|scan| scan.library);
    for library in scans.chain(failures.iter().map(|failure| failure.library)) {
        weights[library].1 += 1;
    }
    weights
}
