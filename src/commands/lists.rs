//! `offline-circ lists`: loads, shows and clears the lists of patrons and items.
//!
//! A list is loaded whole or not at all. What is said of it has numbers, and nobody's identifier.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand, ValueEnum};

use super::say;
use crate::circulation::time;
use crate::jobs::lists::{self, Source};
use crate::ledger::lists::{Edition, ListKind};
use crate::lists::Key;
use crate::log::Event;
use crate::messages::message;
use crate::site::Site;

/// What to do with the lists.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    #[command(about = message!("help.lists-load"), long_about = message!("help.lists-load-long"))]
    Load(Load),
    #[command(about = message!("help.lists-show"))]
    Show,
    #[command(about = message!("help.lists-clear"))]
    Clear {
        #[arg(help = message!("help.lists-clear-kind"))]
        kind: Option<Kind>,
    },
}

#[derive(Debug, Args)]
struct Load {
    #[arg(help = message!("help.lists-kind"))]
    kind: Kind,
    #[arg(required = true, value_name = "FILE", help = message!("help.lists-file"))]
    files: Vec<PathBuf>,
    #[arg(long, help = message!("help.lists-anyway"))]
    anyway: bool,
    #[arg(long, help = message!("help.lists-remove"))]
    remove: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    Patrons,
    Items,
}

impl From<Kind> for ListKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Patrons => Self::Patrons,
            Kind::Items => Self::Items,
        }
    }
}

/// Does it, and prints what came of it.
pub fn run(config: &Path, site: &Site, arguments: &Arguments) -> Result<(), String> {
    drop_stale(site)?;
    match &arguments.action {
        Action::Load(arguments) => load(config, site, arguments),
        Action::Show => show(site),
        Action::Clear { kind } => clear(site, *kind),
    }
}

/// Deletes the lists that are too old, and says so.
pub fn drop_stale(site: &Site) -> Result<(), String> {
    for kind in lists::drop_stale(site).map_err(|error| error.to_string())? {
        let days = site.config.lists.max_age_days;
        say!("{}", message!("lists.was-stale", list = named(kind), days));
    }
    Ok(())
}

/// Says which lists are too old.
pub fn tell_stale(site: &Site) -> Result<(), String> {
    let days = site.config.lists.max_age_days;
    for kind in ListKind::ALL {
        let stale = lists::stale(site, kind).map_err(|error| error.to_string())?;
        if stale.is_some() {
            say!("{}", message!("lists.is-stale", list = named(kind), days));
        }
    }
    Ok(())
}

fn load(config: &Path, site: &Site, arguments: &Load) -> Result<(), String> {
    let kind = ListKind::from(arguments.kind);
    let paths = files(&arguments.files)?;
    if paths.is_empty() {
        say!("{}", message!("lists.nothing-to-load"));
        return Ok(());
    }
    let key_file = &site.config.lists.key_file;
    if Key::make(key_file, config).unwrap_or(false) {
        say!("{}", message!("lists.made-key", file = key_file.display()));
    }
    let sources: Result<Vec<Source>, String> = paths.iter().map(|path| open(path)).collect();
    let failed = |error: crate::error::Error| error.to_string();
    let reading = lists::read(site, kind, sources?).map_err(failed)??;
    let report = reading.report.clone();
    for sentence in report.sentences(kind) {
        say!("{sentence}");
    }
    if !report.objections.is_empty() && !arguments.anyway {
        let objections = report.objections.join(" ");
        return Err(message!("lists.not-loaded", objections));
    }
    let edition = lists::prepare(site, reading).map_err(failed)?;
    if !lists::finish(site, kind, &edition).map_err(failed)? {
        return Err(message!("lists.overtaken").to_owned());
    }
    Event::new("list_loaded")
        .text("list", kind.name())
        .with("entries", edition.entries)
        .write();
    if arguments.remove {
        for path in &paths {
            fs::remove_file(path)
                .map_err(|cause| message!("lists.not-removed", file = path.display(), cause))?;
        }
    }
    say!("{}", message!("lists.loaded", list = named(kind)));
    Ok(())
}

/// The files, and of folders the files in them.
fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    super::files::named(named, |_| true)
        .map_err(|(file, cause)| message!("lists.unreadable", file = file.display(), cause))
}

fn open(path: &Path) -> Result<Source, String> {
    let file = File::open(path)
        .map_err(|cause| message!("lists.unreadable", file = path.display(), cause))?;
    let name = path.file_name().unwrap_or(path.as_os_str());
    Ok(Source {
        name: name.to_string_lossy().into_owned(),
        content: Box::new(BufReader::new(file)),
    })
}

fn show(site: &Site) -> Result<(), String> {
    let failed = |error: crate::error::Error| error.to_string();
    if !site.ledger.has_lists().map_err(failed)? {
        say!("{}", message!("lists.no-tables"));
        return Ok(());
    }
    for kind in ListKind::ALL {
        let list = named(kind);
        match site.ledger.edition(kind).map_err(failed)? {
            None => say!("{}", message!("lists.none", list)),
            Some(edition) => say!(
                "{}",
                message!(
                    "lists.shown",
                    list,
                    entries = edition.entries,
                    time = loaded(site, &edition),
                    files = edition.details.files.join(", ")
                )
            ),
        }
    }
    Ok(())
}

/// When it was loaded, in the site's time.
fn loaded(site: &Site, edition: &Edition) -> String {
    let at: DateTime<Utc> = DateTime::from_timestamp(edition.loaded, 0).unwrap_or_default();
    let local = site.config.zones().site.recorded_time(at);
    local.format(time::SHOWN).to_string()
}

fn clear(site: &Site, kind: Option<Kind>) -> Result<(), String> {
    let kinds = kind.map_or(ListKind::ALL.to_vec(), |kind| vec![kind.into()]);
    let failed = |error: crate::error::Error| error.to_string();
    if !site.ledger.has_lists().map_err(failed)? {
        say!("{}", message!("lists.no-tables"));
        return Ok(());
    }
    for kind in kinds {
        let list = named(kind);
        let Some(edition) = site.ledger.edition(kind).map_err(failed)? else {
            say!("{}", message!("lists.nothing-to-clear", list));
            continue;
        };
        if !lists::clear(site, kind, &edition).map_err(failed)? {
            return Err(message!("lists.not-cleared", list));
        }
        let entries = edition.entries;
        Event::new("list_cleared")
            .text("list", kind.name())
            .with("entries", entries)
            .write();
        say!("{}", message!("lists.cleared", list, entries));
    }
    Ok(())
}

/// What people call the list.
fn named(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Patrons => message!("lists.of-patrons"),
        ListKind::Items => message!("lists.of-items"),
    }
}
