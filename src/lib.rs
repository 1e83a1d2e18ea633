//! offline-circ: library loans and returns recorded while Alma is down, and the file
//! that Alma loads afterwards.
//!
//! The rooms stand in reading order. Each uses only rooms above it in this list; the test
//! at the end of this file holds that. Data goes one way, from `gateway` to a page in
//! `pages`, from there by a job to `ledger` and `outbox`, and back as a template.
//!
//! # Words
//!
//! - **loan**, **return**: what a desk does with an item; a renewal is a loan.
//! - **record**: one loan or return, as it is recorded ([`circulation::record::Record`]).
//! - **line**: a record as text, as the scanning page submits it.
//! - **row**: a record in the database's table. *Saved* means that it is in a file.
//! - **patron**, **item**: the person and the thing, known by their barcodes.
//! - **library**: where the desk stands, known by its code.
//! - **file**: a `.dat` file for Alma, with a `.csv` beside it for people.
//! - **pending**: said of a file that an export has not finished yet.
//! - **void**: to delete one record that is in no file yet.
//! - **warning**: what a check says of a record; it never keeps the record out of a file.

mod error;
mod log;

pub mod circulation;
pub mod config;

mod ledger;
mod outbox;

mod jobs;
mod site;

mod http;
mod pages;

pub mod commands;
pub mod gateway;

#[cfg(test)]
mod properties;
