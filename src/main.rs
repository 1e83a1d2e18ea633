//! Which way were we started: by a web server as FastCGI or as CGI, or by a person?

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use offline_circ::gateway::{self, Gateway};
use offline_circ::{commands, config};

fn main() -> ExitCode {
    let gateway = || {
        let config = env::var_os("OFFLINE_CIRC_CONFIG");
        Gateway::new(config.map_or_else(|| PathBuf::from(config::DEFAULT_PATH), PathBuf::from))
    };
    if gateway::is_fastcgi() {
        gateway().serve_fastcgi();
    } else if env::var_os("GATEWAY_INTERFACE").is_some() {
        gateway().serve_cgi();
    } else {
        return commands::run();
    }
    ExitCode::SUCCESS
}
