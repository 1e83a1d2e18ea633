//! What the site does with its records: each job joins the table and the output directory.
//!
//! Pages and commands start these jobs and show what came of them.

pub mod export;
pub mod import;
pub mod lookup;
mod matching;
pub mod purge;
pub mod record;
pub mod settle;
pub mod shapes;
pub mod void;
