//! The name of a host, as `hosts` and Apache's `ServerAlias` give it: `*` stands for any signs,
//! `?` for one.

use std::fmt::{self, Display};
use std::net::Ipv6Addr;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, de};

use crate::messages::message;

/// A name, or many of them; never everybody's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostPattern(String);

impl HostPattern {
    /// As it is compared: in lower case, and as the DNS has it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the name is this one or one of these.
    pub fn fits(&self, name: &str) -> bool {
        fits(self.0.as_bytes(), name.as_bytes())
    }

    /// The name up to its first dot, if it is one name with a dot.
    pub fn first_label(&self) -> Option<&str> {
        let (label, _) = self.0.split_once('.')?;
        (!self.0.contains(['*', '?'])).then_some(label)
    }
}

impl Display for HostPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for HostPattern {
    type Err = String;

    /// Takes a whole address too: `https://circ.example.edu:8443/` is its host.
    fn from_str(text: &str) -> Result<Self, String> {
        // An address is answered without being named here; naming it does no harm.
        if text.trim_matches(['[', ']']).parse::<Ipv6Addr>().is_ok() {
            return Ok(Self(text.to_owned()));
        }
        let bare = text.split_once("://").map_or(text, |(_, rest)| rest);
        let bare = bare.split('/').next().unwrap_or_default();
        let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
        let port = bare.rsplit_once(':').filter(|(_, port)| is_port(port));
        let bare = port.map_or(bare, |(host, _)| host);
        let name = if bare.contains(['*', '?']) {
            let letters = bare.replace(['*', '?'], "x");
            ascii_name(&letters).map(|_| bare.trim_end_matches('.').to_ascii_lowercase())
        } else {
            ascii_name(bare)
        };
        let name = name.ok_or_else(|| message!("config.host", host = text))?;
        if name.contains(['*', '?']) && !ends_in_a_domain(&name) {
            return Err(message!("config.host-too-wide", host = text));
        }
        Ok(Self(name))
    }
}

impl<'de> Deserialize<'de> for HostPattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// Whether the last two parts are given, and the wildcard stands before a dot of its own.
fn ends_in_a_domain(pattern: &str) -> bool {
    let labels: Vec<&str> = pattern.split('.').collect();
    let given = labels
        .iter()
        .rev()
        .take_while(|label| !label.contains(['*', '?']));
    given.count() >= 2
}

/// The name in lower case and as the DNS has it, without the dot at its end; `None` for what is
/// no name.
pub fn ascii_name(text: &str) -> Option<String> {
    let text = text.strip_suffix('.').unwrap_or(text);
    let name = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        idna::domain_to_ascii(text).ok()?
    };
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(is_part);
    (name.len() <= 255 && name.split('.').all(is_label)).then_some(name)
}

fn fits(pattern: &[u8], name: &[u8]) -> bool {
    match (pattern.split_first(), name.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) => (0..=name.len()).any(|taken| fits(rest, &name[taken..])),
        (Some((b'?', pattern)), Some((_, name))) => fits(pattern, name),
        (Some((wanted, pattern)), Some((is, name))) => wanted == is && fits(pattern, name),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_its_host_and_everybodys_name_is_refused() {
        for (text, name) in [
            ("Circ.Example.edu.", "circ.example.edu"),
            (
                "http://circ.example.edu:8080/offline-circ/",
                "circ.example.edu",
            ),
            ("circ", "circ"),
            ("*.Example.edu", "*.example.edu"),
            ("circ?.example.edu", "circ?.example.edu"),
            ("bücherei.example", "xn--bcherei-n2a.example"),
            ("10.0.0.7", "10.0.0.7"),
        ] {
            assert_eq!(
                text.parse::<HostPattern>().unwrap().as_str(),
                name,
                "{text}"
            );
        }
        for wrong in [
            "",
            "*",
            "*.*",
            "*.edu",
            "a.*",
            "*.example.*",
            "$name",
            "a b",
            "a..b",
            "<b>",
        ] {
            assert!(wrong.parse::<HostPattern>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_star_stands_for_any_signs() {
        let fits = |pattern: &str, name| pattern.parse::<HostPattern>().unwrap().fits(name);
        assert!(fits("*.example.edu", "a.b.example.edu"));
        assert!(fits("circ?.example.edu", "circ1.example.edu"));
        assert!(!fits("*.example.edu", "example.edu"));
        assert!(!fits("*.example.edu", "a.example.edu.evil"));
        assert!(!fits("circ?.example.edu", "circ.example.edu"));
        assert!(!fits("*.example.edu", "evilexample.edu"));
    }
}
