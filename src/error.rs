//! Everything that can go wrong with a request or a command.
//!
//! The text of an error is its cause, for the log and for a command's user; it never goes
//! onto a page. What staff read of each variant, and its HTTP status, is in `pages/error.rs`.

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
    /// 421 Misdirected Request: asked for under a name that is none of this host's.
    #[error(
        "asked for as {0:?}, which is no name of this host: if it is one, set hosts = ['{0}'] in config.toml"
    )]
    Host(String),
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
    #[error("larger than 8 MiB, or more than 200,000 lines, or than an import may be")]
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
    /// 503 Service Unavailable: other exports or recordings were in the way.
    #[error("database: others were writing to this table for {0} s")]
    Busy(u64),
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
