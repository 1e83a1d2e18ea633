//! Which way were we started: by Apache as FastCGI or as CGI, or by a person?

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use offline_circ::config;
use offline_circ::gateway::{self, Gateway};

const USAGE: &str = "\
offline-circ is a web page for loans and returns while Alma is down.
A web server starts it, as FastCGI or as CGI; see apache/offline-circ.conf.

The configuration is /etc/offline-circ/config.toml, or the file that the
environment variable OFFLINE_CIRC_CONFIG names.";

fn main() -> ExitCode {
    let config = env::var_os("OFFLINE_CIRC_CONFIG")
        .map_or_else(|| PathBuf::from(config::DEFAULT_PATH), PathBuf::from);
    let gateway = Gateway::new(config);
    if gateway::is_fastcgi() {
        gateway.serve_fastcgi();
    } else if env::var_os("GATEWAY_INTERFACE").is_some() {
        gateway.serve_cgi();
    } else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    }
    ExitCode::SUCCESS
}
