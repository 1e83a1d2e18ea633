//! What a `Host` header names: a name, or what nobody's DNS can give to somebody else.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::config::pattern::ascii_name;

/// The host of a request, without its port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Host {
    /// An address, or a name of the loopback (RFC 6761): never looked up in a DNS.
    Address,
    /// Any other name, in lower case and as the DNS has it.
    Name(String),
}

impl Host {
    /// Reads a `Host` header; `None` if it names no host.
    pub fn parse(header: &str) -> Option<Self> {
        let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(rest) = header.strip_prefix('[') {
            let (address, port) = rest.split_once(']')?;
            let is_whole = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
            return (is_whole && address.parse::<Ipv6Addr>().is_ok()).then_some(Self::Address);
        }
        let name = match header.split_once(':') {
            Some((name, port)) if is_port(port) => name,
            Some(_) => return None,
            None => header,
        };
        let name = ascii_name(name)?;
        let is_loopback = name == "localhost" || name.ends_with(".localhost");
        if is_loopback || name.parse::<Ipv4Addr>().is_ok() {
            return Some(Self::Address);
        }
        Some(Self::Name(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_an_address_a_name_or_nothing() {
        for address in [
            "127.0.0.1",
            "10.0.0.1.:80",
            "[::1]",
            "[2001:db8::7]:443",
            "LocalHost.",
        ] {
            assert_eq!(Host::parse(address), Some(Host::Address), "{address}");
        }
        for (header, name) in [
            ("A.Example", "a.example"),
            ("a.example.:8080", "a.example"),
            ("a.example:", "a.example"),
            ("a_b", "a_b"),
            ("127.1", "127.1"),
            ("1.2.3.4.5", "1.2.3.4.5"),
        ] {
            assert_eq!(
                Host::parse(header),
                Some(Host::Name(name.to_owned())),
                "{header}"
            );
        }
        for wrong in [
            "",
            ".",
            "..",
            "a..b",
            ":80",
            "a:b",
            "a:80:80",
            "::1",
            "[::1",
            "[::1]x",
            "[a]",
            "[::1]:x",
            "[fe80::1%eth0]",
            "a b",
            "a/b",
            "a@b",
            "<b>",
            "a\u{0}b",
            "a\"b",
            "*",
        ] {
            assert_eq!(Host::parse(wrong), None, "{wrong}");
        }
    }
}
