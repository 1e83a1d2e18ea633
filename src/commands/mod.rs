//! The command line, for cron, for the sysadmin, and for the day when the web server is
//! the problem.
//!
//! A command does what the page does, by the same functions under the same lock. What it
//! did is on standard output; the log's lines, and what went wrong, on standard error.

pub mod check;
pub mod create_database;
pub mod export;
pub mod list;
pub mod purge;
mod user;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::config;
use crate::log;
use crate::site::Site;

/// A line on standard output. Where nobody reads it any more, the work is done all the same.
macro_rules! say {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($text)*);
    }};
}
use say;

/// A command has failed, or `check` has found a failure.
const FAILED: u8 = 2;

/// Loans and returns while Alma is down: the program behind the web page.
///
/// A web server starts it without a command, as FastCGI or as CGI: see
/// apache/offline-circ.conf. The commands are for the administrator of that server, and for
/// cron. Started by root, check runs as Apache's user, create-database as root, and the other
/// commands run as the owner of the output directory.
#[derive(Debug, Parser)]
#[command(
    name = "offline-circ",
    version,
    after_help = "Exit codes: 0 done, or nothing to do; 1 check warns of something; 2 failed, \
                  or not understood."
)]
struct Line {
    /// The configuration file.
    #[arg(long, global = true, value_name = "FILE", env = "OFFLINE_CIRC_CONFIG", default_value = config::DEFAULT_PATH)]
    config: PathBuf,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Look whether everything is as it must be on the day it is needed.
    ///
    /// Looks at the configuration, the time zones, the output directory and its files, the names
    /// under which pages are answered, the database, its table, rights and clock. Prints a line
    /// for each, which begins with ok, warning or failed, and says what to do. Changes nothing.
    Check(check::Arguments),
    /// Create the database, its account and its table on this host, where they are missing.
    ///
    /// Run it as root. Changes nothing that exists. While the configuration has the example's
    /// password, puts a random one there for a new account. Options after -- are for the
    /// client of MariaDB.
    CreateDatabase(create_database::Arguments),
    /// Move the unsaved records into a file for Alma, as the page does.
    Export(export::Arguments),
    /// Delete old files and the records that are in them, as the page does.
    Purge(purge::Arguments),
    /// List the files, and say how many records are in none yet.
    List,
}

/// The commands and their options, from which the man page is made.
#[must_use]
pub fn definition() -> clap::Command {
    Line::command()
}

/// Does what the command line says. Exits with 0 when that is done, 1 when `check` warns,
/// 2 when something failed or the command line is not understood.
pub fn run() -> ExitCode {
    let line = Line::parse();
    let Some(command) = line.command else {
        // Standard output is for what a command did.
        eprint!("{}", definition().render_long_help());
        return ExitCode::from(FAILED);
    };
    let done = match &command {
        Command::Check(arguments) => check::run(&line.config, arguments),
        Command::CreateDatabase(arguments) => {
            create_database::run(&line.config, arguments).map(|()| 0)
        }
        Command::Export(arguments) => on_site(&line.config, |site| export::run(site, arguments)),
        Command::Purge(arguments) => on_site(&line.config, |site| purge::run(site, arguments)),
        Command::List => on_site(&line.config, list::run),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(problem) => {
            eprintln!("offline-circ: {problem}");
            ExitCode::from(FAILED)
        }
    }
}

/// Works on the site as the owner of its output directory.
fn on_site(config: &Path, command: impl FnOnce(&Site) -> Result<(), String>) -> Result<u8, String> {
    log::of_command(user::caller());
    let site = Site::load(config).map_err(|e| e.to_string())?;
    user::become_owner(&site.config.output_dir)?;
    command(&site).map(|()| 0)
}
