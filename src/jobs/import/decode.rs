//! The lines of a file, whatever program wrote it.
//!
//! No I/O. Every byte of the file belongs to one line, and each line has its own bytes beside its
//! text, so that what is not understood can be given back as it was.

use std::borrow::Cow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::messages::{Code, code};

/// The end of a text for DOS.
const CTRL_Z: char = '\u{1a}';
const BYTE_ORDER_MARK: char = '\u{feff}';
/// Of a hundred characters of UTF-16 without a mark, so many are ASCII at least.
const MOSTLY: usize = 70;

/// So few pairs of bytes tell nothing of the encoding: with one byte more they are rather a text
/// with a NUL in it.
const FEW: usize = 8;

/// How characters are bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// One byte or more: UTF-8, and Windows-1252 where a line is not that.
    Bytes,
    /// Two bytes, the lower first.
    LittleEndian,
    /// Two bytes, the higher first.
    BigEndian,
}

/// A file as lines.
#[derive(Debug)]
pub struct Decoded<'b> {
    /// What stands before the first line to say how it is encoded.
    pub mark: &'b [u8],
    /// Every line that is not blank, in the order of the file.
    pub lines: Vec<Line<'b>>,
}

/// A line that is not blank.
#[derive(Debug)]
pub struct Line<'b> {
    /// Its number, from 1; blank lines count.
    pub number: usize,
    /// Its bytes, with its line end.
    pub bytes: &'b [u8],
    /// Its characters, without blanks at the end.
    pub text: String,
}

/// What a file is that is no text, in a sentence that says what to do with it.
pub fn not_a_text(bytes: &[u8]) -> Option<Code> {
    const ZIP: &[u8] = b"PK\x03\x04";
    const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    let begins = |sign: &[u8]| bytes.starts_with(sign);
    if begins(ZIP) || begins(OLE) {
        Some(code!("import.workbook"))
    } else if begins(b"{\\rtf") || begins(b"%PDF-") {
        Some(code!("import.document"))
    } else {
        None
    }
}

/// The characters of a whole file, in which a quoted field may have line ends.
pub fn whole(bytes: Vec<u8>) -> String {
    let (encoding, mark) = encoding_of(&bytes);
    if encoding == Encoding::Bytes && mark == 0 {
        // The usual case needs no copy.
        return String::from_utf8(bytes)
            .unwrap_or_else(|not| encoding.decode(not.as_bytes()).into_owned());
    }
    encoding.decode(&bytes[mark..]).into_owned()
}

impl<'b> Decoded<'b> {
    /// The lines of a file. They end with LF, CR or CR LF, in any mixture; NULs, Ctrl-Z and byte
    /// order marks around a line do not belong to its text.
    pub fn read(bytes: &'b [u8]) -> Self {
        let (encoding, mark) = encoding_of(bytes);
        let (mark, rest) = bytes.split_at(mark);
        let mut decoded = Self {
            mark,
            lines: Vec::new(),
        };
        let mut numbers = 1..;
        for line in split(rest, encoding) {
            // A program that knows nothing of UTF-16 has gone on writing.
            let end = narrow_from(line, encoding).unwrap_or(line.len());
            let (line, narrow) = line.split_at(end);
            let narrow = split(narrow, Encoding::Bytes).map(|line| (line, Encoding::Bytes));
            let line = Some((line, encoding)).filter(|(line, _)| !line.is_empty());
            for ((line, encoding), number) in line.into_iter().chain(narrow).zip(&mut numbers) {
                decoded.add(number, line, encoding);
            }
        }
        decoded
    }

    fn add(&mut self, number: usize, bytes: &'b [u8], encoding: Encoding) {
        let text = clean(&encoding.decode(bytes));
        if !text.is_empty() {
            self.lines.push(Line {
                number,
                bytes,
                text,
            });
        }
    }

    /// The number of the last line, if it has no line end: whoever wrote or copied the file may
    /// have been stopped in the middle of it.
    pub fn cut(&self) -> Option<usize> {
        let last = self.lines.last()?;
        let has_end = last.bytes.iter().any(|byte| b"\r\n".contains(byte));
        (!has_end).then_some(last.number)
    }

    /// The bytes of the lines with these numbers, ascending, as a file of the same encoding.
    pub fn excerpt(&self, numbers: &[usize]) -> Vec<u8> {
        let mut bytes = self.mark.to_vec();
        let is_wanted = |line: &&Line<'_>| numbers.binary_search(&line.number).is_ok();
        for line in self.lines.iter().filter(is_wanted) {
            bytes.extend_from_slice(line.bytes);
        }
        bytes
    }
}

impl Encoding {
    /// How many bytes make a sign such as a line end.
    fn width(self) -> usize {
        if self == Self::Bytes { 1 } else { 2 }
    }

    fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Bytes => UTF_8
                .decode_without_bom_handling_and_without_replacement(bytes)
                .unwrap_or_else(|| WINDOWS_1252.decode_without_bom_handling(bytes).0),
            Self::LittleEndian => UTF_16LE.decode_without_bom_handling(bytes).0,
            Self::BigEndian => UTF_16BE.decode_without_bom_handling(bytes).0,
        }
    }

    /// The character at this place, if that is an ASCII character.
    fn ascii_at(self, bytes: &[u8], at: usize) -> Option<u8> {
        let pair = || Some((*bytes.get(at)?, *bytes.get(at + 1)?));
        match self {
            Self::Bytes => bytes.get(at).copied(),
            Self::LittleEndian => pair().filter(|pair| pair.1 == 0).map(|pair| pair.0),
            Self::BigEndian => pair().filter(|pair| pair.0 == 0).map(|pair| pair.1),
        }
    }
}

/// The encoding, and the length of the mark that says so.
fn encoding_of(bytes: &[u8]) -> (Encoding, usize) {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => (Encoding::Bytes, 3),
        [0xff, 0xfe, ..] => (Encoding::LittleEndian, 2),
        [0xfe, 0xff, ..] => (Encoding::BigEndian, 2),
        _ => (unmarked(bytes), 0),
    }
}

/// Digits and blanks in UTF-16 have a NUL in each pair, on the same side.
fn unmarked(bytes: &[u8]) -> Encoding {
    let (mut pairs, mut little, mut big) = (0, 0, 0);
    for pair in bytes.chunks_exact(2) {
        pairs += usize::from(pair != [0, 0]);
        little += usize::from(pair[0] != 0 && pair[0].is_ascii() && pair[1] == 0);
        big += usize::from(pair[0] == 0 && pair[1] != 0 && pair[1].is_ascii());
    }
    let is_whole = bytes.len().is_multiple_of(2) || pairs > FEW;
    let is_most = |n: usize| is_whole && n > 0 && n * 100 >= pairs * MOSTLY;
    if is_most(little) {
        Encoding::LittleEndian
    } else if is_most(big) {
        Encoding::BigEndian
    } else {
        Encoding::Bytes
    }
}

/// Where in a line of UTF-16 a text of one byte a character begins: no text in UTF-16 has so many
/// pairs of ASCII characters one after the other.
fn narrow_from(line: &[u8], encoding: Encoding) -> Option<usize> {
    if encoding == Encoding::Bytes {
        return None;
    }
    let is_ascii = |byte: &u8| matches!(byte, b' '..=b'~' | b'\t' | b'\r' | b'\n');
    let mut pairs = 0;
    for (at, pair) in line.chunks(2).enumerate() {
        pairs = if pair.iter().all(is_ascii) {
            pairs + 1
        } else {
            0
        };
        if pairs == FEW {
            return Some((at + 1 - FEW) * 2);
        }
    }
    None
}

/// Every line with its line end. CR CR LF, which a line end becomes that was written twice, is
/// one.
fn split(bytes: &[u8], encoding: Encoding) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (line, after) = rest.split_at(line_length(rest, encoding));
        rest = after;
        Some(line)
    })
}

fn line_length(bytes: &[u8], encoding: Encoding) -> usize {
    let width = encoding.width();
    let sign = |at: usize| encoding.ascii_at(bytes, at);
    let mut at = 0;
    while at < bytes.len() {
        match sign(at) {
            Some(b'\n') => return at + width,
            Some(b'\r') => {
                let next = at + width;
                return match (sign(next), sign(next + width)) {
                    (Some(b'\n'), _) => next + width,
                    (Some(b'\r'), Some(b'\n')) => next + 2 * width,
                    _ => next,
                };
            }
            _ => at += width,
        }
    }
    bytes.len()
}

/// The text of a line without what only surrounds it. NULs that pad a field are blanks; a single
/// one between two characters stays, as nobody knows what stood there.
fn clean(line: &str) -> String {
    let around = |c: char| matches!(c, '\0' | CTRL_Z | BYTE_ORDER_MARK);
    let line = line.trim_start_matches(around);
    let line = line.trim_end_matches(|c: char| around(c) || c.is_whitespace());
    if !line.contains('\0') {
        return line.to_owned();
    }
    let mut text = String::with_capacity(line.len());
    let mut before = ' ';
    let mut characters = line.chars().peekable();
    while let Some(c) = characters.next() {
        let is_blank = |c: char| c == '\0' || c == ' ';
        let is_padding =
            c == '\0' && (is_blank(before) || characters.peek().is_some_and(|c| is_blank(*c)));
        text.push(if is_padding { ' ' } else { c });
        before = c;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<(usize, String)> {
        let lines = Decoded::read(bytes).lines.into_iter();
        lines.map(|line| (line.number, line.text)).collect()
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn is(expected: &[(usize, &str)], bytes: &[u8]) {
        let expected: Vec<_> = expected
            .iter()
            .map(|(n, text)| (*n, (*text).to_owned()))
            .collect();
        assert_eq!(texts(bytes), expected, "{bytes:?}");
    }

    #[test]
    fn a_last_line_without_an_end_may_be_cut() {
        let cut = |bytes: &[u8]| Decoded::read(bytes).cut();
        for whole in ["", "1\n2\n", "1\r\n2\r\n\u{1a}", "1\r2\r\0\0", "1\n \n\n"] {
            assert_eq!(cut(whole.as_bytes()), None, "{whole:?}");
        }
        assert_eq!(cut(b"1\r\n2"), Some(2));
        assert_eq!(cut(b"1\r\n\r\n2\0\0"), Some(3));
        let wide = "201508271216R1\r\n201508271216R2";
        for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(cut(&utf16(wide, bytes)), Some(2));
            assert_eq!(cut(&utf16(&format!("{wide}\r\n"), bytes)), None);
        }
    }

    #[test]
    fn a_line_is_the_same_in_every_encoding() {
        let text = "201508271216R1\r\nM,20150827121600,L,2,,3,Zoë\r\n";
        let expected = [(1, "201508271216R1"), (2, "M,20150827121600,L,2,,3,Zoë")];
        let windows = WINDOWS_1252.encode(text).0.into_owned();
        let marked = format!("\u{feff}{text}");
        for bytes in [
            text.as_bytes().to_vec(),
            marked.as_bytes().to_vec(),
            windows,
            utf16(text, u16::to_le_bytes),
            utf16(text, u16::to_be_bytes),
            utf16(&marked, u16::to_le_bytes),
            utf16(&marked, u16::to_be_bytes),
        ] {
            is(&expected, &bytes);
        }
    }

    #[test]
    fn a_file_that_two_programs_wrote_keeps_the_characters_of_both() {
        is(&[(1, "Zoë"), (2, "Zoë")], b"Zo\xc3\xab\r\nZo\xeb\r\n");
    }

    #[test]
    fn a_file_in_utf16_to_which_another_program_has_added_lines_has_all_of_them() {
        let text = "\u{feff}201508271216R1\r\n201508271216R2\r\n";
        let added = b"201508271217R3\r\n\r\n201508271217R4\r\n";
        let expected = [
            (1, "201508271216R1"),
            (2, "201508271216R2"),
            (3, "201508271217R3"),
            (5, "201508271217R4"),
        ];
        for code in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes = [utf16(text, code), added.to_vec()].concat();
            is(&expected, &bytes);
        }
        let bytes = [utf16(text.trim_end(), u16::to_le_bytes), added.to_vec()].concat();
        is(
            &[expected[0], (2, "201508271216R2"), expected[2], expected[3]],
            &bytes,
        );
    }

    #[test]
    fn every_line_end_ends_a_line() {
        let expected = [(1, "1"), (2, "2"), (3, "3"), (4, "4"), (6, "6")];
        is(&expected, b"1\n2\r3\r\n4\r\r\n\n6");
        let bytes = utf16("1\n2\r3\r\n4\r\r\n\n6", u16::to_le_bytes);
        is(&expected, &bytes);
        is(&[(1, "1"), (3, "3")], b"1\r\r3\r");
    }

    #[test]
    fn what_pads_a_file_or_a_field_is_no_text() {
        is(&[(1, "1"), (2, "2")], b"1\r\n2\r\n\x1a");
        is(&[(1, "1"), (2, "2")], b"1\x1a\r\n\x1a2\0\0\0\0\0\0");
        is(&[(2, "1    2")], b"\0\0\0\0\n1\0\0 \x002\n\0\0");
        is(&[], b"\0\0\0\0\0\0\0");
        is(&[], b"\x1a");
        is(&[], b"");
        is(&[(1, "1"), (2, "2")], "1\n\u{feff}2\n".as_bytes());
        is(&[(1, "1\u{0}2")], b"1\x002");
    }

    #[test]
    fn an_excerpt_has_the_very_bytes() {
        let text = utf16("\u{feff}a\r\n1\rb", u16::to_be_bytes);
        let excerpt = Decoded::read(&text).excerpt(&[1, 3]);
        assert_eq!(excerpt, utf16("\u{feff}a\r\nb", u16::to_be_bytes));
        let bytes = b"\xff\0x\x1a\r1\r\n\xfe";
        assert_eq!(Decoded::read(bytes).excerpt(&[1, 3]), b"\xff\0x\x1a\r\xfe");
    }

    #[test]
    fn what_is_no_text_says_what_to_do() {
        for bytes in [&b"PK\x03\x04..."[..], b"{\\rtf1\\ansi", b"%PDF-1.7"] {
            assert!(not_a_text(bytes).is_some());
        }
        assert!(not_a_text(b"201508271216R1").is_none());
    }
}
