//! Everything that can go wrong with a request.
//!
//! Each variant is one HTTP status and one sentence for staff; the cause goes to
//! Apache's error log and never onto a page.

use std::io;
use std::path::PathBuf;

/// Why a request fails.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 400 Bad Request: the request itself is damaged.
    #[error("bad request: {0}")]
    BadRequest(String),
    /// 400 Bad Request: a field of the form is missing or not one of those offered.
    #[error("bad form: {0}")]
    Form(&'static str),
    /// 403 Forbidden: another site made the browser send this.
    #[error("cross-site request refused: {0}")]
    CrossSite(String),
    /// 404 Not Found
    #[error("no such page")]
    NotFound,
    /// 405 Method Not Allowed, with the methods that are.
    #[error("method not allowed; allowed: {0}")]
    Method(&'static str),
    /// 404 Not Found: there is no such record to void.
    #[error("no such record")]
    NoRecord,
    /// 409 Conflict: the record to void is in a file.
    #[error("the record is in a file")]
    InFile,
    /// 413 Content Too Large
    #[error("larger than 8 MiB, or more than 200,000 lines")]
    TooLarge,
    /// 415 Unsupported Media Type
    #[error("the body is not a form as this page has it")]
    MediaType,
    /// Another error status, made by Apache.
    #[error("answered by Apache with {0}")]
    Apache(u16),
    /// 500 Internal Server Error: the configuration is missing or wrong.
    #[error("{0}")]
    NotConfigured(String),
    /// 503 Service Unavailable: the database did not do what was asked.
    #[error("database: {0}")]
    Database(#[from] mysql::Error),
    /// 503 Service Unavailable: none of the servers can be used, with each one's cause.
    #[error("database: {0}")]
    NoServer(String),
    /// 503 Service Unavailable: COMMIT was sent, and its answer lost.
    #[error("database: nobody knows whether COMMIT took place: {0}")]
    Uncertain(mysql::Error),
    /// 503 Service Unavailable: the lines that were sent could not be recorded, and none was.
    #[error("{0}")]
    NotRecorded(Box<Error>),
    /// 503 Service Unavailable: another export or recording holds the lock.
    #[error("database: the lock of this table was not free within {0} s")]
    Busy(u32),
    /// 500 Internal Server Error: the output directory cannot be read or written.
    #[error("output directory: {}: {cause}", path.display())]
    Output {
        /// File or directory.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// 500 Internal Server Error: the unsaved rows changed between reading and flagging.
    #[error("database: {read} records were read and {flagged} would be flagged; nothing was done")]
    Changed {
        /// Rows read.
        read: usize,
        /// Rows that the update met.
        flagged: u64,
    },
    /// 500 Internal Server Error: a page cannot be made.
    #[error("template: {0:?}")]
    Template(#[from] tera::Error),
    /// 500 Internal Server Error: a defect of this program.
    #[error("panic: {0}")]
    Panic(String),
}

impl Error {
    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::BadRequest(_) | Self::Form(_) => 400,
            Self::CrossSite(_) => 403,
            Self::NotFound | Self::NoRecord => 404,
            Self::InFile => 409,
            Self::Method(_) => 405,
            Self::TooLarge => 413,
            Self::MediaType => 415,
            Self::Apache(status) => *status,
            Self::Database(_)
            | Self::NoServer(_)
            | Self::Uncertain(_)
            | Self::NotRecorded(_)
            | Self::Busy(_) => 503,
            _ => 500,
        }
    }

    /// What staff read.
    #[must_use]
    pub fn sentence(&self) -> &'static str {
        match self {
            Self::Form(sentence) => sentence,
            Self::NotFound | Self::Apache(404) => "There is no such page here.",
            Self::Method(_) | Self::Apache(405) => "This page cannot be used in that way.",
            Self::CrossSite(_) => {
                "This was sent from another site, so it was refused. Open the page from its usual \
                 address and try again."
            }
            Self::Apache(401) => {
                "This page asks for a name and a password. Reload it to log in. Scans that wait \
                 are kept."
            }
            Self::Apache(403) => {
                "This page cannot be opened from here. If you should be able to, ask for access."
            }
            Self::NoRecord => "There is no such record, so nothing was voided.",
            Self::InFile => {
                "This record is in a file already, so it cannot be voided here. Correct it in Alma \
                 after the upload."
            }
            Self::TooLarge | Self::Apache(413) => {
                "This is more than can be sent at once (8 MiB or 200,000 lines). Send it in smaller \
                 parts."
            }
            Self::BadRequest(_) | Self::MediaType | Self::Apache(400..=499) => {
                "The request could not be understood. Go back and try again."
            }
            Self::NotConfigured(_) => {
                "This site is not configured yet, or its configuration is wrong."
            }
            Self::Uncertain(_) => {
                "The database went away at the last moment, so it is not certain whether this was \
                 done. Try again in a minute: nothing is recorded or put into a file twice."
            }
            Self::Database(_) | Self::NoServer(_) | Self::Busy(_) => {
                "The database cannot be reached just now. Try again in a minute: nothing is \
                 recorded or put into a file twice."
            }
            Self::NotRecorded(_) => {
                "The database cannot be reached just now. Keep scanning, keep this page open, and \
                 try again in a minute: nothing of this was recorded yet, and sending it again \
                 does no harm."
            }
            Self::Output { .. } => {
                "The file could not be written or read. No record is lost: all that are in no file \
                 yet are still waiting."
            }
            Self::Changed { .. } => {
                "The records changed while the file was being made, so no file was made. Try again."
            }
            Self::Apache(_) | Self::Template(_) | Self::Panic(_) => {
                "Something went wrong on the server. Try again, and report it if it happens again."
            }
        }
    }

    /// Seconds after which trying again makes sense, where it does.
    #[must_use]
    pub fn retry_after(&self) -> Option<u32> {
        (self.status() == 503).then_some(10)
    }
}

/// Says which file or directory an I/O error is about.
pub trait At<T> {
    /// The error as [`Error::Output`] with this path.
    ///
    /// # Errors
    /// The same, named.
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
