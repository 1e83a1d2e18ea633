//! What the site does with its records: each job joins the table and the output directory.
//!
//! Pages and commands start these jobs and show what came of them.

pub mod counts;
pub mod export;
pub mod holdings;
pub mod import;
pub mod lookup;
pub mod purge;
