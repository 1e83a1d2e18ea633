//! `offline-circ merge`: one file for Alma out of those of desks and stations, for the day on which
//! server, database and output directory are gone.
//!
//! It reads the files that it is given, and writes two new ones; nothing is overwritten.

use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use chrono::{NaiveDateTime, TimeDelta, Utc};
use clap::Args;

use super::{note, say};
use crate::circulation::dat;
use crate::circulation::library::is_code;
use crate::circulation::record::Record;
use crate::circulation::sheet;
use crate::circulation::time;
use crate::circulation::zone::Zones;
use crate::config::{self, Config};
use crate::jobs::import::{OfFile, together};
use crate::messages::message;
use crate::outbox::{csv_beside, file_name, library_of};

/// Something was left out, or looks wrong.
const DOUBTFUL: u8 = 1;

/// Which files, and where to.
#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(required = true, value_name = "FILE", help = message!("help.merge-file"))]
    files: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "DIR",
        default_value = ".",
        hide_default_value = true,
        help = message!("help.merge-output")
    )]
    output: PathBuf,
}

/// Makes the file and its .csv, and says what came of it. Returns the exit code.
pub fn run(config: &Path, arguments: &Arguments) -> Result<u8, String> {
    let config = optional(config)?;
    check_folder(&arguments.output, config.as_ref())?;
    let zones = config.as_ref().map_or_else(Zones::default, Config::zones);
    let known = |code: &str| match &config {
        Some(config) => config.knows(code),
        None => is_code(code),
    };
    let named = files_of(&arguments.files)?;
    let contents = read(&named)?;
    let files = named.iter().zip(&contents);
    let files: Vec<(&[u8], Option<String>)> = files
        .map(|(path, bytes)| (&bytes[..], library(path, config.as_ref())))
        .collect();
    let now = zones.local(Utc::now());
    let merged = together(&files, known, &zones, &now);
    let mut misread = 0;
    let mut is_doubtful = false;
    for (path, file) in named.iter().zip(&merged.files) {
        misread += file.rejected.len();
        is_doubtful |= tell(path, file);
    }
    if is_of_several(&merged.records) {
        note!("{}", message!("commands.merge-libraries"));
        is_doubtful = true;
    }
    if merged.records.is_empty() {
        say!("{}", message!("commands.merge-nothing"));
    } else {
        let library = of_one_library(&merged.records);
        let at = library.map_or(now.site, |code| now.of(code));
        let path = write(&arguments.output, &merged.records, library, at)?;
        let (records, file) = (merged.records.len(), path.display());
        say!("{}", message!("commands.exported", records, file));
    }
    if merged.doubles > 0 {
        let doubles = merged.doubles;
        say!("{}", message!("commands.merge-doubles", doubles));
    }
    if misread > 0 {
        say!("{}", message!("commands.merge-misread", lines = misread));
    }
    Ok(if is_doubtful { DOUBTFUL } else { 0 })
}

/// The configuration, if there is one that whoever runs this can read.
fn optional(file: &Path) -> Result<Option<Config>, String> {
    if file == Path::new(config::DEFAULT_PATH) {
        match fs::File::open(file) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) if e.kind() == io::ErrorKind::PermissionDenied => {
                let file = file.display();
                note!("{}", message!("commands.merge-without", file, cause = e));
                return Ok(None);
            }
            _ => {}
        }
    }
    Config::from_file(file).map(Some).map_err(|e| e.to_string())
}

/// A file among those of the table would pass for one of them.
fn check_folder(dir: &Path, config: Option<&Config>) -> Result<(), String> {
    let shown = dir.display();
    let real = dir
        .canonicalize()
        .map_err(|e| message!("commands.merge-no-folder", dir = shown, cause = e))?;
    let output = config.and_then(|config| config.output_dir.canonicalize().ok());
    if output.is_some_and(|output| output == real) {
        return Err(message!("commands.merge-output", dir = shown));
    }
    Ok(())
}

/// The files, and of folders those in them that may hold records: beside them are marks of the page.
fn files_of(named: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let has_records = |path: &Path| {
        let end = path.extension().and_then(OsStr::to_str);
        end.is_some_and(|end| ["dat", "csv", "txt"].contains(&end))
    };
    super::files::named(named, has_records).map_err(|(file, cause)| {
        message!("commands.merge-unreadable", file = file.display(), cause)
    })
}

fn read(files: &[PathBuf]) -> Result<Vec<Vec<u8>>, String> {
    let read = |file: &PathBuf| {
        let failed = |e| {
            message!(
                "commands.merge-unreadable",
                file = file.display(),
                cause = e
            )
        };
        fs::read(file).map_err(failed)
    };
    files.iter().map(read).collect()
}

/// The library of a .dat file: that in its name, or the only one that there is.
fn library(file: &Path, config: Option<&Config>) -> Option<String> {
    let name = file.file_name().and_then(|name| name.to_str());
    let named = name.and_then(library_of).filter(|code| is_code(code));
    let only = || match &config?.libraries[..] {
        [library] => Some(library.code.clone()),
        _ => None,
    };
    named.or_else(only)
}

/// Says on standard error what is wrong with a file. True if anything is.
fn tell(path: &Path, file: &OfFile) -> bool {
    let shown = path.display();
    if let Some(problem) = &file.problem {
        note!("{shown}: {}", problem.text());
    }
    if file.is_empty {
        note!("{}", message!("commands.merge-empty", file = shown));
    }
    if let Some(line) = file.cut {
        note!("{}", message!("commands.merge-cut", file = shown, line));
    }
    for rejected in &file.rejected {
        let (line, reason) = (rejected.line, &rejected.reason.reason);
        let said = message!("commands.merge-line", file = shown, line, reason);
        note!("{said}\n    {}", rejected.text);
    }
    for stretch in &file.stretches {
        let shown_time = |time: NaiveDateTime| time.format(time::MINUTE_SHOWN).to_string();
        let said = message!(
            "commands.merge-dates",
            file = shown,
            first = stretch.decision.first,
            last = stretch.decision.last,
            from = shown_time(stretch.span.first),
            to = shown_time(stretch.span.last)
        );
        note!("{said}");
    }
    file.problem.is_some()
        || file.is_empty
        || file.cut.is_some()
        || !file.rejected.is_empty()
        || !file.stretches.is_empty()
}

/// Writes the .csv and then the .dat, under the first free name at or after this second.
fn write(
    dir: &Path,
    records: &[Record],
    library: Option<&str>,
    now: NaiveDateTime,
) -> Result<PathBuf, String> {
    let mut lines = Vec::new();
    let mut table = Vec::new();
    let failed = |path: &Path, e| {
        message!(
            "commands.merge-unwritable",
            file = path.display(),
            cause = e
        )
    };
    let made = records
        .iter()
        .try_for_each(|record| dat::write_line(&mut lines, record));
    made.and_then(|()| sheet::write(&mut table, &records.iter().collect::<Vec<_>>()))
        .map_err(|e| failed(dir, e))?;
    let mut at = now;
    loop {
        let name = file_name(library, at);
        let (dat, csv) = (dir.join(&name), dir.join(csv_beside(&name)));
        at += TimeDelta::seconds(1);
        if fs::symlink_metadata(&dat).is_ok() {
            continue;
        }
        match create(&csv, &table) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => continue,
            written => written.map_err(|e| failed(&csv, e))?,
        }
        match create(&dat, &lines) {
            Ok(()) => return Ok(dat),
            Err(e) => {
                // It is this command's own, made just before.
                let _ = fs::remove_file(&csv);
                if e.kind() != io::ErrorKind::AlreadyExists {
                    return Err(failed(&dat, e));
                }
            }
        }
    }
}

/// The library of all these records, if it is one that can stand in a name.
fn of_one_library(records: &[Record]) -> Option<&str> {
    let (first, rest) = records.split_first()?;
    let is_one = rest.iter().all(|record| record.library == first.library);
    Some(&*first.library).filter(|code| is_one && is_code(code))
}

/// Whether two of these records are of different libraries.
fn is_of_several(records: &[Record]) -> bool {
    let mut codes = records.iter().map(|record| &record.library);
    let Some(first) = codes.find(|code| !code.is_empty()) else {
        return false;
    };
    codes.any(|code| !code.is_empty() && code != first)
}

/// A new file, on the disk whole or not there.
fn create(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o640)
        .open(path)?;
    let written = file.write_all(content).and_then(|()| file.sync_all());
    if written.is_err() {
        // A part must not pass for the whole.
        let _ = fs::remove_file(path);
    }
    written
}
