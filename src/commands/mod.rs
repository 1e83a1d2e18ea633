//! The command line, for cron, for the sysadmin, and for the day when the web server is
//! the problem.
//!
//! A command does what the page does, by the same functions under the same lock. What it
//! did is on standard output; the log's lines, and what went wrong, on standard error.

pub mod check;
pub mod create_database;
pub mod export;
mod files;
pub mod list;
pub mod lists;
pub mod merge;
pub mod practice;
pub mod purge;
mod user;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::config;
use crate::log;
use crate::messages::message;
use crate::site::Site;

/// A line on standard output. Where nobody reads it any more, the work is done all the same.
macro_rules! say {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let text = crate::commands::visible(&format!($($text)*));
        let _ = writeln!(std::io::stdout(), "{text}");
    }};
}
use say;

/// A line on standard error, in the same way.
macro_rules! note {
    ($($text:tt)*) => {
        crate::log::to_standard_error(&(crate::commands::visible(&format!($($text)*)) + "\n"))
    };
}
use note;

/// The text with U+FFFD for what would steer the terminal: files of others are quoted, and their
/// names.
fn visible(text: &str) -> String {
    let steers = |c: char| c.is_control() && !['\n', '\t'].contains(&c);
    text.replace(steers, "\u{fffd}")
}

/// A command has failed, or `check` has found a failure.
const FAILED: u8 = 2;

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "offline-circ",
    version,
    about = message!("help.program"),
    long_about = message!("help.program-long"),
    after_help = message!("help.exit-codes")
)]
struct Line {
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "OFFLINE_CIRC_CONFIG",
        default_value = config::DEFAULT_PATH,
        help = message!("help.config")
    )]
    config: PathBuf,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(about = message!("help.check"), long_about = message!("help.check-long"))]
    Check(check::Arguments),
    #[command(
        about = message!("help.create-database"),
        long_about = message!("help.create-database-long")
    )]
    CreateDatabase(create_database::Arguments),
    #[command(about = message!("help.export"), long_about = None)]
    Export(export::Arguments),
    #[command(about = message!("help.purge"), long_about = None)]
    Purge(purge::Arguments),
    #[command(about = message!("help.list"))]
    List,
    #[command(about = message!("help.lists"), long_about = message!("help.lists-long"))]
    Lists(lists::Arguments),
    #[command(about = message!("help.merge"), long_about = message!("help.merge-long"))]
    Merge(merge::Arguments),
    #[command(about = message!("help.practice"), long_about = message!("help.practice-long"))]
    Practice(practice::Arguments),
}

/// The commands and their options, from which the man page is made.
#[must_use]
pub fn definition() -> clap::Command {
    Line::command()
}

/// Does what the command line says. Exits with 0 when that is done, 1 when `check` warns or
/// `merge` has doubts, 2 when something failed or the command line is not understood.
pub fn run() -> ExitCode {
    let line = Line::parse();
    let Some(command) = line.command else {
        // Standard output is for what a command did.
        log::to_standard_error(&definition().render_long_help().to_string());
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
        Command::Lists(arguments) => {
            log::of_command(user::caller());
            as_caller(&line.config, |site| {
                lists::run(&line.config, site, arguments)
            })
        }
        Command::Merge(arguments) => merge::run(&line.config, arguments),
        Command::Practice(arguments) => {
            as_caller(&line.config, |site| practice::run(site, arguments))
        }
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(problem) => {
            note!("offline-circ: {problem}");
            ExitCode::from(FAILED)
        }
    }
}

/// Works on the site as whoever calls: the files are the caller's, and nothing is written to the
/// output directory.
fn as_caller(
    config: &Path,
    command: impl FnOnce(&Site) -> Result<(), String>,
) -> Result<u8, String> {
    let site = Site::load(config).map_err(|e| e.to_string())?;
    command(&site).map(|()| 0)
}

/// Works on the site as the owner of its output directory.
fn on_site(config: &Path, command: impl FnOnce(&Site) -> Result<(), String>) -> Result<u8, String> {
    log::of_command(user::caller());
    as_caller(config, |site| {
        user::become_owner(&site.config.output_dir)?;
        command(site)
    })
}
