//! That words cannot be kept is said once an hour, and not for every page every 20 seconds.
//!
//! All processes share the time of an empty file, which needs no room on the disk. Where not even
//! that can be made, each process says it for itself.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

/// The file whose time is when it was said last.
const FILE: &str = ".said";
/// It is said again after this time.
const HOUR: Duration = Duration::from_secs(3600);

/// When this process has said it last.
#[derive(Debug, Default)]
pub struct Complaint(AtomicU64);

impl Complaint {
    /// Whether it is time to say it; then it is not for an hour, for all who share this folder.
    pub fn is_due(&self, folder: &Path) -> bool {
        let file = folder.join(FILE);
        let own = Duration::from_secs(self.0.load(Ordering::Relaxed));
        let shared = fs::symlink_metadata(&file).and_then(|file| file.modified());
        let is_recent = |at: SystemTime| at.elapsed().is_ok_and(|age| age < HOUR);
        if is_recent(SystemTime::UNIX_EPOCH + own) || shared.is_ok_and(is_recent) {
            return false;
        }
        let now = SystemTime::now();
        let since = now.duration_since(SystemTime::UNIX_EPOCH);
        let since = since.unwrap_or_default().as_secs();
        self.0.store(since, Ordering::Relaxed);
        let mut options = OpenOptions::new();
        let options = options.write(true).create(true).truncate(false).mode(0o600);
        // Where that fails, the others say it too.
        let _ = options.open(file).and_then(|file| file.set_modified(now));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_once_by_all_and_again_after_an_hour() {
        let name = format!("oc-{}-complaint", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir(&folder).unwrap();
        let (one, other) = (Complaint::default(), Complaint::default());
        assert!(one.is_due(&folder));
        assert!(!one.is_due(&folder) && !other.is_due(&folder));
        let file = fs::File::open(folder.join(FILE)).unwrap();
        file.set_modified(SystemTime::now() - HOUR).unwrap();
        assert!(other.is_due(&folder) && !one.is_due(&folder));
        fs::remove_dir_all(&folder).unwrap();
        // Nothing can be kept there: each for itself.
        assert!(Complaint::default().is_due(&folder));
        assert!(!one.is_due(&folder));
    }
}
