//! When the files and their records were made, at little cost.
//!
//! No barcode is read from a file here, and where only the files' times are asked for, no file is
//! opened at all.

use std::fs;

use chrono::NaiveDateTime;

use super::name::{CSV, is_listed, parse_name, sibling};
use super::{DatFile, Outbox};
use crate::circulation::stamp::Stamp;
use crate::circulation::{dat, sheet};
use crate::error::{At, Error};

/// A file, and when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// `….dat`
    pub name: String,
    /// The library in the name; without one it is for all.
    pub library: Option<String>,
    /// Local time of that library.
    pub at: NaiveDateTime,
}

impl From<&DatFile> for Made {
    fn from(file: &DatFile) -> Self {
        Self {
            name: file.name.clone(),
            library: file.library.clone(),
            at: file.made,
        }
    }
}

impl Outbox {
    /// The published files whose name says when they were made, in no order.
    pub fn made(&self) -> Result<Vec<Made>, Error> {
        let names = self.names()?.into_iter();
        let names = names.filter(|name| is_listed(name));
        let made = names.filter_map(|name| {
            let (library, at) = parse_name(&name)?;
            let about = fs::symlink_metadata(self.path(&name)).ok()?;
            about.is_file().then_some(Made { name, library, at })
        });
        Ok(made.collect())
    }

    /// When and where the records of a file were made. Where neither its name nor its .csv says
    /// the library, that is not known.
    pub fn stamps(&self, file: &DatFile) -> Result<Vec<Stamp>, Error> {
        if file.library.is_none() && file.has_sheet {
            let path = self.path(&sibling(&file.name, CSV));
            let stamps = sheet::stamps(&fs::read(&path).at(path)?);
            if let Some(stamps) = stamps.filter(|stamps| stamps.len() == file.records) {
                return Ok(stamps);
            }
        }
        let path = self.path(&file.name);
        let text = fs::read(&path).at(path)?;
        Ok(dat::stamps(
            &text,
            file.library.as_deref().unwrap_or_default(),
        ))
    }
}
