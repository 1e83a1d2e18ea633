//! Everything that can go wrong with a request or a command.
//!
//! The text of an error is its cause, for the log and for a command's user; it never goes
//! onto a page. What staff read of each variant, and its HTTP status, is in `pages/error.rs`.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::messages::{Code, message};

/// Why a request fails.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 400 Bad Request: the request itself is damaged.
    BadRequest(String),
    /// 400 Bad Request: a field of the form is missing or not one of those offered; what staff
    /// read of it.
    Form(Code),
    /// 403 Forbidden: another site made the browser send this.
    CrossSite(String),
    /// 421 Misdirected Request: asked for under a name that is none of this host's.
    Host(String),
    /// 404 Not Found
    NotFound,
    /// 405 Method Not Allowed, with the methods that are.
    Method(&'static str),
    /// 404 Not Found: there is no such record to void.
    NoRecord,
    /// 409 Conflict: the record to void is in a file.
    InFile,
    /// 413 Content Too Large
    TooLarge,
    /// 415 Unsupported Media Type
    MediaType,
    /// Another error status, made by Apache.
    Apache(u16),
    /// 500 Internal Server Error: the configuration is missing or wrong.
    NotConfigured(String),
    /// 503 Service Unavailable: the database did not do what was asked.
    Database(#[from] mysql::Error),
    /// 503 Service Unavailable: none of the servers can be used, with each one's cause.
    NoServer(String),
    /// 503 Service Unavailable: COMMIT was sent, and its answer lost.
    Uncertain(mysql::Error),
    /// 503 Service Unavailable: the lines that were sent could not be recorded, and none was.
    NotRecorded(Box<Error>),
    /// 503 Service Unavailable: other exports or recordings were in the way.
    Busy(u64),
    /// 500 Internal Server Error: the output directory cannot be read or written.
    Output {
        /// File or directory.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// 500 Internal Server Error: the unsaved rows changed between reading and flagging.
    Changed {
        /// Rows read.
        read: usize,
        /// Rows that the update met.
        flagged: u64,
    },
    /// 500 Internal Server Error: the table has this engine, which cannot undo half a change.
    NoUndo(String),
    /// 500 Internal Server Error: a page cannot be made.
    Template(#[from] tera::Error),
    /// 500 Internal Server Error: a defect of this program.
    Panic(String),
}

/// The cause, for the log and for the user of a command.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::BadRequest(cause) => message!("errors.cause-bad-request", cause),
            Self::Form(code) => message!("errors.cause-form", code),
            Self::CrossSite(headers) => message!("errors.cause-cross-site", headers),
            Self::Host(name) => message!("errors.cause-host", name),
            Self::Method(allowed) => message!("errors.cause-method", allowed),
            Self::Apache(status) => message!("errors.cause-apache", status),
            Self::NotConfigured(problem) => return f.write_str(problem),
            Self::NotRecorded(error) => return error.fmt(f),
            Self::Database(cause) => message!("errors.cause-database", cause),
            Self::NoServer(cause) => message!("errors.cause-database", cause),
            Self::Uncertain(cause) => message!("errors.cause-uncertain", cause),
            Self::Busy(seconds) => message!("errors.cause-busy", seconds),
            Self::Output { path, cause } => {
                message!("errors.cause-output", path = path.display(), cause)
            }
            Self::Changed { read, flagged } => message!("errors.cause-changed", read, flagged),
            Self::NoUndo(engine) => message!("errors.cause-no-undo", engine),
            Self::Template(cause) => {
                message!("errors.cause-template", cause = format!("{cause:?}"))
            }
            Self::Panic(cause) => message!("errors.cause-panic", cause),
            Self::NotFound => return f.write_str(message!("errors.cause-no-page")),
            Self::NoRecord => return f.write_str(message!("errors.cause-no-record")),
            Self::InFile => return f.write_str(message!("errors.cause-in-file")),
            Self::TooLarge => return f.write_str(message!("errors.cause-too-large")),
            Self::MediaType => return f.write_str(message!("errors.cause-media-type")),
        })
    }
}

/// Says which file or directory an I/O error is about.
pub trait At<T> {
    /// The error as [`Error::Output`] with this path.
    fn at(self, path: impl Into<PathBuf>) -> Result<T, Error>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: impl Into<PathBuf>) -> Result<T, Error> {
        self.map_err(|cause| Error::Output {
            path: path.into(),
            cause,
        })
    }
}
