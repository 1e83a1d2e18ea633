//! What the lists add to the returned items of a file.

use super::tables::{item, loaded, prepare};
use crate::harness::{Answer, Site};

/// A file of two returns, one with a call number of its own, which was made before the list of
/// items was loaded.
fn with_file() -> (Site, String) {
    let site = Site::prepare();
    prepare(&site, "");
    let site = site.serve();
    site.submit(
        "MILLAR,20150827100001,R,31234000000001\nMILLAR,20150827100002,R,31234000000002,Z 1",
    );
    let made = site.export("---").remove(0);
    loaded(&site, "items", 0, "\"MILLAR\"");
    item(&site, "31234000000001", "MILLAR", "QA 76 .A1");
    item(&site, "31234000000002", "MILLAR", "QA 76 .A2");
    (site, made)
}

fn returns(site: &Site, name: &str) -> Answer {
    site.get(&format!("returns.php?file={name}")).expect(200)
}

#[test]
fn the_returns_have_the_titles_and_missing_call_numbers_of_the_list() {
    let (site, name) = with_file();
    returns(&site, &name)
        .shows(">Title<")
        .shows("<td>QA 76 .A1</td><td>A title</td>")
        .shows("<td>Z 1</td><td>A title</td>")
        .hides("QA 76 .A2");
    loaded(&site, "items", 100, "");
    returns(&site, &name).shows("31234000000001").hides("itle<");
}

#[test]
fn without_the_right_to_read_the_lists_the_returns_are_as_before() {
    let (site, name) = with_file();
    let table = format!("{}.offline_circ_items", site.database.name);
    site.database.run(&format!(
        "REVOKE SELECT ON {table} FROM offline_test@localhost"
    ));
    returns(&site, &name)
        .shows("31234000000001")
        .hides("A title");
    site.logs("offline-circ: unlisted ");
    site.database.run("DROP TABLE transactions");
    returns(&site, &name).shows("31234000000001");
}
