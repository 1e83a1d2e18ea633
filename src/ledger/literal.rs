//! Values as part of a statement's text, so that several statements go to the server at once.
//!
//! Text goes as hexadecimal digits, unless it has only letters and digits, which the server reads
//! in less time: so no SQL mode and no character set of the session can make anything else of it.

use chrono::NaiveDateTime;

use crate::hex;

/// The text as it is.
pub(super) fn text(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b' ';
    if text.bytes().all(is_plain) {
        return format!("'{text}'");
    }
    format!("_utf8mb4 {}", bytes(text.as_bytes()))
}

/// The bytes, without a character set.
pub(super) fn bytes(bytes: &[u8]) -> String {
    format!("x'{}'", hex::digits(bytes))
}

/// A time to the second.
pub(super) fn time(time: NaiveDateTime) -> String {
    time.format("'%Y-%m-%d %H:%M:%S'").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circulation::time::parse;

    #[test]
    fn text_is_written_in_digits_if_it_is_not_plain() {
        assert_eq!(text(""), "''");
        assert_eq!(text("MILLAR 2"), "'MILLAR 2'");
        assert_eq!(text("a-1"), "_utf8mb4 x'612d31'");
        assert_eq!(text("'\\\"\n"), "_utf8mb4 x'275c220a'");
        assert_eq!(text("é"), "_utf8mb4 x'c3a9'");
    }

    #[test]
    fn a_time_is_written_as_the_table_has_it() {
        let at = parse("20150827121621").unwrap();
        assert_eq!(time(at), "'2015-08-27 12:16:21'");
    }
}
