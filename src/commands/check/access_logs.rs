//! Under which names desks have opened the page, by the access logs of Apache: the PHP was
//! answered under any name, so a name that only a DNS knows is found here before it is refused.
//!
//! The logs have it as the page from which its styles and scripts were asked for. Ours tells
//! no referrer, so what they have is older than it.

use std::collections::BTreeSet;
use std::env;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use regex::Regex;

use crate::names::Host;

/// Where Debian and RHEL have Apache's logs.
const USUAL: [&str; 2] = ["/var/log/apache2", "/var/log/httpd"];
/// The folder of the site, unless somebody has chosen another one.
const USUAL_FOLDER: &str = "/offline-circ/";
/// Bytes of each log, from its end.
const MOST: u64 = 20_000_000;

/// The variable in which root tells them to Apache's user.
pub const USED: &str = "OFFLINE_CIRC_NAMES_USED";

/// The names that were told, or those in the logs that this user may read; addresses are none.
pub fn told_or_found() -> BTreeSet<String> {
    match env::var(USED) {
        Ok(told) => told.split_whitespace().map(str::to_owned).collect(),
        Err(_) => names(),
    }
}

/// The names in the logs that this user may read.
pub fn names() -> BTreeSet<String> {
    let given = env::var_os("OFFLINE_CIRC_LOGS").map(PathBuf::from);
    let usual = USUAL.map(PathBuf::from).to_vec();
    let folders = given.map_or(usual, |folder| vec![folder]);
    let entries = folders
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok());
    let paths = entries
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()));
    let is_access = |path: &PathBuf| {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        name.contains("access") && name.rsplit_once('.').is_none_or(|(_, end)| end != "gz")
    };
    let logs = paths.filter(is_access);
    logs.flat_map(|path| names_in(&end_of(&path).unwrap_or_default()))
        .collect()
}

fn end_of(path: &Path) -> Option<String> {
    let mut log = File::open(path).ok()?;
    let length = log.metadata().ok()?.len();
    log.seek(SeekFrom::Start(length.saturating_sub(MOST)))
        .ok()?;
    let mut bytes = Vec::new();
    log.take(MOST).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The names of the pages from which a file of the same folder was fetched, where the folder is
/// one of this site.
fn names_in(log: &str) -> BTreeSet<String> {
    let line = r#"(?m)"(GET|POST) (\S+) HTTP/[\d.]+" [23]\d\d .*"https?://([^/"\s]+)(/[^"\s]*)""#;
    let line = Regex::new(line).expect("a pattern of ours");
    let folders = folders_in(log);
    let is_ours = |method: &str, asked: &str, from: &str| {
        let folder = folder_of(from);
        // A browser says no more than this of a stranger's page that has a link to ours.
        let is_own_page = from != "/" || method == "POST";
        let is_of_site = folder.ends_with(USUAL_FOLDER) || folders.contains(folder);
        is_own_page && is_of_site && asked.starts_with(folder)
    };
    let ours = line.captures_iter(log);
    let ours = ours.filter(|found| is_ours(&found[1], &found[2], &found[4]));
    let hosts = ours.filter_map(|found| match Host::parse(&found[3])? {
        Host::Name(name) => Some(name),
        Host::Address => None,
    });
    hosts.collect()
}

/// The folders in which there is a page that nobody else has, an `index.php` not being one.
fn folders_in(log: &str) -> BTreeSet<&str> {
    let line = r#"(?m)"(?:GET|POST) (/\S*?)(?:append|listrecords|listfiles|clearold|deleteold)\.php(?:\?\S*)? HTTP/[\d.]+" [23]\d\d "#;
    let line = Regex::new(line).expect("a pattern of ours");
    let folders = line.captures_iter(log).filter_map(|found| found.get(1));
    let folders = folders.map(|folder| folder.as_str());
    folders.filter(|folder| folder.ends_with('/')).collect()
}

/// The folder of the page with this path, with the slash at its end.
fn folder_of(path: &str) -> &str {
    let page = path.split('?').next().unwrap_or_default();
    &page[..=page.rfind('/').unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_is_found_in_whatever_folder_its_pages_were() {
        let line = |request: &str, status: u16, referer: &str| {
            format!("10.0.0.7 - - [x] \"{request} HTTP/1.1\" {status} - \"{referer}\" \"x\"\n")
        };
        let opened = line(
            "GET /circ/styles/a.css",
            200,
            "http://circ.example.edu/circ/",
        );
        let blog = line("GET /blog/a.css", 200, "http://blog.example/blog/index.php");
        let root = line("GET /a.css", 200, "http://root.example/index.php?x=/circ/");
        let pages = [
            ("POST /circ/append.php", 303),
            ("GET /circ/listrecords.php?page=2", 200),
        ];
        for (request, status) in pages {
            let log = [&line(request, status, "-")[..], &opened, &blog, &root].concat();
            assert_eq!(
                names_in(&log),
                BTreeSet::from(["circ.example.edu".to_owned()])
            );
        }
        // At the root of a host a page that only leads to ours looks like ours.
        let visit = line("GET /", 200, "http://intranet.example.edu/");
        let sent = line("POST /append.php", 303, "http://circ.example.edu/");
        let style = line("GET /a.css", 200, "http://desk.example.edu/index.php");
        let names = ["circ.example.edu", "desk.example.edu"].map(str::to_owned);
        assert_eq!(
            names_in(&[visit, sent, style].concat()),
            BTreeSet::from(names)
        );
        // Who only looks for such a page has found none, and others have an index.php too.
        for other in ["POST /circ/append.php", "GET /circ/index.php"] {
            let status = if other.starts_with("POST") { 404 } else { 200 };
            let log = [&line(other, status, "-")[..], &opened, &blog].concat();
            assert_eq!(names_in(&log), BTreeSet::new());
        }
    }

    #[test]
    fn the_page_that_fetched_a_file_says_its_name() {
        let log = "\
            10.0.0.7 - - [27/Aug/2015:10:00:01 +0000] \"GET /offline-circ/styles/a.css HTTP/1.1\" 200 1 \"http://Circ.example.edu:8080/offline-circ/index.php\" \"x\"\n\
            10.0.0.7 - - [x] \"GET /offline-circ/a.js HTTP/1.1\" 304 - \"http://10.0.0.1/offline-circ/\" \"x\"\n\
            10.0.0.7 - - [x] \"GET /offline-circ/a.js HTTP/1.1\" 403 - \"http://refused.example/offline-circ/\" \"x\"\n\
            10.0.0.7 - - [x] \"GET /offline-circ/ HTTP/1.1\" 200 - \"http://www.example.edu/links.html\" \"x\"\n\
            10.0.0.7 - - [x] \"GET /lib/offline-circ/ HTTP/1.1\" 200 - \"http://other.example/offline-circ/\" \"x\"\n\
            10.0.0.7 - - [x] \"GET /other/a.js HTTP/1.1\" 200 - \"http://not.example/offline-circ/\" \"x\"\n";
        assert_eq!(
            names_in(log),
            BTreeSet::from(["circ.example.edu".to_owned()])
        );
    }
}
