//! The configuration file: TOML text in, a checked [`Config`] out.
//!
//! What is in a `Config` has been checked: every library code can be part of a
//! file name, the table's name is an identifier, the output directory is an
//! absolute path. The password is never printed, not even by `Debug`.

mod database;
mod lists;
pub mod pattern;

use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use database::{Database, Server, Tls, default_port};
pub use lists::{Columns, Lists};
use pattern::HostPattern;

use crate::circulation::checks::Checks;
use crate::circulation::library::{LIBRARY_WIDTH, Library, is_code};
use crate::circulation::scanning::Scanning;
use crate::circulation::zone::{Zone, Zones};
use crate::error::Error;
use crate::messages::message;

/// Where the configuration is when `OFFLINE_CIRC_CONFIG` does not say.
pub const DEFAULT_PATH: &str = "/etc/offline-circ/config.toml";

/// More would need more than FcgidMaxRequestLen in Apache's configuration.
const MOST_IMPORT_MEGABYTES: usize = 64;

const MOST_DESK_DAYS: u32 = 366;

/// The whole configuration; `config.example.toml` documents each key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Heading of every page.
    #[serde(default = "default_title")]
    pub main_title: String,
    /// Whom staff call.
    pub contact_name: String,
    /// The address behind `contact_name`.
    pub contact_email: String,
    /// Plain text in which `{contact}` stands for the contact's mail link.
    #[serde(default = "default_footer")]
    pub footer_text: String,
    /// Absolute path of the directory for the .dat files.
    pub output_dir: PathBuf,
    /// The time zone of every library without one of its own; the server's if there is none.
    #[serde(default)]
    pub timezone: Zone,
    /// Names of the host that neither Apache nor the machine knows.
    #[serde(default)]
    pub hosts: Vec<HostPattern>,
    /// Megabytes (of 1,048,576 bytes) that the files of one import may have together.
    #[serde(default = "default_import_megabytes")]
    pub import_megabytes: usize,
    /// A desk that was not heard from for so many days is left out, and practice is good for as long.
    #[serde(default = "default_desk_days")]
    pub desk_days: u32,
    /// At least one, in the order of the chooser.
    pub libraries: Vec<Library>,
    /// The `alma_offline` database.
    pub database: Database,
    /// The scanning page; every key has a default.
    #[serde(default)]
    pub scanning: Scanning,
    /// What the page with the unsaved records warns of.
    #[serde(default)]
    pub checks: Checks,
    /// The lists of patrons and items; every key has a default.
    #[serde(default)]
    pub lists: Lists,
}

impl Config {
    /// Reads and checks the file.
    ///
    /// # Errors
    /// When it cannot be read, is not TOML, or a key is unknown, missing or wrong.
    pub fn from_file(file: &Path) -> Result<Self, Error> {
        let text =
            std::fs::read_to_string(file).map_err(|e| message!("config.unreadable", cause = e));
        text.and_then(|text| Self::parse(&text)).map_err(|problem| {
            Error::NotConfigured(message!("config.at-file", file = file.display(), problem))
        })
    }

    /// Parses and checks the text of a configuration file.
    ///
    /// # Errors
    /// A sentence that begins with the key.
    pub fn parse(text: &str) -> Result<Self, String> {
        let document = toml::Deserializer::parse(text).map_err(|e| at_line(text, &e))?;
        let config: Self = serde_path_to_error::deserialize(document).map_err(|e| {
            let key = e.path().to_string();
            let message = e.into_inner().message().to_owned();
            if key == "." {
                message
            } else {
                message!("config.at-key", key, problem = message)
            }
        })?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), String> {
        if !self.output_dir.is_absolute() {
            return Err(message!("config.output-dir").to_owned());
        }
        if !(1..=MOST_IMPORT_MEGABYTES).contains(&self.import_megabytes) {
            return Err(message!(
                "config.import-megabytes",
                most = MOST_IMPORT_MEGABYTES
            ));
        }
        if !(1..=MOST_DESK_DAYS).contains(&self.desk_days) {
            return Err(message!("config.desk-days", most = MOST_DESK_DAYS));
        }
        if self.libraries.is_empty() {
            return Err(message!("config.libraries").to_owned());
        }
        for (i, library) in self.libraries.iter().enumerate() {
            let code = &library.code;
            if !is_code(code) {
                return Err(message!(
                    "config.library-code",
                    at = i,
                    code,
                    width = LIBRARY_WIDTH
                ));
            }
            let same = |other: &Library| other.code.eq_ignore_ascii_case(code);
            if self.libraries[..i].iter().any(same) {
                return Err(message!("config.library-twice", at = i, code));
            }
        }
        if !is_identifier(&self.database.table) {
            return Err(message!("config.table", table = self.database.table));
        }
        if self
            .database
            .tls_ca
            .as_ref()
            .is_some_and(|path| !path.is_absolute())
        {
            return Err(message!("config.tls-ca").to_owned());
        }
        self.lists
            .check()
            .map_err(|problem| format!("lists.{problem}"))?;
        self.scanning
            .check()
            .map_err(|problem| format!("scanning.{problem}"))
    }

    /// The time zone of each library.
    pub fn zones(&self) -> Zones {
        let own = |library: &Library| Some((library.code.clone(), library.timezone?));
        Zones {
            site: self.timezone,
            own: self.libraries.iter().filter_map(own).collect(),
        }
    }

    /// The name of the library with this code; the text itself if there is none.
    pub fn library_name(&self, code: &str) -> String {
        self.library(code)
            .map_or(code, |library| library.name.as_str())
            .to_owned()
    }

    /// The library with this code.
    pub fn library(&self, code: &str) -> Option<&Library> {
        self.libraries.iter().find(|library| library.code == code)
    }

    /// Whether there is a library with this code.
    pub fn knows(&self, code: &str) -> bool {
        self.library(code).is_some()
    }
}

fn is_identifier(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    (1..=64).contains(&name.len()) && name.chars().all(allowed)
}

/// A syntax error's place and message, with no more of the line than its key: it may be the
/// one with the password, and without the `=`.
fn at_line(text: &str, error: &toml::de::Error) -> String {
    let start = error.span().map_or(0, |span| span.start);
    let line = text[..start].matches('\n').count() + 1;
    let key = text.lines().nth(line - 1).unwrap_or_default().trim_start();
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    let key = key.split(|c| !is_part(c)).next().unwrap_or_default();
    message!("config.at-line", line, key, problem = error.message())
}

fn default_title() -> String {
    message!("config.main-title").to_owned()
}

fn default_import_megabytes() -> usize {
    8
}

fn default_desk_days() -> u32 {
    14
}

fn default_footer() -> String {
    message!("config.footer-text", contact = "{contact}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../config.example.toml");

    fn problem(text: &str) -> String {
        Config::parse(text).expect_err("the text is wrong")
    }

    #[test]
    fn the_example_is_a_configuration() {
        let config = Config::parse(EXAMPLE).unwrap();
        assert_eq!(config.libraries[1].code, "AVS");
        assert_eq!(config.database.table, "transactions");
        assert_eq!(config.library("MILLAR").unwrap().name, "Millar Library");
    }

    #[test]
    fn the_example_states_the_defaults() {
        let config = Config::parse(EXAMPLE).unwrap();
        assert_eq!(config.main_title, default_title());
        assert_eq!(config.footer_text, default_footer());
        assert_eq!(config.hosts, []);
        assert_eq!(config.import_megabytes, default_import_megabytes());
        assert_eq!(config.desk_days, default_desk_days());
        assert_eq!(config.database.server, database::localhost());
        assert_eq!(config.database.port, 3306);
        assert_eq!(config.database.name, "alma_offline");
        assert_eq!(config.database.table, "transactions");
        assert_eq!(config.database.socket, None);
        assert_eq!(config.scanning, Scanning::default());
        assert_eq!(config.checks, Checks::default());
        assert_eq!(config.lists, Lists::default());
        for block in ["[checks]", "[lists]", "[lists.columns]"] {
            assert!(EXAMPLE.contains(&format!("\n{block}\n")), "{block}");
        }
    }

    #[test]
    fn an_unknown_key_is_named() {
        let text = EXAMPLE.replace("port = 3306", "prot = 3306");
        assert!(problem(&text).starts_with("database.prot: unknown field `prot`"));
        assert!(problem(&format!("motto = 1\n{EXAMPLE}")).contains("motto"));
    }

    #[test]
    fn a_missing_key_is_named() {
        let text = EXAMPLE.replace("username = \"offline_user\"", "");
        assert_eq!(problem(&text), "database: missing field `username`");
        let text = EXAMPLE.replace("contact_email = \"human@example.edu\"", "");
        assert_eq!(problem(&text), "missing field `contact_email`");
    }

    #[test]
    fn a_code_that_cannot_be_part_of_a_file_name_is_refused() {
        for code in [
            "",
            "../x",
            "a/b",
            ".a",
            "-",
            "---",
            "a,b",
            "a\\u0000",
            "a ",
            "LONGER_THAN_16_CH",
        ] {
            let text = EXAMPLE.replace("\"AVS\"", &format!("\"{code}\""));
            assert!(problem(&text).starts_with("libraries[1].code:"), "{code}");
        }
        for code in ["law", "LAW LIB", "foo+bar", "a_b-c.d", "A"] {
            assert!(is_code(code), "{code}");
        }
    }

    #[test]
    fn a_code_that_is_there_twice_is_refused() {
        let text = EXAMPLE.replace("\"AVS\"", "\"millar\"");
        assert!(problem(&text).contains("is there twice"));
    }

    #[test]
    fn a_table_that_is_no_identifier_is_refused() {
        let text = EXAMPLE.replace("\"transactions\"", "\"t; DROP TABLE x\"");
        assert!(problem(&text).starts_with("database.table:"));
    }

    #[test]
    fn a_relative_output_directory_is_refused() {
        let text = EXAMPLE.replace("\"/var/lib/offline-circ/output\"", "\"output\"");
        assert!(problem(&text).starts_with("output_dir:"));
    }

    #[test]
    fn an_import_has_a_size_that_apache_lets_through() {
        for wrong in ["0", "65"] {
            let size = format!("import_megabytes = {wrong}");
            let text = EXAMPLE.replace("import_megabytes = 8", &size);
            assert!(problem(&text).starts_with("import_megabytes: must be"));
        }
    }

    #[test]
    fn desks_are_listed_for_a_day_at_least() {
        for wrong in ["0", "367"] {
            let text = EXAMPLE.replace("desk_days = 14", &format!("desk_days = {wrong}"));
            assert!(problem(&text).starts_with("desk_days: must be"));
        }
    }

    #[test]
    fn the_password_is_never_printed() {
        let config = Config::parse(EXAMPLE).unwrap();
        assert!(!format!("{config:?}").contains("offline_pass"));
        let line = "password = \"offline_pass\"";
        for wrong in [
            "password = 4711",
            "password = \"offline_pass",
            "password = [\"offline_pass\"]",
            "password \"offline_pass\"",
            "password: offline_pass=4711",
            "password \"offline_pass",
        ] {
            let text = EXAMPLE.replace(line, wrong);
            let problem = problem(&text);
            assert!(problem.contains("password"), "{problem}");
            assert!(!problem.contains("offline_pass"), "{problem}");
            assert!(!problem.contains("4711"), "{problem}");
        }
    }

    #[test]
    fn an_unreadable_file_is_named() {
        let error = Config::from_file(Path::new("/nonexistent/config.toml")).unwrap_err();
        assert!(error.to_string().starts_with("/nonexistent/config.toml: "));
    }
}
