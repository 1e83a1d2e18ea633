//! The key file, and the hash of an identifier.

use std::fmt;
use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::Path;
use std::process;

use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};

use crate::hex;

/// Bytes of the key.
const LENGTH: usize = 32;

/// The HMAC-SHA-256 of an identifier.
pub type Digest = [u8; 32];

/// The key of a site, 64 hexadecimal digits in a file of its own.
pub struct Key(hmac::Key);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

impl Key {
    /// Reads the key file.
    ///
    /// # Errors
    /// Those of reading; [`ErrorKind::InvalidData`] if the file holds no key.
    pub fn read(file: &Path) -> io::Result<Self> {
        let text = fs::read_to_string(file)?;
        Self::parse(text.trim()).ok_or_else(|| ErrorKind::InvalidData.into())
    }

    /// The text of a new key file.
    fn new_text() -> String {
        let mut bytes = [0; LENGTH];
        SystemRandom::new()
            .fill(&mut bytes)
            .expect("the system has random numbers");
        format!("{}\n", hex::digits(bytes))
    }

    /// Makes the key file if it is missing, readable for its owner and for the group of `like`. It
    /// is complete as soon as it is there. False if it was there.
    pub fn make(file: &Path, like: &Path) -> io::Result<bool> {
        if file.try_exists()? {
            return Ok(false);
        }
        let group = fs::metadata(like)?.gid();
        let draft = file.with_extension(format!("new-{}", process::id()));
        // A process of that number may have been killed here before.
        let _ = fs::remove_file(&draft);
        let linked = Self::write(&draft, group).and_then(|()| fs::hard_link(&draft, file));
        let removed = fs::remove_file(&draft);
        match linked {
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => Ok(false),
            linked => linked.and(removed).map(|()| true),
        }
    }

    /// Writes a new key into a new file, which nobody else can read before it is the group's.
    fn write(file: &Path, group: u32) -> io::Result<()> {
        let mut options = OpenOptions::new();
        let mut new = options
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(file)?;
        fchown(&new, None, Some(group))?;
        new.set_permissions(Permissions::from_mode(0o640))?;
        new.write_all(Self::new_text().as_bytes())?;
        new.sync_all()
    }

    fn parse(text: &str) -> Option<Self> {
        let bytes = hex::bytes(text).filter(|bytes| bytes.len() == LENGTH)?;
        Some(Self(hmac::Key::new(hmac::HMAC_SHA256, &bytes)))
    }

    /// The hash of a patron's identifier, folded.
    pub fn hash(&self, identifier: &str) -> Digest {
        digest(&self.0, fold(identifier).as_bytes())
    }

    /// The hash of what is compared exactly, as the barcode of an item is.
    pub fn hash_exactly(&self, text: &[u8]) -> Digest {
        digest(&self.0, text)
    }

    /// The key that has these bytes: that of an edition.
    pub fn of_bytes(bytes: &Digest) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, bytes))
    }

    /// By what a list tells that it was loaded under this key.
    pub fn mark(&self) -> String {
        hex::digits(&digest(&self.0, b"\0mark")[..8])
    }

    /// The key of what only the site itself reads, made of this secret too.
    pub fn of_seals(&self, secret: &str) -> Digest {
        digest(&self.0, format!("\0seals {secret}").as_bytes())
    }

    /// The key for the desks' own set of a list: another one for each edition, so that what a
    /// browser keeps cannot be compared with the table.
    pub fn of_edition(&self, edition: u32) -> Digest {
        digest(&self.0, format!("\0edition {edition}").as_bytes())
    }
}

/// An identifier as it is compared: without blanks around it, in lower case.
pub fn fold(identifier: &str) -> String {
    identifier.trim().to_lowercase()
}

fn digest(key: &hmac::Key, text: &[u8]) -> Digest {
    let mut digest = Digest::default();
    digest.copy_from_slice(hmac::sign(key, text).as_ref());
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_key_is_a_key_and_another_one_each_time() {
        let [one, other] = [Key::new_text(), Key::new_text()];
        assert_ne!(one, other);
        let key = |text: &str| Key::parse(text.trim()).unwrap();
        assert_ne!(key(&one).hash("1"), key(&other).hash("1"));
    }

    #[test]
    fn a_hash_is_hmac_sha_256_of_the_folded_identifier() {
        // RFC 4231, test case 1, has a key of 20 bytes; HMAC fills a short key up with zeros.
        let key = Key::parse(&format!("{}{}", "0b".repeat(20), "00".repeat(12))).unwrap();
        assert_eq!(key.hash(" HI THERE "), digest(&key.0, b"hi there"));
        assert_eq!(
            hex::digits(digest(&key.0, b"Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
    }

    #[test]
    fn a_key_file_is_made_once_for_the_owner_and_the_group() {
        let dir = std::env::temp_dir().join(format!("oc-{}-key", process::id()));
        fs::create_dir_all(&dir).unwrap();
        let file = dir.join("lists.key");
        assert!(Key::make(&file, &dir.join("nothing")).is_err());
        assert!(Key::make(&file, &dir).unwrap());
        let [text, again] = [(), ()].map(|()| {
            let text = fs::read_to_string(&file).unwrap();
            assert!(!Key::make(&file, &dir).unwrap());
            text
        });
        assert_eq!(text, again);
        assert!(Key::read(&file).is_ok());
        let made = fs::metadata(&file).unwrap();
        assert_eq!(made.mode() & 0o777, 0o640);
        assert_eq!(made.gid(), fs::metadata(&dir).unwrap().gid());
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);
        fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn zeros_at_the_beginning_count() {
        let key = Key::parse(&"1".repeat(64)).unwrap();
        assert_ne!(key.hash("0012"), key.hash("12"));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "12", &"é".repeat(32), &"g".repeat(64), &"1".repeat(66)] {
            assert!(Key::parse(text).is_none(), "{text}");
        }
    }
}
