//! offline-circ: library loans and returns recorded while Alma is down, and the file
//! that Alma loads afterwards.
//!
//! The modules in reading order; data goes one way through them, from [`gateway`] to a
//! page in [`pages`], from there to [`ledger`] and [`outbox`], and back as a template.

pub mod config;

pub mod checks;
pub mod dat;
pub mod import;
pub mod lookup;
pub mod record;
pub mod scanning;
pub mod sheet;
pub mod transaction;

mod counts;
pub mod export;
mod holdings;
pub mod ledger;
pub mod outbox;
pub mod purge;
pub mod search;

pub mod error;
pub mod log;
pub mod request;
pub mod response;
pub mod templates;
pub mod upload;

pub mod pages;

pub mod gateway;

pub mod commands;

#[cfg(test)]
mod properties;
