//! Goes through an XML file and tells of each element when it ends.
//!
//! The file is read piece by piece: an export of all users has hundreds of megabytes. Prefixes of
//! namespaces are left out, as exports have them or not.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::messages::message;

/// What is told of an element that has ended.
pub struct Element<'a> {
    /// The names of the elements around it, the outermost first, and its own at the end; in lower
    /// case, without signs between words.
    pub path: &'a [String],
    /// Its attributes, for each element of the path.
    attributes: &'a [Vec<(String, String)>],
    /// Its text, without the blanks around it.
    pub text: &'a str,
}

impl Element<'_> {
    /// Its own name.
    pub fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// The name of the element around it.
    pub fn parent(&self) -> &str {
        let at = self.path.len().checked_sub(2);
        at.map_or("", |at| self.path[at].as_str())
    }

    /// An attribute of its own.
    pub fn attribute(&self, name: &str) -> &str {
        attribute(self.attributes.last(), name)
    }
}

fn attribute<'a>(attributes: Option<&'a Vec<(String, String)>>, name: &str) -> &'a str {
    let mut attributes = attributes.into_iter().flatten();
    let found = attributes.find(|(key, _)| key == name);
    found.map_or("", |(_, value)| value.as_str())
}

/// Tells `each` of every element of the file.
///
/// # Errors
/// A sentence if the file ends in the middle, or is no XML.
pub fn read(
    file: &str,
    content: impl BufRead,
    mut each: impl FnMut(&Element<'_>),
) -> Result<(), String> {
    let mut reader = Reader::from_reader(content);
    let (mut path, mut attributes, mut text) = (Vec::new(), Vec::new(), String::new());
    let mut buffer = Vec::new();
    loop {
        let broken = |cause: &dyn std::fmt::Display| message!("lists.broken-xml", file, cause);
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) => {
                path.push(name(&start));
                attributes.push(attributes_of(&start));
                text.clear();
            }
            Ok(Event::Text(piece)) => {
                text.push_str(&piece.decode().map_err(|cause| broken(&cause))?);
            }
            Ok(Event::CData(piece)) => {
                text.push_str(&piece.decode().map_err(|cause| broken(&cause))?);
            }
            Ok(Event::GeneralRef(reference)) => text.push_str(&resolved(&reference)),
            Ok(Event::End(_)) => {
                each(&Element {
                    path: &path,
                    attributes: &attributes,
                    text: text.trim(),
                });
                path.pop();
                attributes.pop();
                text.clear();
            }
            Ok(Event::Eof) if path.is_empty() => return Ok(()),
            Ok(Event::Eof) => return Err(message!("lists.cut", file)),
            Ok(_) => {}
            Err(quick_xml::Error::Syntax(_)) => return Err(message!("lists.cut", file)),
            Err(cause) => return Err(broken(&cause)),
        }
        buffer.clear();
    }
}

fn name(start: &BytesStart<'_>) -> String {
    let name = start.local_name();
    let name = String::from_utf8_lossy(name.as_ref()).to_lowercase();
    name.replace(['_', '-'], "")
}

fn attributes_of(start: &BytesStart<'_>) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let attributes = start.attributes().flatten();
    attributes
        .map(|attribute| {
            (
                text(attribute.key.local_name().as_ref()),
                text(&attribute.value),
            )
        })
        .collect()
}

/// What stands for a sign; nothing for what no XML knows.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(sign)) = reference.resolve_char_ref() {
        return sign.to_string();
    }
    let name = reference.decode().unwrap_or_default();
    resolve_predefined_entity(&name)
        .unwrap_or_default()
        .to_owned()
}
