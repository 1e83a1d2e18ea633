//! Values of the example that somebody has yet to replace.

use super::report::Report;
use crate::config::Config;
use crate::messages::message;

const EXAMPLE: &str = include_str!("../../../config.example.toml");

/// Warns of an address that is nobody's. The example's libraries are those of a university, so they
/// are named only beside it.
pub fn values(report: &mut Report, config: &Config) {
    let keys = kept(config);
    if !keys.is_empty() {
        let keys = keys.join(", ");
        report.warning("example", message!("check.example", keys));
    }
}

/// The keys whose values are those of the example.
fn kept(config: &Config) -> Vec<&'static str> {
    let host = config.contact_email.rsplit('@').next().unwrap_or_default();
    if !host.starts_with("example.") {
        return Vec::new();
    }
    let has_its_libraries = Config::parse(EXAMPLE).is_ok_and(|example| {
        let codes = example.libraries.iter().map(|library| &library.code);
        codes.eq(config.libraries.iter().map(|library| &library.code))
    });
    let libraries = has_its_libraries.then_some("[[libraries]]");
    std::iter::once("contact_email").chain(libraries).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_the_example_is_nobodys_and_its_libraries_are_somebodys() {
        for (from, to, expected) in [
            ("", "", &["contact_email", "[[libraries]]"][..]),
            ("AVS", "KNI", &["contact_email"]),
            ("human@", "circ@", &["contact_email", "[[libraries]]"]),
            ("@example.edu", "@library.test", &[]),
        ] {
            let config = Config::parse(&EXAMPLE.replace(from, to)).unwrap();
            assert_eq!(kept(&config), expected, "{from}");
        }
    }
}
