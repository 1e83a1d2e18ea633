//! Where the database is, whether the way to it is encrypted, and how we log in.
//!
//! A server is a host, with a port of its own or without; an IPv6 address with a port
//! stands in brackets. The password is never printed, not even by `Debug`.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use serde::Deserialize;
use serde::de::{self, Deserializer};

use crate::messages::message;

/// How to reach the table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// Tried in this order; at least one.
    #[serde(default = "localhost", deserialize_with = "one_or_many")]
    pub server: Vec<Server>,
    /// TCP port of the servers that name none.
    #[serde(default = "default_port")]
    pub port: u16,
    /// Local socket, instead of server and port.
    pub socket: Option<PathBuf>,
    /// Whether TCP must be encrypted.
    #[serde(default)]
    pub tls: Tls,
    /// Absolute path of a PEM file with the authority that signed the servers' certificates.
    pub tls_ca: Option<PathBuf>,
    /// Account.
    pub username: String,
    /// The account's password.
    pub password: Password,
    /// Database name.
    #[serde(default = "default_name")]
    pub name: String,
    /// Table name, an identifier.
    #[serde(default = "default_table")]
    pub table: String,
}

/// A password that does not appear in `Debug` or in an error about its type.
pub struct Password(String);

impl Password {
    /// The password itself, for the connection.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl<'de> Deserialize<'de> for Password {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match toml::Value::deserialize(deserializer)? {
            toml::Value::String(text) => Ok(Self(text)),
            _ => Err(de::Error::custom(message!("config.password"))),
        }
    }
}

/// One entry of `server`: `host`, `host:port`, `[::1]:port` or `::1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Host name or address, without brackets.
    pub host: String,
    /// Only if the entry has one; else `database.port` is meant.
    pub port: Option<u16>,
}

/// `tls`: whether a connection over TCP must be encrypted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// Never.
    #[default]
    Off,
    /// Always, with a certificate that is valid for the server's name.
    Required,
}

impl FromStr for Server {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_address = text.matches(':').count() > 1 && !text.starts_with('[');
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) if !is_address && !text.ends_with(']') => (host, Some(port)),
            _ => (text, None),
        };
        let host = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'))
            .unwrap_or(host);
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._:".contains(c);
        let port = port.map(str::parse).transpose();
        match port {
            Ok(port) if !host.is_empty() && host.chars().all(allowed) => Ok(Self {
                host: host.to_owned(),
                port,
            }),
            _ => Err(message!("config.server", server = text)),
        }
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            Some(port) if self.host.contains(':') => write!(f, "[{}]:{port}", self.host),
            Some(port) => write!(f, "{}:{port}", self.host),
            None => f.write_str(&self.host),
        }
    }
}

/// One server as text, or at least one in a list.
pub(super) fn one_or_many<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Server>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Entries {
        One(String),
        Many(Vec<String>),
    }
    let entries = Entries::deserialize(deserializer);
    let entries = entries.map_err(|_| de::Error::custom(message!("config.servers")))?;
    let entries = match entries {
        Entries::One(entry) => vec![entry],
        Entries::Many(entries) => entries,
    };
    if entries.is_empty() {
        return Err(de::Error::custom(message!("config.no-server")));
    }
    let parse = |entry: &String| entry.parse().map_err(de::Error::custom);
    entries.iter().map(parse).collect()
}

pub(super) fn localhost() -> Vec<Server> {
    vec![Server {
        host: "localhost".to_owned(),
        port: None,
    }]
}

/// That of MariaDB and MySQL.
pub fn default_port() -> u16 {
    3306
}

fn default_name() -> String {
    "alma_offline".to_owned()
}

fn default_table() -> String {
    "transactions".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Database};

    fn database(line: &str, changed: &str) -> Result<Database, String> {
        let text = include_str!("../../config.example.toml").replace(line, changed);
        Config::parse(&text).map(|config| config.database)
    }

    #[test]
    fn servers_are_one_or_a_list_in_order() {
        let servers = |value| database("server = \"localhost\"", &format!("server = {value}"));
        let names = |value| -> Vec<String> {
            let servers = servers(value).unwrap().server;
            servers.iter().map(Server::to_string).collect()
        };
        assert_eq!(names("\"db1\""), ["db1"]);
        assert_eq!(names("[\"db2:3307\", \"db1\"]"), ["db2:3307", "db1"]);
        for wrong in ["[]", "\"\"", "[\"db1\", \"a b\"]", "3306"] {
            let problem = servers(wrong).unwrap_err();
            assert!(problem.starts_with("database.server"), "{wrong}: {problem}");
        }
    }

    #[test]
    fn tls_is_off_or_required_with_an_absolute_path_to_the_authority() {
        let tls = |lines| database("tls = \"off\"", lines);
        assert_eq!(tls("").unwrap().tls, Tls::Off);
        assert_eq!(tls("tls = \"required\"").unwrap().tls, Tls::Required);
        let unknown = tls("tls = \"on\"").unwrap_err();
        assert!(unknown.starts_with("database.tls:"), "{unknown}");
        let relative = tls("tls_ca = \"ca.pem\"").unwrap_err();
        assert!(relative.starts_with("database.tls_ca:"), "{relative}");
    }

    #[test]
    fn a_host_may_have_a_port_of_its_own() {
        for (text, host, port) in [
            ("localhost", "localhost", None),
            ("db1.example.edu:3307", "db1.example.edu", Some(3307)),
            ("127.0.0.1:3306", "127.0.0.1", Some(3306)),
            ("[::1]:3306", "::1", Some(3306)),
            ("[::1]", "::1", None),
            ("2001:db8::7", "2001:db8::7", None),
        ] {
            let server: Server = text.parse().unwrap();
            assert_eq!((server.host.as_str(), server.port), (host, port), "{text}");
            let again: Server = server.to_string().parse().unwrap();
            assert_eq!(again, server, "{text}");
        }
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for text in [
            "",
            ":3306",
            "db:",
            "db:port",
            "db:65536",
            "mysql://db",
            "a b",
        ] {
            assert!(text.parse::<Server>().is_err(), "{text:?}");
        }
    }
}
