//! Which way were we started: by a web server as FastCGI or as CGI, or by a person?

use std::env;
use std::process::ExitCode;

use offline_circ::commands;
use offline_circ::gateway::{self, Gateway};

fn main() -> ExitCode {
    if gateway::is_fastcgi() {
        Gateway::from_environment().serve_fastcgi();
    } else if env::var_os("GATEWAY_INTERFACE").is_some() {
        Gateway::from_environment().serve_cgi();
    } else {
        return commands::run();
    }
    ExitCode::SUCCESS
}
