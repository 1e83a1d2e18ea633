//! The site: what every request and every command works on.

use std::path::Path;

use crate::clock::Clock;
use crate::config::Config;
use crate::desks::Desks;
use crate::error::Error;
use crate::ledger::Ledger;
use crate::names::Names;
use crate::outbox::Outbox;

/// The site's settings, and where its records are.
#[derive(Debug)]
pub struct Site {
    /// What the configuration file says.
    pub config: Config,
    /// What time it is.
    pub clock: Clock,
    /// The names under which it answers.
    pub names: Names,
    /// The table.
    pub ledger: Ledger,
    /// The output directory.
    pub outbox: Outbox,
    /// What the desks have said.
    pub desks: Desks,
}

impl Site {
    /// The site that a configuration file describes.
    pub fn load(config: &Path) -> Result<Self, Error> {
        let config = Config::from_file(config)?;
        Ok(Self {
            clock: Clock::new(&config.output_dir, config.zones()),
            names: Names::new(&config),
            ledger: Ledger::new(&config.database),
            outbox: Outbox::new(&config.output_dir, config.zones()),
            desks: Desks::new(&config.output_dir),
            config,
        })
    }
}
