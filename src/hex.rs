//! Bytes as hexadecimal digits, and back.

use std::fmt::Write;

/// Two digits for each byte, in lower case.
pub fn digits(bytes: impl AsRef<[u8]>) -> String {
    let bytes = bytes.as_ref();
    let mut digits = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing into a String does not fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// The bytes; `None` for anything but pairs of digits.
pub fn bytes(digits: &str) -> Option<Vec<u8>> {
    let is_whole = digits.len().is_multiple_of(2) && digits.bytes().all(|c| c.is_ascii_hexdigit());
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    is_whole.then(|| (0..digits.len()).step_by(2).map(byte).collect())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_come_back_as_bytes_and_nothing_else_does() {
        assert_eq!(digits([0x12, 0, 0xff]), "1200ff");
        assert_eq!(bytes("1200fF"), Some(vec![0x12, 0, 0xff]));
        assert_eq!(bytes(""), Some(Vec::new()));
        for wrong in ["1", "120", "g0", "é", "+1", " 1"] {
            assert_eq!(bytes(wrong), None, "{wrong}");
        }
    }
}
