//! The names in the output directory: `[LIBRARY_]YYYY-MM-DD_HHMMSS.dat`, what is beside it,
//! and `….pending` while they are being made.

use chrono::NaiveDateTime;

use crate::circulation::time;

pub(super) const DAT: &str = ".dat";
pub(super) const CSV: &str = ".csv";
/// Who made the file, where Apache knows it.
pub(super) const MAKER: &str = ".maker";
/// Whether the file is marked as uploaded, and by whom.
pub(super) const UPLOADED: &str = ".uploaded";
/// Whether what Alma reported about the file is dealt with, and who says so.
pub(super) const CHECKED: &str = ".checked";
pub(super) const PENDING: &str = ".pending";

pub(super) fn pending(name: &str) -> String {
    format!("{name}{PENDING}")
}

/// Whether a published file for Alma has such a name.
pub(super) fn is_listed(name: &str) -> bool {
    name.ends_with(DAT) && !name.starts_with('.')
}

/// `NAME.csv` and the like for `NAME.dat`.
pub(super) fn sibling(name: &str, suffix: &str) -> String {
    format!("{}{suffix}", name.strip_suffix(DAT).unwrap_or(name))
}

/// `NAME.csv` for `NAME.dat`.
pub fn csv_beside(name: &str) -> String {
    sibling(name, CSV)
}

/// The library for which a file of this name was made, if it was for one.
pub fn library_of(name: &str) -> Option<String> {
    parse_name(name)?.0
}

/// The name of a file for one library, or for all, made at this time.
pub fn file_name(library: Option<&str>, made: NaiveDateTime) -> String {
    let made = made.format(time::FILE_NAME);
    match library {
        Some(library) => format!("{library}_{made}{DAT}"),
        None => format!("{made}{DAT}"),
    }
}

/// Whether an export gives such a name to a file, for all libraries or for a known one.
pub fn is_given_by_export(name: &str, is_known: impl Fn(&str) -> bool) -> bool {
    parse_name(name).is_some_and(|(library, made)| {
        file_name(library.as_deref(), made) == name && library.as_deref().is_none_or(is_known)
    })
}

/// Library and time in a file's name.
pub(super) fn parse_name(name: &str) -> Option<(Option<String>, NaiveDateTime)> {
    let stem = name.strip_suffix(DAT)?;
    let (head, time) = stem.split_at_checked(stem.len().checked_sub(17)?)?;
    let made = NaiveDateTime::parse_from_str(time, time::FILE_NAME).ok()?;
    match head {
        "" => Some((None, made)),
        _ => Some((Some(head.strip_suffix('_')?.to_owned()), made)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_library_and_time() {
        let time = |text| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap();
        let made = time("2015-08-27 12:16:21");
        assert_eq!(parse_name("2015-08-27_121621.dat"), Some((None, made)));
        for library in ["MILLAR", "a_b", "foo+bar", "with space"] {
            let name = format!("{library}_2015-08-27_121621.dat");
            assert_eq!(name, file_name(Some(library), made));
            assert_eq!(parse_name(&name), Some((Some(library.to_owned()), made)));
            assert!(is_given_by_export(&name, |code| code == library));
            assert!(!is_given_by_export(&name, |_| false));
        }
        for other in [
            "x.dat",
            "MILLAR2015-08-27_121621.dat",
            "2015-08-27_121661.dat",
            "é.dat",
        ] {
            assert_eq!(parse_name(other), None, "{other}");
        }
    }
    #[test]
    fn a_name_is_the_one_that_the_page_gives() {
        #[derive(serde::Deserialize)]
        struct Cases {
            names: Vec<Case>,
        }
        #[derive(serde::Deserialize)]
        struct Case {
            library: String,
            made: String,
            name: String,
        }
        let cases: Cases =
            serde_json::from_str(include_str!("../../tests/vectors/dat.json")).unwrap();
        for case in cases.names {
            let library = Some(case.library.as_str()).filter(|code| !code.is_empty());
            let made = time::parse(&case.made).unwrap();
            assert_eq!(file_name(library, made), case.name);
        }
    }
}
