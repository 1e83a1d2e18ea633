//! What the site does with its records: each job joins the table and the output directory.
//!
//! Pages and commands start these jobs and show what came of them.

pub mod deskset;
pub mod export;
mod folder;
pub mod foresee;
pub mod import;
pub mod known;
pub mod lists;
pub mod lookup;
mod matching;
pub mod purge;
pub mod record;
pub mod settle;
pub mod shapes;
pub mod void;
