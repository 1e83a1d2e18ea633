//! Text as it comes from pages in any script, with the digits and signs that a barcode has.
//!
//! A digit of any script becomes the ASCII digit of its value, full-width letters and signs become
//! those of ASCII, and marks that are not seen go: they say in which direction a line runs.

use std::borrow::Cow;

/// The zeros of the scripts in which people write numbers; the other nine digits follow each
/// (Unicode, general category Nd).
const ZEROS: [char; 29] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}',
    '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}', '\u{de6}', '\u{e50}', '\u{ed0}', '\u{f20}',
    '\u{1040}', '\u{1090}', '\u{17e0}', '\u{1810}', '\u{1946}', '\u{19d0}', '\u{1a80}', '\u{1b50}',
    '\u{1bb0}', '\u{1c40}', '\u{1c50}', '\u{a8d0}', '\u{ff10}',
];

/// The text with ASCII digits and signs; the same one if it has no others.
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| plain_char(c) == Some(c)) {
        Cow::Borrowed(text)
    } else {
        text.chars().filter_map(plain_char).collect()
    }
}

fn plain_char(c: char) -> Option<char> {
    Some(match c {
        '\0'..='\u{ac}' => c,
        // Not seen: soft hyphen, zero width, direction, byte order mark.
        '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => return None,
        '\u{3000}' => ' ',
        '。' => '.',
        '、' => ',',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xff01 + u32::from('!')).unwrap_or(c)
        }
        _ => digit(c).unwrap_or(c),
    })
}

fn digit(c: char) -> Option<char> {
    let distance = |zero: &char| u32::from(c).checked_sub(u32::from(*zero));
    let value = ZEROS
        .iter()
        .filter_map(distance)
        .find(|value| *value < 10)?;
    char::from_digit(value, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_any_script_are_read() {
        for text in [
            "３１２３４",
            "٣١٢٣٤",
            "۳۱۲۳۴",
            "३१२३४",
            "๓๑๒๓๔",
            "\u{200f}31\u{200b}2\u{ad}34\u{feff}",
        ] {
            assert_eq!(plain(text), "31234", "{text}");
        }
        assert_eq!(plain("条码：ＡＢ－１２。　３"), "条码:AB-12. 3");
    }

    #[test]
    fn a_text_without_them_stays_as_it_is() {
        for text in ["", "31234 é ß ברקוד 条码\t\r\n", "²³¼Ⅷ"] {
            assert!(
                matches!(plain(text), Cow::Borrowed(same) if same == text),
                "{text}"
            );
        }
    }
}
