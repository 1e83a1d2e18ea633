//! The folder `desks` of the output directory: one file for each workstation.
//!
//! A file is written beside its place and renamed, so it is whole. It is not made durable: after
//! a power cut it may be old or empty, and within 20 seconds the page says everything anew.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::DAY;
use super::complaint::Complaint;
use super::desk::Desk;
use super::known::Known;
use super::word::{Word, is_id};
use crate::error::{At, Error};
use crate::log::Event;
use crate::messages::message;

const FOLDER: &str = "desks";
const JSON: &str = ".json";
/// Workstations that are remembered.
const MOST: usize = 500;
/// Bytes of a file: eight tabs and two texts have less.
const MOST_BYTES: u64 = 16 * 1024;
/// So long somebody waits for the others who write; then the word of one may be lost.
const PATIENCE: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(2);

/// The workstations that have been heard from.
#[derive(Debug)]
pub struct Desks {
    dir: PathBuf,
    complaint: Complaint,
}

/// A file that we have not written, or that we may not read.
struct Unreadable;

/// What is in the folder.
#[derive(Debug, Default)]
pub struct Listed {
    /// The workstations, by their ids.
    pub desks: Vec<Desk>,
    /// The ids of those whose files cannot be read.
    pub unreadable: Vec<String>,
}

impl Desks {
    /// Those of the site with this output directory.
    pub fn new(output_dir: &Path) -> Self {
        Self {
            dir: output_dir.join(FOLDER),
            complaint: Complaint::default(),
        }
    }

    /// Keeps what a page has just said.
    ///
    /// # Errors
    /// [`Error::Output`]; what was said before stays. The log has the cause once an hour.
    pub fn hear(&self, word: &Word, now: i64) -> Result<(), Error> {
        self.keep(word, now)
            .inspect_err(|error| self.complain(error))
    }

    /// Says in the log why desks are not known; once an hour.
    pub(super) fn complain(&self, error: &Error) {
        if self.complaint.is_due(&self.dir) {
            Event::new("unheard").text("cause", error).write();
        }
    }

    /// How many other workstations that were heard from within a day have the name of this one.
    pub fn others_of_this_name(&self, word: &Word, now: i64) -> Result<usize, Error> {
        let name = word.name.to_lowercase();
        if name.is_empty() {
            return Ok(0);
        }
        let is_other = |desk: &&Desk| {
            desk.id != word.workstation
                && desk.heard() > now - DAY
                && desk.name.to_lowercase() == name
        };
        Ok(self.list()?.desks.iter().filter(is_other).count())
    }

    /// All workstations.
    pub fn list(&self) -> Result<Listed, Error> {
        let mut listed = Listed::default();
        for id in self.ids()? {
            match self.read(&id) {
                Ok(desk) => listed.desks.extend(desk),
                Err(Unreadable) => listed.unreadable.push(id),
            }
        }
        Ok(listed)
    }

    /// Forgets the workstation with this id; one that is open is there again with its next word.
    pub fn forget(&self, id: &str) -> Result<(), Error> {
        let path = self.path(id);
        match fs::remove_file(&path) {
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed.at(path),
        }
    }

    /// Forgets the workstations that were not heard from since this time and hold nothing, or only
    /// counts them. What cannot be read may hold something, and stays.
    pub fn forget_silent(&self, since: i64, dry_run: bool) -> Result<usize, Error> {
        let desks = self.list()?.desks;
        let now = super::now();
        let is_old = |desk: &&Desk| desk.heard() < since && Known::of(desk, now).scans() == 0;
        let old: Vec<&Desk> = desks.iter().filter(is_old).collect();
        if !dry_run {
            old.iter().try_for_each(|desk| self.forget(&desk.id))?;
        }
        Ok(old.len())
    }

    fn keep(&self, word: &Word, now: i64) -> Result<(), Error> {
        let _turn = self.turn()?;
        let earlier = self.read(&word.workstation);
        if matches!(earlier, Ok(None)) {
            self.make_room(now)?;
        }
        // What we cannot read we can replace: the page says all there is.
        let desk = Desk::after(earlier.unwrap_or_default(), word, now);
        self.write(&self.path(&word.workstation), &desk.to_file())
    }

    /// The workstation with this id; `None`, if it was not heard from or somebody has told us to
    /// forget it.
    fn read(&self, id: &str) -> Result<Option<Desk>, Unreadable> {
        let path = self.path(id);
        let is_fit = match fs::symlink_metadata(&path) {
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => return Ok(None),
            found => found.is_ok_and(|file| file.is_file() && file.len() <= MOST_BYTES),
        };
        let bytes = is_fit.then(|| fs::read(&path).ok()).flatten();
        let desk = bytes.and_then(|bytes| Desk::read(id, &bytes));
        desk.map(Some).ok_or(Unreadable)
    }

    /// The folder, made on first use, with nobody else writing in it until it is dropped. Two tabs
    /// that are closed at once would otherwise overwrite each other's words.
    fn turn(&self) -> Result<File, Error> {
        let dir = match File::open(&self.dir) {
            Err(missing) if missing.kind() == io::ErrorKind::NotFound => {
                let made = DirBuilder::new().mode(0o700).create(&self.dir);
                made.or_else(|error| match error.kind() {
                    io::ErrorKind::AlreadyExists => Ok(()),
                    _ => Err(error),
                })
                .and_then(|()| File::open(&self.dir))
            }
            dir => dir,
        }
        .at(&self.dir)?;
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            match flock(&dir, FlockOperation::NonBlockingLockExclusive) {
                Err(Errno::WOULDBLOCK | Errno::INTR) => thread::sleep(PAUSE),
                // A file system without such locks has no turns.
                Ok(()) | Err(_) => break,
            }
        }
        Ok(dir)
    }

    /// Makes room for one more: of those that hold nothing the one goes that was heard from longest
    /// ago.
    fn make_room(&self, now: i64) -> Result<(), Error> {
        self.sweep();
        if self.ids()?.len() < MOST {
            return Ok(());
        }
        let desks = self.list()?.desks;
        let empty = desks
            .iter()
            .filter(|desk| Known::of(desk, now).scans() == 0);
        match empty.min_by_key(|desk| desk.heard()) {
            Some(oldest) => self.forget(&oldest.id),
            None => Err(io::Error::other(message!(
                "errors.cause-desks",
                most = MOST
            )))
            .at(&self.dir),
        }
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Error> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let beside = self.dir.join(format!(".new-{}-{count}", process::id()));
        let mut options = OpenOptions::new();
        let written = options
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&beside)
            .and_then(|mut file| file.write_all(bytes))
            .and_then(|()| fs::rename(&beside, path));
        if written.is_err() {
            // It may not be there.
            let _ = fs::remove_file(&beside);
        }
        written.at(path)
    }

    /// Removes what a process that was killed while it wrote has left.
    fn sweep(&self) {
        let names = self.names().unwrap_or_default();
        for name in names.iter().filter(|name| name.starts_with(".new-")) {
            let path = self.dir.join(name);
            let age = fs::symlink_metadata(&path).and_then(|found| found.modified());
            let age = age.ok().and_then(|at| at.elapsed().ok());
            if age.is_some_and(|age| age > 60 * PATIENCE) {
                let _ = fs::remove_file(&path);
            }
        }
    }

    /// The ids of all workstations in their order; none, before the first one was heard from.
    fn ids(&self) -> Result<Vec<String>, Error> {
        let names = self.names().at(&self.dir)?;
        let ids = names.iter().filter_map(|name| name.strip_suffix(JSON));
        let mut ids: Vec<String> = ids.filter(|id| is_id(id)).map(str::to_owned).collect();
        ids.sort_unstable();
        Ok(ids)
    }

    fn names(&self) -> io::Result<Vec<String>> {
        let entries = match fs::read_dir(&self.dir) {
            Err(missing) if missing.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut names = Vec::new();
        for entry in entries {
            names.extend(entry?.file_name().into_string());
        }
        Ok(names)
    }

    fn path(&self, id: &str) -> PathBuf {
        self.dir.join(format!("{id}{JSON}"))
    }
}
