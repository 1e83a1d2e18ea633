//! What the machine calls itself, without asking a DNS, which an outage may have taken away.

use std::fs;

use crate::config::pattern::HostPattern;

/// Its host name, as the network's printers and tablets know it too (`.local`), and the names
/// on its own lines of `/etc/hosts`.
pub fn names() -> Vec<HostPattern> {
    let uname = rustix::system::uname();
    let node = uname.nodename().to_string_lossy();
    if node.is_empty() {
        return Vec::new();
    }
    let hosts = fs::read_to_string("/etc/hosts").unwrap_or_default();
    let short = node.split('.').next().unwrap_or_default();
    let names = [node.to_string(), format!("{short}.local")];
    let names = names.into_iter().chain(in_hosts(&hosts, &node));
    names.filter_map(|name| name.parse().ok()).collect()
}

/// The names beside this one in the text of an `/etc/hosts`.
fn in_hosts(text: &str, node: &str) -> Vec<String> {
    let lines = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default());
    let names = lines.map(|line| line.split_whitespace().skip(1).collect::<Vec<_>>());
    let own = names.filter(|names| names.iter().any(|name| name.eq_ignore_ascii_case(node)));
    own.flatten().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_lines_that_name_the_machine_count() {
        let text = "127.0.0.1 localhost\n127.0.1.1\tweb3.example.edu Web3 # web4\n\
                    0.0.0.0 evil.example\n# 10.0.0.1 web3 old\n";
        assert_eq!(in_hosts(text, "web3"), ["web3.example.edu", "Web3"]);
    }
}
