//! offline-circ: library loans and returns recorded while Alma is down, and the file
//! that Alma loads afterwards.
//!
//! The rooms stand in reading order, and each uses only rooms above it: `tests/rooms.rs`
//! holds that. A request goes from `gateway` to a page in `pages`, from there by a job in
//! `jobs` to the table (`ledger`) and the output directory (`outbox`), and back as a template.
//! Settings are defined where their rule is, in `circulation`, and filled by `config`: so the
//! rules can be read and tested without a configuration.
//!
//! What people read is in `templates/`: the text of a page in its template, every other sentence
//! in `templates/messages/`.
//!
//! # Words
//!
//! - **desk**: a workstation with the scanning page; it has a name and says how it is.
//! - **loan**, **return**: what a desk does with an item; a renewal is a loan.
//! - **record**: one loan or return ([`circulation::record::Record`]).
//! - **line**: a record as text, as the scanning page submits it.
//! - **row**: a record in the table; it is *saved* when it is in a file.
//! - **patron**, **item**: known by their barcodes.
//! - **library**: known by its code.
//! - **file**: a `.dat` file for Alma, with a `.csv` beside it for people; *pending* until the
//!   export that makes it has finished.
//! - **submit**, **void**, **export**, **purge**: lines become rows; one unsaved row goes;
//!   unsaved rows go into files; old files and their rows go.
//! - **warning**: what a check says of a record; it never keeps the record out of a file.
//! - **list**: what Alma knows of patrons or items, loaded before the outage; an *edition* of it
//!   is what was loaded at once.
//! - **practice**: the scanning page, of which nothing is recorded.
//! - **transaction**: the database's word, and only that.

mod error;
mod hex;
mod log;
mod messages;

pub mod circulation;
mod lists;

mod config;

mod clock;
mod desks;
mod ledger;
mod names;
mod outbox;
mod seal;

mod site;

mod jobs;

mod http;
mod pages;

pub mod commands;
pub mod gateway;

#[cfg(test)]
mod properties;
