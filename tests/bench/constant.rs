//! The ceiling for tests/bench/run: a FastCGI program that sends the same bytes always.
//! They are in the file that `OFFLINE_CIRC_CONFIG` names.

use std::io::Write;

fn main() {
    let file = std::env::var_os("OFFLINE_CIRC_CONFIG").expect("OFFLINE_CIRC_CONFIG is set");
    let page = std::fs::read(file).expect("the page can be read");
    fastcgi::run(move |mut request| {
        let _ = request.stdout().write_all(&page);
    });
}
