//! A file of a list: which kind of file it is, by its content.

use std::io::{BufRead, Read};

use crate::jobs::import::{not_a_text, whole};
use crate::messages::message;

/// So many bytes say what a file is.
const BEGINNING: usize = 512;

/// A file by its name, which people are told, and its content.
pub struct Source {
    /// Without its folder.
    pub name: String,
    /// What is in it.
    pub content: Box<dyn BufRead>,
}

/// What a file holds.
pub enum Content {
    /// XML in UTF-8.
    Xml(Box<dyn BufRead>),
    /// Lines of columns.
    Text(String),
}

impl Source {
    /// Reads as much as says what it is; all of it, if that is no XML.
    pub fn open(self) -> Result<(String, Content), String> {
        let Self { name, mut content } = self;
        let unreadable = |cause| message!("lists.unreadable", file = name, cause);
        let mut beginning = Vec::with_capacity(BEGINNING);
        content
            .by_ref()
            .take(BEGINNING as u64)
            .read_to_end(&mut beginning)
            .map_err(unreadable)?;
        if beginning.iter().all(u8::is_ascii_whitespace) {
            return Err(message!("lists.empty", file = name));
        }
        if let Some(code) = not_a_text(&beginning) {
            return Err(format!("{name}: {}", code.text()));
        }
        let is_xml = is_xml(&beginning);
        let mut rest = std::io::Cursor::new(beginning).chain(content);
        if is_xml {
            return Ok((name, Content::Xml(Box::new(rest))));
        }
        let mut bytes = Vec::new();
        rest.read_to_end(&mut bytes).map_err(unreadable)?;
        let text = whole(bytes);
        if text.trim_start().starts_with('<') {
            let bytes = std::io::Cursor::new(text.into_bytes());
            return Ok((name, Content::Xml(Box::new(bytes))));
        }
        if text.chars().take(BEGINNING).any(is_of_no_text) {
            return Err(message!("lists.no-text", file = name));
        }
        Ok((name, Content::Text(text)))
    }
}

fn is_of_no_text(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{1a}')
}

/// Whether it begins as XML in bytes does.
fn is_xml(beginning: &[u8]) -> bool {
    let text = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning);
    text.trim_ascii_start().starts_with(b"<")
}
