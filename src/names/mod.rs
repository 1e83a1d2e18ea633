//! What this host is called: the names under which a browser may ask for a page.
//!
//! A name that somebody else owns can be made to lead here, and then his page reads and writes
//! ours (DNS rebinding). He can give us no name of our own: those are in the configuration, in
//! Apache's, and in the machine itself. An address and localhost are nobody's.

mod apache;
mod host;
mod machine;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

pub use host::Host;

use crate::config::Config;
use crate::config::pattern::HostPattern;

/// So long the names that Apache's configuration had are good for an answer "no".
const FRESH: Duration = Duration::from_secs(2);

/// What the web server says of a request's name.
#[derive(Debug, Default, Clone)]
pub struct Told {
    /// The `ServerName`, where the web server vouches that it is not the client's word.
    pub server_name: Option<String>,
    /// The address that plain HTTP leads to.
    pub https: Option<String>,
    /// Where Apache's configuration begins, if it is not at the usual place.
    pub apache: Option<PathBuf>,
}

/// The host's own names.
#[derive(Debug)]
pub struct Names {
    hosts: Vec<HostPattern>,
    /// What was read of the machine's and of Apache's names, and when.
    found: Mutex<Option<(Instant, Vec<HostPattern>)>>,
}

/// The names in force, for a person.
#[derive(Debug)]
pub struct InForce {
    /// Each name once, in the order of their sources.
    pub names: Vec<HostPattern>,
    /// What of Apache's configuration could not be read, with its cause.
    pub unread: Vec<String>,
    /// The aliases that would be everybody's, so that they count for nothing.
    pub too_wide: Vec<String>,
}

impl Names {
    /// The names that the configuration gives, and those that are found.
    pub fn new(config: &Config) -> Self {
        Self {
            hosts: config.hosts.clone(),
            found: Mutex::new(None),
        }
    }

    /// Whether this is one of them, or nobody's.
    pub fn has(&self, host: &Host, told: &Told) -> bool {
        let Host::Name(name) = host else { return true };
        let said = [&told.server_name, &told.https].into_iter().flatten();
        let said: Vec<HostPattern> = said.filter_map(|name| name.parse().ok()).collect();
        is_one_of(&self.hosts, name) || is_one_of(&said, name) || self.was_found(name, told)
    }

    /// Whether the machine or Apache's configuration has the name. A name that is not among
    /// those that were read before may be new.
    fn was_found(&self, name: &str, told: &Told) -> bool {
        // What a panic has left is whole: it is replaced at once.
        let mut found = match self.found.lock() {
            Ok(found) => found,
            Err(poisoned) => poisoned.into_inner(),
        };
        if let Some((at, names)) = &*found
            && (is_one_of(names, name) || at.elapsed() < FRESH)
        {
            return is_one_of(names, name);
        }
        let mut names = machine::names();
        names.extend(apache::read(told.apache.as_deref()).names);
        let is_known = is_one_of(&names, name);
        *found = Some((Instant::now(), names));
        is_known
    }

    /// All of them, read anew. `apache` is where its configuration begins, if not as usual.
    pub fn in_force(&self, apache: Option<&Path>) -> InForce {
        let read = apache::read(apache);
        let all = self.hosts.iter().cloned().chain(read.names);
        let mut names: Vec<HostPattern> = Vec::new();
        for name in all.chain(machine::names()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        InForce {
            names,
            unread: read.unread,
            too_wide: read.too_wide,
        }
    }
}

/// Whether it is one of the names, or the first part of one: no stranger can have a name
/// without a dot.
fn is_one_of(names: &[HostPattern], name: &str) -> bool {
    let is_short = !name.contains('.');
    names.iter().any(|own| {
        own.fits(name) || (is_short && own.first_label().is_some_and(|label| label == name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(hosts: &str) -> Names {
        let example = include_str!("../../config.example.toml");
        let config = format!("hosts = {hosts}\n{example}");
        Names::new(&Config::parse(&config).unwrap())
    }

    fn told(server_name: &str) -> Told {
        Told {
            server_name: Some(server_name.to_owned()),
            https: Some("https://safe.example.edu".to_owned()),
            apache: Some(PathBuf::from("/nonexistent/httpd.conf")),
        }
    }

    #[test]
    fn a_name_of_a_stranger_is_none_of_ours() {
        let names = names(r#"["circ.example.edu", "*.lib.example.edu", "Bücherei.example"]"#);
        let has = |host: &str| {
            let host = Host::parse(host).unwrap();
            names.has(&host, &told("web3.example.edu"))
        };
        for own in [
            "circ.example.edu",
            "CIRC.example.EDU.:8080",
            "circ",
            "a.lib.example.edu",
            "a.b.lib.example.edu",
            "bücherei.example",
            "xn--bcherei-n2a.example",
            "web3.example.edu",
            "web3",
            "safe.example.edu",
            "localhost:80",
            "circ.localhost",
            "127.0.0.1",
            "10.1.2.3:8080",
            "[::1]",
            "[fe80::1]:8080",
        ] {
            assert!(has(own), "{own}");
        }
        for foreign in [
            "evil.example",
            "circ.example.edu.evil.example",
            "evil-circ.example.edu",
            "lib.example.edu",
            "example.edu",
            "edu",
            "evil",
            "lib",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
        ] {
            assert!(!has(foreign), "{foreign}");
        }
    }

    #[test]
    fn the_machines_own_name_is_one() {
        let names = names("[]");
        for name in machine::names() {
            let host = Host::parse(name.as_str()).unwrap();
            assert!(names.has(&host, &Told::default()), "{name:?}");
        }
    }
}
