//! What a form of this page asks: the files, and what was chosen for them.
//!
//! In its next step a file is a field of the form, as base64, so that its very bytes come again.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::error::Error;
use crate::http::upload::Upload;
use crate::jobs::import::{Choices, Decision, What};
use crate::messages::message;

/// More stretches than any page has: each looks through all lines.
const MOST_STRETCHES: usize = 1_000;

/// A file.
pub struct Source {
    /// Its name on the workstation.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// What is asked.
pub struct Asked {
    /// The files.
    pub sources: Vec<Source>,
    /// What was chosen for them.
    pub choices: Choices,
    /// Of which file what was not understood is to be downloaded.
    pub download: Option<usize>,
}

impl Asked {
    /// Reads the form.
    ///
    /// # Errors
    /// [`Error::BadRequest`] when a file of the step before is damaged.
    pub fn read(upload: &Upload) -> Result<Self, Error> {
        let mut sources: Vec<Source> = upload
            .files("file")
            .map(|file| Source {
                name: file.name.clone(),
                content: file.content.clone(),
            })
            .collect();
        for (name, source) in upload.all("name").zip(upload.all("source")) {
            let content = STANDARD.decode(source);
            let content = content
                .map_err(|e| Error::BadRequest(message!("errors.damaged-source", cause = e)))?;
            let name = name.to_owned();
            sources.push(Source { name, content });
        }
        let times = (0..sources.len()).filter_map(|at| Some((at, time(upload, at)?)));
        let choices = Choices {
            decisions: upload
                .all("stretch")
                .take(MOST_STRETCHES)
                .filter_map(|key| decision(upload, key))
                .collect(),
            times: times.collect(),
            with_older: upload.trimmed("older") == "yes",
            with_same_day: upload.trimmed("same_day") == "yes",
        };
        Ok(Self {
            sources,
            choices,
            download: upload.trimmed("download").parse().ok(),
        })
    }
}

impl Source {
    /// The value of its field.
    pub fn encoded(&self) -> String {
        STANDARD.encode(&self.content)
    }
}

/// The name by which the fields of a stretch end.
pub fn key(decision: &Decision) -> String {
    format!("{}.{}.{}", decision.file, decision.first, decision.last)
}

/// When a list is of, if both are said: the day, and the time of day.
fn time(upload: &Upload, at: usize) -> Option<NaiveDateTime> {
    let day = day(upload.trimmed(&format!("date.{at}")))?;
    let time = upload.trimmed(&format!("time.{at}"));
    let time = ["%H:%M", "%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(time, form).ok())?;
    Some(crate::circulation::time::minute_of(day.and_time(time)))
}

fn day(text: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (day >= crate::circulation::time::earliest().date()).then_some(day)
}

fn decision(upload: &Upload, key: &str) -> Option<Decision> {
    let mut numbers = key.split('.').map(|number| number.parse::<usize>().ok());
    let (file, first, last) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let field = |name: &str| upload.trimmed(&format!("{name}.{key}"));
    let what = match field("what") {
        "keep" => What::Keep,
        "days" => field("days").parse().map_or(What::Leave, What::Days),
        "day" => day(field("day")).map_or(What::Leave, What::FirstOn),
        _ => What::Leave,
    };
    Some(Decision {
        file,
        first,
        last,
        what,
    })
}
