//! What leaves the program and comes back, so that nobody else can read it or make it up: what a
//! person searches for, in a URL, a list that waits for a person's word, and the mark of our own
//! forms. A text that is sealed for one purpose does not open for another.
//!
//! The key is made of that of the lists, and of the database's password and place, so all processes
//! of a site have the same one, and nothing has to be kept. After a change of one of them old seals
//! do not open. Where the lists have no key, a mark lets whoever sees it try out passwords.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};

use crate::config::Config;
use crate::hex;
use crate::lists::Key;

/// Bytes of a form's mark.
const MARK: usize = 16;

/// The site's keys.
pub struct Seal {
    forms: hmac::Key,
    texts: LessSafeKey,
}

impl Seal {
    /// Those of this configuration.
    pub fn of(config: &Config) -> Self {
        let database = &config.database;
        let output = config.output_dir.display().to_string();
        let password = database.password.reveal();
        let secret = [password, &database.name, &database.table, &output];
        // The lengths keep one value from passing for a part of the next.
        let secret: String = secret.map(|text| format!("{}:{text}", text.len())).concat();
        let secret = match Key::read(&config.lists.key_file) {
            Ok(key) => key.of_seals(&secret).to_vec(),
            // Not there, or not for Apache's user: then for no process of the site.
            Err(_) => secret.into_bytes(),
        };
        let secret = hmac::Key::new(hmac::HMAC_SHA256, &secret);
        let key = |purpose: &str| hmac::sign(&secret, purpose.as_bytes());
        let texts = UnboundKey::new(&CHACHA20_POLY1305, key("text").as_ref());
        Self {
            forms: hmac::Key::new(hmac::HMAC_SHA256, key("form").as_ref()),
            texts: LessSafeKey::new(texts.expect("SHA-256 gives 32 bytes")),
        }
    }

    /// The mark that every form of the site carries.
    pub fn mark(&self) -> String {
        hex::digits(&hmac::sign(&self.forms, b"").as_ref()[..MARK])
    }

    /// Whether this is that mark.
    pub fn is_mark(&self, mark: &str) -> bool {
        // Nobody learns from the time that it takes how much of a mark was right.
        let key = hmac::Key::new(hmac::HMAC_SHA256, b"compare");
        let own = hmac::sign(&key, self.mark().as_bytes());
        hmac::verify(&key, mark.as_bytes(), own.as_ref()).is_ok()
    }

    /// The text as letters and digits that only [`Seal::open`] reads, for the same purpose.
    pub fn close(&self, purpose: &str, text: &str) -> String {
        let mut sealed = vec![0; NONCE_LEN];
        SystemRandom::new()
            .fill(&mut sealed)
            .expect("the system has random numbers");
        let nonce = Nonce::try_assume_unique_for_key(&sealed).expect("its length is right");
        let mut text = text.as_bytes().to_vec();
        self.texts
            .seal_in_place_append_tag(nonce, Aad::from(purpose.as_bytes()), &mut text)
            .expect("a text is short enough");
        sealed.extend(text);
        hex::digits(&sealed)
    }

    /// The text that was closed for this purpose; `None` for anything else.
    pub fn open(&self, purpose: &str, sealed: &str) -> Option<String> {
        let mut bytes = hex::bytes(sealed)?;
        let (nonce, text) = bytes.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let text = self
            .texts
            .open_in_place(nonce, Aad::from(purpose.as_bytes()), text)
            .ok()?;
        String::from_utf8(text.to_vec()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(password: &str) -> Seal {
        let example = include_str!("../config.example.toml");
        let config = example.replace("offline_pass", password);
        Seal::of(&Config::parse(&config).unwrap())
    }

    #[test]
    fn a_text_comes_back_and_is_not_in_its_seal() {
        let (seal, other) = (seal("a"), self::seal("b"));
        for text in ["", "31234000000001", "é <b> \u{1f4d6}", &"x".repeat(1000)] {
            let sealed = seal.close("search", text);
            assert!(sealed.bytes().all(|byte| byte.is_ascii_hexdigit()));
            assert_eq!(seal.open("search", &sealed).as_deref(), Some(text));
            assert_eq!(other.open("search", &sealed), None);
            assert_ne!(seal.close("search", text), sealed);
        }
        let sealed = seal.close("search", "31234000000001");
        assert!(!sealed.contains(&hex::digits(b"3123")));
        for wrong in [
            "",
            "0",
            "zz",
            "é",
            "00",
            &sealed[2..],
            &sealed[..sealed.len() - 1],
        ] {
            assert_eq!(seal.open("search", wrong), None, "{wrong}");
        }
        // With a last byte that is zero half of it is as good as the whole.
        assert_eq!(hex::bytes("1200"), Some(vec![0x12, 0]));
        assert_eq!(hex::bytes("120"), None);
        let swapped = if sealed.ends_with('0') { "1" } else { "0" };
        let turned = format!("{}{swapped}", &sealed[..sealed.len() - 1]);
        assert_eq!(seal.open("search", &turned), None);
    }

    #[test]
    fn a_mark_is_the_sites_own() {
        let (seal, other) = (seal("a"), self::seal("b"));
        assert!(seal.is_mark(&seal.mark()) && self::seal("a").is_mark(&seal.mark()));
        assert!(!seal.is_mark(&other.mark()) && !seal.is_mark("") && !seal.is_mark("é"));
    }

    #[test]
    fn nothing_is_known_of_the_password_where_there_is_a_key() {
        let dir = std::env::temp_dir().join(format!("oc-{}-seal", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        std::fs::create_dir(&dir).unwrap();
        let file = dir.join("lists.key");
        let example = include_str!("../config.example.toml");
        let example = example.replace("/etc/offline-circ/lists.key", file.to_str().unwrap());
        let config = Config::parse(&example).unwrap();
        let without = Seal::of(&config);
        let under = |key: &str| {
            std::fs::write(&file, key.repeat(32)).unwrap();
            Seal::of(&config)
        };
        let (one, other) = (under("11"), under("22"));
        assert!(one.is_mark(&under("11").mark()));
        for stranger in [&without, &other] {
            assert!(!one.is_mark(&stranger.mark()));
            assert_eq!(one.open("search", &stranger.close("search", "1")), None);
        }
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn what_is_closed_for_one_purpose_does_not_open_for_another() {
        let seal = seal("a");
        let sealed = seal.close("search", "{}");
        assert_eq!(seal.open("search", &sealed).as_deref(), Some("{}"));
        assert_eq!(seal.open("list", &sealed), None);
    }
}
