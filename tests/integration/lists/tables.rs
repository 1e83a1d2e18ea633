//! Lists for tests, put straight into their tables.

use ring::hmac;

use crate::harness::Site;

/// The key of the hashes.
const KEY: [u8; 32] = [0x11; 32];

/// Gives the site the tables, its own key, and these lines of `[lists]`.
pub fn prepare(site: &Site, settings: &str) {
    site.database.add_lists();
    let key = site.path("lists.key");
    site.write("lists.key", "11".repeat(32));
    let block = format!("\n[lists]\nkey_file = \"{}\"\n{settings}\n", key.display());
    site.configure(&(site.config() + &block));
}

/// Says that a list was loaded so many days ago; an item list names these libraries of ours.
pub fn loaded(site: &Site, kind: &str, days_ago: u32, covers: &str) {
    site.database.run(&format!(
        "REPLACE INTO offline_circ_lists VALUES ('{kind}', 1, UNIX_TIMESTAMP() - {days_ago} * 86400, \
         1, '{{\"covers\":[{covers}]}}')"
    ));
}

/// An item in the list.
pub fn item(site: &Site, barcode: &str, library: &str, call_number: &str) {
    site.database.run(&format!(
        "INSERT INTO offline_circ_items VALUES (1, '{barcode}', '{library}', '{call_number}', 'A title', NULL)"
    ));
}

/// Items in the list: barcode, library, and whether they are on loan.
pub fn rows_of_items(site: &Site, items: impl Iterator<Item = (String, &'static str, bool)>) {
    let row = |(barcode, library, is_on_loan)| {
        format!("(1, '{barcode}', '{library}', '', 'A title', {is_on_loan})")
    };
    let rows: Vec<String> = items.map(row).collect();
    insert(site, "items", &rows);
}

/// Patrons in the list, each as [`patron`] has it.
pub fn rows_of_patrons(site: &Site, patrons: impl Iterator<Item = (String, String)>) {
    let row = |(identifier, rest): (String, String)| {
        let id = hex(&hash(&KEY, identifier.as_bytes()));
        let desk = hex(&hash(&edition_key(1), identifier.as_bytes())[..8]);
        format!("(1, x'{id}', x'{desk}', {rest})")
    };
    let rows: Vec<String> = patrons.map(row).collect();
    insert(site, "patrons", &rows);
}

/// A patron in the list, with what else its row has: blocked, reason, expires, name.
pub fn patron(site: &Site, identifier: &str, rest: &str) {
    let rows = [(identifier.to_owned(), rest.to_owned())];
    rows_of_patrons(site, rows.into_iter());
}

fn insert(site: &Site, list: &str, rows: &[String]) {
    let rows = rows.join(", ");
    site.database
        .run(&format!("INSERT INTO offline_circ_{list} VALUES {rows}"));
}

/// The key for what the desks keep of an edition.
pub fn edition_key(edition: u32) -> [u8; 32] {
    hash(&KEY, format!("\0edition {edition}").as_bytes())
}

/// HMAC-SHA-256.
pub fn hash(key: &[u8; 32], text: &[u8]) -> [u8; 32] {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    let hash = hmac::sign(&key, text);
    hash.as_ref().try_into().expect("SHA-256 has 32 bytes")
}

pub fn hex(bytes: &[u8]) -> String {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}
