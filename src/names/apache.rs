//! `ServerName` and `ServerAlias`, read from Apache's own configuration: no CGI variable has the
//! aliases.
//!
//! Every line that Apache may come to counts, also in another virtual host or in an `<IfDefine>`
//! that does not hold: whoever wrote it there may call this host so.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use regex::Regex;

use crate::config::pattern::HostPattern;

/// Where Debian and RHEL have it.
const USUAL: [&str; 2] = ["/etc/apache2/apache2.conf", "/etc/httpd/conf/httpd.conf"];
/// Files, against an endless circle of them.
const MOST: usize = 2_000;

/// What there is to know of a configuration.
#[derive(Debug, Default)]
pub struct Read {
    /// The names in it.
    pub names: Vec<HostPattern>,
    /// Files and folders that could not be read, with the cause.
    pub unread: Vec<String>,
    /// Aliases such as `*`.
    pub too_wide: Vec<String>,
}

/// Reads the configuration that begins with this file, or with that of Debian or RHEL.
pub fn read(start: Option<&Path>) -> Read {
    let usual = USUAL.iter().map(Path::new).find(|path| path.exists());
    let Some(start) = start.or(usual) else {
        return Read::default();
    };
    let mut reader = Reader {
        root: start.parent().unwrap_or(Path::new("/")).to_owned(),
        defined: HashMap::new(),
        seen: HashSet::new(),
        read: Read::default(),
    };
    reader.file(start);
    reader.read
}

struct Reader {
    /// What a path is relative to.
    root: PathBuf,
    defined: HashMap<String, String>,
    seen: HashSet<PathBuf>,
    read: Read,
}

impl Reader {
    fn file(&mut self, path: &Path) {
        if self.seen.len() >= MOST || !self.seen.insert(path.to_owned()) {
            return;
        }
        match fs::read(path) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes).replace("\\\r\n", " ");
                for line in text.replace("\\\n", " ").lines() {
                    self.line(line);
                }
            }
            Err(error) => self.cannot_read(path, &error),
        }
    }

    fn cannot_read(&mut self, path: &Path, error: &std::io::Error) {
        // What is not there, Apache cannot have read either.
        if error.kind() != ErrorKind::NotFound {
            self.read
                .unread
                .push(format!("{}: {error}", path.display()));
        }
    }

    fn line(&mut self, line: &str) {
        let words = words(line);
        let Some((directive, arguments)) = words.split_first() else {
            return;
        };
        let arguments: Vec<String> = arguments.iter().map(|word| self.expanded(word)).collect();
        match (directive.to_ascii_lowercase().as_str(), &arguments[..]) {
            ("serverroot", [root, ..]) => self.root = PathBuf::from(root),
            ("define", [name, value, ..]) => {
                self.defined.insert(name.clone(), value.clone());
            }
            ("include" | "includeoptional", [path, ..]) => {
                for file in self.files(path) {
                    self.file(&file);
                }
            }
            ("servername" | "serveralias", names) => {
                for name in names {
                    match name.parse() {
                        Ok(name) => self.read.names.push(name),
                        Err(_) if name.contains('*') => self.read.too_wide.push(name.clone()),
                        Err(_) => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// The word with each `${NAME}` that is known.
    fn expanded(&self, word: &str) -> String {
        let mut text = String::new();
        let mut rest = word;
        while let Some((before, after)) = rest.split_once("${") {
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            text.push_str(before);
            match self.defined.get(name) {
                Some(value) => text.push_str(value),
                None => text.push_str(&std::env::var(name).unwrap_or_default()),
            }
            rest = after;
        }
        text + rest
    }

    /// The files of an `Include`, whose path may have wildcards in any part and may be a
    /// folder, which stands for all in it.
    fn files(&mut self, path: &str) -> Vec<PathBuf> {
        let path = self.root.join(path);
        let mut found = vec![PathBuf::new()];
        for part in &path {
            let Some(name) = part.to_str().filter(|name| name.contains(['*', '?', '['])) else {
                for path in &mut found {
                    path.push(part);
                }
                continue;
            };
            let Some(wildcard) = wildcard(name) else {
                return Vec::new();
            };
            let inside = |folder: &PathBuf| self.entries(folder);
            let entries: Vec<PathBuf> = found.iter().map(inside).collect::<Vec<_>>().concat();
            found = entries;
            found.retain(|path| {
                let name = path.file_name().and_then(|name| name.to_str());
                name.is_some_and(|name| !name.starts_with('.') && wildcard.is_match(name))
            });
        }
        let mut files = Vec::new();
        while let Some(path) = found.pop() {
            if path.is_dir() && files.len() < MOST {
                found.extend(self.entries(&path));
            } else {
                files.push(path);
            }
        }
        files
    }

    fn entries(&mut self, folder: &Path) -> Vec<PathBuf> {
        match fs::read_dir(folder) {
            Ok(entries) => entries
                .filter_map(|entry| Some(entry.ok()?.path()))
                .collect(),
            Err(error) => {
                if error.kind() != ErrorKind::NotADirectory {
                    self.cannot_read(folder, &error);
                }
                Vec::new()
            }
        }
    }
}

/// What a part of a path with wildcards fits.
fn wildcard(part: &str) -> Option<Regex> {
    let mut pattern = String::from("^(?s:");
    for c in part.chars() {
        match c {
            '*' => pattern.push_str(".*"),
            '?' => pattern.push('.'),
            '[' | ']' | '-' => pattern.push(c),
            c => pattern.push_str(&regex::escape(&c.to_string())),
        }
    }
    Regex::new(&(pattern + ")$")).ok()
}

/// The words of a line, without the quotes around one; a comment has none.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = line.trim();
    while !(rest.is_empty() || words.is_empty() && rest.starts_with('#')) {
        let quote = rest.chars().next().filter(|c| ['"', '\''].contains(c));
        let (word, after) = match quote {
            Some(quote) => rest[1..].split_once(quote).unwrap_or((&rest[1..], "")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder that is gone at the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let name = format!("offline-circ-{name}-{}", std::process::id());
            let path = std::env::temp_dir().join(name);
            fs::create_dir_all(path.join("sites/sub")).unwrap();
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn every_name_that_apache_may_come_to_is_read() {
        let folder = Folder::new("names");
        let write = |name: &str, text: &str| fs::write(folder.0.join(name), text).unwrap();
        let root = folder.0.display();
        write(
            "httpd.conf",
            &format!(
                "ServerRoot \"{root}\"\n# ServerName not.example\nDefine SHORT circ\n\
                 SERVERNAME https://${{SHORT}}.example.edu:443\nInclude sites\n\
                 IncludeOptional {root}/s*es-[e]nabled/*.conf\nInclude httpd.conf\n\
                 Include nothing.conf\n"
            ),
        );
        write(
            "sites/a",
            "<VirtualHost *:80>\n  ServerAlias one.example 'two.example' \\\n three.example *\n",
        );
        write(
            "sites/sub/b",
            "serveralias *.lib.example.edu\r\nServerName $name\r\n",
        );
        fs::create_dir(folder.0.join("sites-enabled")).unwrap();
        write("sites-enabled/c.conf", "ServerName c.example\n");
        write("sites-enabled/c.conf.old", "ServerName old.example\n");
        let read = read(Some(&folder.0.join("httpd.conf")));
        let mut names: Vec<&str> = read.names.iter().map(HostPattern::as_str).collect();
        names.sort_unstable();
        let expected = [
            "*.lib.example.edu",
            "c.example",
            "circ.example.edu",
            "one.example",
            "three.example",
            "two.example",
        ];
        assert_eq!(names, expected);
        assert_eq!(read.too_wide, ["*"]);
        assert!(read.unread.is_empty(), "{:?}", read.unread);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let folder = Folder::new("unread");
        let read = read(Some(&folder.0.join("sites")));
        assert_eq!(read.unread.len(), 1, "{read:?}");
    }
}
