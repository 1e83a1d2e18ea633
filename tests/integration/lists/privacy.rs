//! What the server's disk has of a list of patrons: no identifier, no name, no address.

use std::path::Path;
use std::process::Command;

use super::at_the_desk::scan;
use super::loading::{PRIVATE, USERS, load};
use super::tables;
use crate::harness::{Mariadb, Site};

/// The files below these folders that have one of these texts.
fn files_with(texts: &[&str], folders: &[&Path]) -> String {
    let mut grep = Command::new("grep");
    grep.args([
        "--recursive",
        "--files-with-matches",
        "--text",
        "--fixed-strings",
    ]);
    for text in texts {
        grep.args(["-e", text]);
    }
    let found = grep.arg("--").args(folders).output().expect("grep runs");
    String::from_utf8_lossy(&found.stdout).into_owned()
}

#[test]
fn no_disk_and_no_log_has_an_identifier_or_a_name_of_a_list() {
    const SCANNED: &str = "31234000000777";
    let server = Mariadb::start();
    let site = Site::on(&server.socket());
    tables::prepare(&site, "offline = true");
    let site = site.serve();
    load(
        &site,
        "patrons",
        &[("users.xml", USERS.as_bytes())],
        &["--remove"],
        0,
    );
    assert_eq!(scan(&site, &format!("R,{SCANNED}"), &[])["recorded"], 1);
    site.get("known.php?library=MILLAR").expect(200);
    site.get("lists.php").expect(200);
    site.get("listrecords.php").expect(200);
    site.export("---");
    // Whatever it has only in its memory goes to the disk.
    server.end("TERM");
    let folders = [server.path("mysql"), site.path("output"), site.path("log")];
    let folders: Vec<&Path> = folders.iter().map(std::path::PathBuf::as_path).collect();
    assert!(files_with(&[SCANNED], &folders).contains("/mysql/"));
    assert_eq!(files_with(&PRIVATE, &folders), "");
}
