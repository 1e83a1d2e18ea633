//! The turn to make, settle or delete files, for all who share the directory.
//!
//! Whoever writes to a table on one server keeps others out by that server's lock. Servers of a
//! cluster know nothing of each other's locks, and two of us that use two of them meet only here.
//! The table has the last word all the same: who waits in vain goes on, for the other may be
//! standing still, and will then find that its transaction is undone.

use std::fs::File;
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::Outbox;
use crate::error::{At, Error};

/// Longer than a second, so that the names of what both make are not the same.
const PATIENCE: Duration = Duration::from_secs(3);
const PAUSE: Duration = Duration::from_millis(10);

/// Keeps others from making files until it is dropped or its holder ends.
#[derive(Debug)]
pub struct FileTurn {
    _dir: File,
}

impl Outbox {
    /// Waits for the turn, at most 3 seconds.
    pub fn file_turn(&self) -> Result<FileTurn, Error> {
        let dir = File::open(&self.dir).at(&self.dir)?;
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            match flock(&dir, FlockOperation::NonBlockingLockExclusive) {
                Err(Errno::WOULDBLOCK | Errno::INTR) => thread::sleep(PAUSE),
                // A file system without such locks has no turns, and the table decides alone.
                Ok(()) | Err(_) => break,
            }
        }
        Ok(FileTurn { _dir: dir })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc;

    use super::*;
    use crate::circulation::zone::Zones;

    #[test]
    fn the_turn_is_had_by_one_after_the_other() {
        let dir = std::env::temp_dir().join(format!("oc-{}-turns", std::process::id()));
        fs::create_dir(&dir).unwrap();
        let outbox = Outbox::new(&dir, Zones::default());
        let first = outbox.file_turn().unwrap();
        let (sender, receiver) = mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(|| {
                let turn = outbox.file_turn().unwrap();
                sender.send(()).unwrap();
                drop(turn);
            });
            assert!(receiver.recv_timeout(Duration::from_millis(200)).is_err());
            drop(first);
            receiver.recv().unwrap();
        });
        // Nobody waits for ever for one who stands still.
        let _frozen = outbox.file_turn().unwrap();
        let began = Instant::now();
        outbox.file_turn().unwrap();
        assert!(began.elapsed() >= PATIENCE);
        fs::remove_dir(&dir).unwrap();
    }
}
