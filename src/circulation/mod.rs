//! Rules and formats of circulation: what a record is, how it is written and read, and what
//! is worth a warning.
//!
//! No I/O, and nothing of the configuration: `config` fills the settings that are defined here.

mod check_digits;
pub mod checks;
pub mod dat;
pub mod foresee;
pub mod hold;
pub mod judge;
mod keys;
pub mod known;
pub mod library;
pub mod line;
pub mod moments;
pub mod pattern;
pub mod practice;
pub mod record;
pub mod roles;
pub mod scan;
pub mod scanning;
pub mod shapes;
pub mod sheet;
pub mod stamp;
mod surplus;
pub mod time;
#[cfg(test)]
mod vectors;
pub mod zone;
