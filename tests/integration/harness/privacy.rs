//! No log names an item, a patron or a call number: at the end of every test its logs are
//! searched for whatever it has sent.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

/// More than any test means: what is left is as good as the whole.
const MOST: usize = 20_000;
/// A shorter word may be a number or a name of something else.
const SHORTEST: usize = 8;

/// What a test has sent and no log may have.
#[derive(Default)]
pub struct Said(Mutex<HashSet<String>>);

impl Said {
    /// The fields of a form, but for the address of a page, which may be in a log.
    pub fn hear(&self, body: &[u8]) {
        let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
        let mut said = self.0.lock().expect("no test fails in here");
        let whole = String::from_utf8_lossy(body);
        if whole.contains("form-data") && said.len() < MOST {
            said.extend(barcodes(&whole).map(str::to_owned));
        }
        let fields = fields.iter().filter(|(name, _)| name != "view");
        let texts = fields.map(|(_, value)| value.as_str());
        for line in texts.flat_map(str::lines) {
            if said.len() < MOST {
                said.extend(barcodes(line).map(str::to_owned));
                let cells = line.split(',').skip(3).map(str::trim);
                let cells = cells.filter(|cell| cell.len() >= SHORTEST);
                said.extend(cells.map(str::to_owned));
            }
        }
    }

    /// What of it is in one of the files of this folder.
    pub fn found_in(&self, logs: &Path) -> Vec<String> {
        let said = self.0.lock().expect("no test fails in here");
        let entries = fs::read_dir(logs).into_iter().flatten().flatten();
        let mut found = Vec::new();
        for entry in entries {
            let log = fs::read(entry.path()).unwrap_or_default();
            let log = String::from_utf8_lossy(&log);
            let words: HashSet<&str> = words(&log).collect();
            let is_in = |said: &&String| {
                let is_word = said.bytes().all(|byte| byte.is_ascii_alphanumeric());
                words.contains(said.as_str()) || (!is_word && log.contains(said.as_str()))
            };
            let here = said.iter().filter(is_in);
            found.extend(here.map(|said| format!("{said} in {}", entry.path().display())));
        }
        found
    }
}

/// Words with at least six digits that are no time of a record.
fn barcodes(line: &str) -> impl Iterator<Item = &str> {
    words(line).filter(|word| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let is_time = word.len() == 14 && (word.starts_with("20") || word.starts_with("19"));
        word.len() >= SHORTEST && digits >= 6 && !is_time
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
}
