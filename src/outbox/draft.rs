//! A file that is being made: `….pending` until the rows in it are flagged.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::PathBuf;

use chrono::NaiveDateTime;

use super::Outbox;
use super::name::{CSV, MAKER, pending, sibling};
use crate::circulation::dat;
use crate::circulation::record::Record;
use crate::circulation::sheet;
use crate::error::{At, Error};

/// A pending file of an export under way; removed with the draft unless it is kept.
#[derive(Debug)]
pub struct Draft {
    /// `….dat`
    pub name: String,
    own: Vec<Own>,
}

impl Draft {
    /// Leaves the pending file in place from now on: its records may be flagged.
    pub fn keep(&mut self) {
        self.own.clear();
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // The .dat first: where a pending .dat is, its .csv is there.
        for own in self.own.iter().rev() {
            own.remove();
        }
    }
}

/// A file that was made here.
#[derive(Debug)]
struct Own {
    path: PathBuf,
    /// Open, so that no other file can have its inode.
    file: File,
}

impl Own {
    /// Removes it, unless the name is another's by now: whoever lost the table's lock may
    /// find that the next one has swept its files away and made others of the same name.
    fn remove(&self) {
        let inode = |found: fs::Metadata| (found.dev(), found.ino());
        let there = fs::symlink_metadata(&self.path).map(inode);
        let own = self.file.metadata().map(inode);
        if matches!((there, own), (Ok(there), Ok(own)) if there == own) {
            // What cannot be removed now is settled before the next file is made.
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Outbox {
    /// Writes a pending .dat and .csv, durably, under the first free name at or after
    /// the given second, and who makes them, where that is known.
    ///
    /// # Errors
    /// [`Error::Output`]; nothing of this is left behind.
    pub fn draft(
        &self,
        library: Option<&str>,
        at: NaiveDateTime,
        maker: Option<&str>,
        records: &[&Record],
    ) -> Result<Draft, Error> {
        let mut draft = Draft {
            name: self.free_name(library, at),
            own: Vec::new(),
        };
        if let Some(maker) = maker {
            let name = pending(&sibling(&draft.name, MAKER));
            let own = self.make(&name, |out| out.write_all(maker.as_bytes()))?;
            draft.own.push(own);
        }
        // The .csv first: where a pending .dat is, its .csv is whole.
        let name = pending(&sibling(&draft.name, CSV));
        draft
            .own
            .push(self.make(&name, |out| sheet::write(out, records))?);
        let lines = |out: &mut BufWriter<&File>| {
            records
                .iter()
                .try_for_each(|record| dat::write_line(out, record))
        };
        draft.own.push(self.make(&pending(&draft.name), lines)?);
        self.sync()?;
        Ok(draft)
    }

    /// Writes a new file durably.
    pub(super) fn write(
        &self,
        name: &str,
        content: impl FnOnce(&mut BufWriter<&File>) -> io::Result<()>,
    ) -> Result<(), Error> {
        self.make(name, content).map(drop)
    }

    fn make(
        &self,
        name: &str,
        content: impl FnOnce(&mut BufWriter<&File>) -> io::Result<()>,
    ) -> Result<Own, Error> {
        let path = self.path(name);
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o640)
            .open(&path)
            .at(&path)?;
        let own = Own { path, file };
        let mut out = BufWriter::new(&own.file);
        let written = content(&mut out).and_then(|()| out.flush());
        drop(out);
        match written.and_then(|()| own.file.sync_all()) {
            Ok(()) => Ok(own),
            Err(cause) => {
                // A part must not pass for the whole, nor an empty mark for a mark.
                own.remove();
                Err(cause).at(&own.path)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circulation::time;
    use crate::circulation::zone::Zones;
    use crate::outbox::name::DAT;
    use crate::outbox::{Contents, DatFile, Mark};

    /// An outbox of this test's own.
    fn outbox(test: &str) -> Outbox {
        let dir = std::env::temp_dir().join(format!("oc-{}-{test}", std::process::id()));
        fs::create_dir(&dir).unwrap();
        Outbox::new(&dir, Zones::default())
    }

    /// A file in it, and the one record in that.
    fn published(outbox: &Outbox) -> (DatFile, Record) {
        let record = Record::parse("M,20150827121657,R,1", |_| true).unwrap();
        let at = time::parse("20150827121700").unwrap();
        let mut draft = outbox.draft(None, at, None, &[&record]).unwrap();
        draft.keep();
        outbox.publish(&draft.name).unwrap();
        (outbox.list().unwrap().remove(0), record)
    }

    #[test]
    fn a_file_that_two_people_mark_at_once_is_marked_once() {
        let outbox = outbox("marks");
        let (file, _) = published(&outbox);
        for _ in 0..100 {
            let both = std::sync::Barrier::new(2);
            let mark = || {
                both.wait();
                outbox.mark(&file, Mark::Checked, Some("ada"))
            };
            std::thread::scope(|scope| {
                for done in [scope.spawn(mark), scope.spawn(mark)] {
                    done.join().unwrap().unwrap();
                }
            });
            let marks = outbox.marks().unwrap();
            assert_eq!((marks.files, marks.checked), (1, 1));
            outbox.unmark(&file, Mark::Checked).unwrap();
            assert_eq!(outbox.marks().unwrap().unchecked, 1);
            outbox.unmark(&file, Mark::Uploaded).unwrap();
            assert_eq!(outbox.marks().unwrap().waiting, 1);
        }
        fs::remove_dir_all(outbox.dir).unwrap();
    }

    #[test]
    fn a_sheet_that_cannot_be_read_is_not_taken_for_one_that_is_not_there() {
        let outbox = outbox("sheets");
        let (file, record) = published(&outbox);
        let exact = |file: &DatFile| match outbox.contents(file).unwrap() {
            Contents::Exact(records) => Some(records),
            Contents::Lines(_) => None,
        };
        assert_eq!(exact(&file), Some(vec![(1, record)]));
        let sheet = outbox.path(&sibling(&file.name, CSV));
        fs::write(&sheet, "torn").unwrap();
        assert_eq!(exact(&file), None);
        fs::remove_file(&sheet).unwrap();
        assert_eq!(exact(&file), None);
        // Nobody can read a folder as a file.
        fs::create_dir(&sheet).unwrap();
        assert!(outbox.contents(&file).is_err());
        fs::rename(&sheet, outbox.path(&pending(&sibling("2.dat", CSV)))).unwrap();
        fs::write(outbox.path(&pending("2.dat")), "").unwrap();
        assert!(outbox.pending().is_err());
        fs::remove_dir_all(outbox.dir).unwrap();
    }

    #[test]
    fn what_others_keep_under_such_a_name_is_not_pending() {
        let outbox = outbox("foreign");
        fs::write(outbox.path("notes.pending"), "").unwrap();
        assert!(!outbox.has_pending().unwrap());
        assert_eq!(outbox.pending().unwrap().len(), 0);
        // What an export leaves is, whichever of its files it was.
        for suffix in [DAT, CSV, MAKER] {
            let left = outbox.path(&pending(&sibling("2.dat", suffix)));
            fs::write(&left, "").unwrap();
            assert!(outbox.has_pending().unwrap(), "{suffix}");
            fs::remove_file(left).unwrap();
        }
        assert_eq!(outbox.names().unwrap(), ["notes.pending"]);
        fs::remove_dir_all(outbox.dir).unwrap();
    }

    #[test]
    fn a_draft_takes_away_its_own_files_and_no_others_of_the_same_name() {
        let outbox = outbox("drafts");
        let record = Record::parse("M,20150827121657,R,1", |_| true).unwrap();
        let at = time::parse("20150827121700").unwrap();
        let draft = || outbox.draft(None, at, Some("ada"), &[&record]).unwrap();
        let first = draft();
        // Whoever has the lock now settles what is there, and makes a file in the same second.
        outbox.discard(&first.name).unwrap();
        let mut second = draft();
        assert_eq!(first.name, second.name);
        drop(first);
        second.keep();
        assert_eq!(outbox.publish(&second.name).unwrap(), second.name);
        drop(draft());
        assert!(!outbox.has_pending().unwrap());
        fs::remove_dir_all(outbox.dir).unwrap();
    }
}
