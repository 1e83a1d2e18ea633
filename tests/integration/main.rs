//! The program behind the real Apache on the real MariaDB.
//!
//! tests/run starts the MariaDB and runs this. Each test has a site of its own; see
//! harness for what that is.

mod harness;

mod access;
mod append;
mod check;
mod clock;
mod collations;
mod commands;
mod configuration;
mod crash;
mod create_database;
mod database;
mod database_zone;
mod deleting;
mod demo;
mod desks;
mod disk;
mod export;
mod files;
mod foreign;
mod galera;
mod golden;
mod heads;
mod hosts;
mod import;
mod kept;
mod limits;
mod listrecords;
mod lists;
mod lookup;
mod merge;
mod nginx;
mod oregon;
mod outage;
mod pages;
mod php;
mod picture;
mod practice;
mod private;
mod protocol;
mod purging;
mod recording;
#[path = "../referee/mod.rs"]
mod referee;
mod repeats;
mod requests;
mod security;
mod shapes;
mod slow;
mod soak;
mod starts;
mod status;
mod tls;
mod trips;
mod upgrade;
mod uploaded;
mod utf8;
mod voiding;
mod warnings;
mod workers;
