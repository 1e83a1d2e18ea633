//! `offline-circ lists`: a list is loaded whole or not at all, and what holds a scan holds it then.

use std::fs;
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use super::at_the_desk::{kinds, scan};
use super::tables;
use crate::commands::expect;
use crate::harness::Site;

pub const USERS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<users>
  <user><primary_id>zoë.made.up</primary_id><first_name>Zoë</first_name><last_name>Madeup</last_name>
    <birth_date>1990-02-03Z</birth_date><status desc="Active">ACTIVE</status><expiry_date>2099-05-31Z</expiry_date>
    <contact_info><addresses><address><line1>17 Nowhere Street</line1></address></addresses></contact_info>
    <user_identifiers>
      <user_identifier><id_type>BARCODE</id_type><value>21234000111111</value><status>ACTIVE</status></user_identifier>
      <user_identifier><id_type>OTHER</id_type><value>0021234000</value><status>ACTIVE</status></user_identifier>
    </user_identifiers></user>
  <user><primary_id>yan.made.up</primary_id><status>ACTIVE</status>
    <user_identifiers><user_identifier><value>21234000222222</value><status>ACTIVE</status></user_identifier></user_identifiers>
    <user_blocks><user_block><block_description desc="Lost a book">LOST</block_description><block_status>ACTIVE</block_status></user_block></user_blocks></user>
</users>
"#;
const ITEMS: &str = "Barcode,Library,Permanent Call Number,Title\n\
    31234000000001,Millar Library,QA 76 .A1,A title\n\
    31234000000002,Law,QA 76 .A2,Another\n";

/// Nobody's: neither a message nor a log may have them.
pub const PRIVATE: [&str; 8] = [
    "made.up",
    "Madeup",
    "Zoë",
    "Nowhere",
    "1990-02-03",
    "21234000111111",
    "0021234000",
    "21234000222222",
];

/// A site with the tables and its own key.
fn prepared() -> Site {
    let site = Site::prepare();
    let hold = "hold = [\"item\", \"library\", \"patron\", \"blocked\", \"expired\"]";
    tables::prepare(&site, hold);
    site.serve()
}

/// Loads these files and returns what is said. It must exit with this code, and tell nothing of
/// anybody.
#[track_caller]
pub fn load(site: &Site, kind: &str, files: &[(&str, &[u8])], more: &[&str], code: i32) -> String {
    let mut arguments = vec!["lists".to_owned(), "load".to_owned(), kind.to_owned()];
    for (name, content) in files {
        site.write(name, content);
        arguments.push(site.path(name).display().to_string());
    }
    arguments.extend(more.iter().map(|&word| word.to_owned()));
    said(site, &arguments, code)
}

#[track_caller]
fn said(site: &Site, arguments: &[String], code: i32) -> String {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let output = site.command(&arguments);
    let mut text = expect(&output, code);
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    for private in PRIVATE {
        assert!(!text.contains(private), "{private} is in {text}");
    }
    text
}

/// So many barcodes, one a line.
fn numbered(beginning: &str, many: u32) -> String {
    let lines: Vec<String> = (0..many).map(|n| format!("{beginning}{n:08}\n")).collect();
    lines.concat()
}

fn count(site: &Site, table: &str) -> u64 {
    let query = format!("SELECT COUNT(*) FROM offline_circ_{table}");
    site.database.query::<u64>(&query)[0]
}

#[test]
fn what_is_loaded_holds_a_scan() {
    let site = prepared();
    let text = load(&site, "patrons", &[("users.xml", USERS.as_bytes())], &[], 0);
    assert!(text.contains("Patrons: 2, with 5 identifiers"), "{text}");
    assert!(
        text.contains("list_loaded list=\"patrons\" entries=5"),
        "{text}"
    );
    let text = load(&site, "items", &[("items.csv", ITEMS.as_bytes())], &[], 0);
    assert!(text.contains("1 item of Millar Library (MILLAR)"), "{text}");
    assert!(
        text.contains("1 item of Law, which is no library here"),
        "{text}"
    );
    let shown = said(&site, &["lists".to_owned(), "show".to_owned()], 0);
    assert!(
        shown.contains("from users.xml") && shown.contains("from items.csv"),
        "{shown}"
    );

    let held = |item: &str, patron: &str| {
        let answer = scan(&site, &format!("L,{item},,{patron}"), &[]);
        kinds(&answer).join(" ")
    };
    assert_eq!(held("31234000000001", "21234000111111"), "");
    assert_eq!(held("31234000000001", "0021234000"), "");
    assert_eq!(held("31234000000001", "21234000222222"), "blocked");
    assert_eq!(held("31234000000002", "21234000111111"), "library");
    assert_eq!(held("31234000000003", "21234000111111"), "item");
    // Zeros at the beginning count.
    assert_eq!(held("31234000000001", "21234000"), "patron");
    site.log_has_nobody();
}

#[test]
fn nothing_but_hashes_and_flags_is_kept_of_patrons() {
    let site = prepared();
    load(
        &site,
        "patrons",
        &[("users.xml", USERS.as_bytes())],
        &["--remove"],
        0,
    );
    assert!(
        !site.path("users.xml").exists(),
        "the file goes when it is loaded"
    );
    let rows: Vec<(Vec<u8>, Vec<u8>, String, String)> = site
        .database
        .query("SELECT id, desk, reason, name FROM offline_circ_patrons");
    assert_eq!(rows.len(), 5);
    for (id, desk, reason, name) in rows {
        assert_eq!((id.len(), desk.len(), name.as_str()), (32, 8, ""));
        assert!(["", "LOST"].contains(&reason.as_str()));
    }
    let details: Vec<String> = site
        .database
        .query("SELECT details FROM offline_circ_lists");
    assert!(
        PRIVATE
            .iter()
            .all(|private| !details.join("").contains(private))
    );
}

#[test]
fn a_file_that_is_no_whole_list_leaves_the_old_one() {
    let site = prepared();
    load(&site, "patrons", &[("users.xml", USERS.as_bytes())], &[], 0);
    load(&site, "items", &[("items.csv", ITEMS.as_bytes())], &[], 0);
    let half = &USERS.as_bytes()[..900];
    let users = USERS.as_bytes();
    let no_heading = b"21234000111111,Zo\xc3\xab Madeup,17 Nowhere Street\n".as_slice();
    let no_date = b"Barcode,Expiry Date\n21234000111111,Madeup\n21234000222222,Nowhere\n";
    let cases: [(&str, &[u8]); 12] = [
        ("patrons", half),
        ("patrons", ITEMS.as_bytes()),
        ("patrons", b""),
        ("patrons", b"PK\x03\x04"),
        ("patrons", b"\x7fELF\x02\x01\x01\0\0\0\0"),
        ("patrons", no_heading),
        ("patrons", no_date),
        ("patrons", b"Surname,Town\nMadeup,Nowhere\n"),
        ("items", users),
        ("items", b"Barcode,Title\n31234000000001,A\n31234"),
        ("items", b"Barcode\n3.1234E+13\n3.1234E+13\n"),
        ("items", b"Signatur,Titel\nQA 1,A\n"),
    ];
    for (kind, content) in cases {
        let text = load(&site, kind, &[("file", content), ("good", content)], &[], 2);
        assert!(text.starts_with("offline-circ: "), "{text}");
        assert_eq!(
            (count(&site, "patrons"), count(&site, "items")),
            (5, 2),
            "{text}"
        );
    }
    // A file that cannot be read, too.
    let missing = site.path("nothing").display().to_string();
    let words = ["lists", "load", "items", &missing].map(str::to_owned);
    said(&site, &words, 2);
    assert_eq!(count(&site, "items"), 2);
}

#[test]
fn a_much_smaller_list_is_loaded_only_if_somebody_says_so() {
    let site = prepared();
    let many: String = numbered("3123400000", 30);
    load(&site, "items", &[("many", many.as_bytes())], &[], 0);
    let few = b"31234000000001\n31234000000002\n";
    let text = load(&site, "items", &[("few", few)], &["--remove"], 2);
    assert!(text.contains("--anyway") && text.contains("30"), "{text}");
    assert_eq!(count(&site, "items"), 30);
    assert!(
        site.path("few").exists(),
        "what is not loaded is not deleted"
    );
    load(&site, "items", &[("few", few)], &["--anyway"], 0);
    assert_eq!(count(&site, "items"), 2);
}

#[test]
fn a_folder_is_one_list() {
    let site = prepared();
    let folder = site.path("dropped");
    fs::create_dir(&folder).unwrap();
    let words: Vec<String> = ["lists", "load", "items", "--remove"]
        .into_iter()
        .map(str::to_owned)
        .chain([folder.display().to_string()])
        .collect();
    let text = said(&site, &words, 0);
    assert!(text.contains("There is no file to load."), "{text}");
    fs::write(folder.join("a.csv"), "Barcode\n31234000000001\n").unwrap();
    fs::write(
        folder.join("b.csv"),
        "Barcode\n31234000000002\n31234000000001\n",
    )
    .unwrap();
    fs::write(folder.join(".c.csv"), "still coming").unwrap();
    said(&site, &words, 0);
    assert_eq!(count(&site, "items"), 2);
    let left: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .flatten()
        .map(|it| it.file_name())
        .collect();
    assert_eq!(left, [".c.csv"]);
}

#[test]
fn the_key_is_made_for_the_group_of_the_configuration() {
    let site = prepared();
    let key = site.path("lists.key");
    fs::remove_file(&key).unwrap();
    let text = load(&site, "patrons", &[("users.xml", USERS.as_bytes())], &[], 0);
    assert!(text.contains("Made the key"), "{text}");
    let made = fs::metadata(&key).unwrap();
    assert_eq!(made.mode() & 0o777, 0o640);
    assert_eq!(
        made.gid(),
        fs::metadata(site.path("config.toml")).unwrap().gid()
    );
    let before = fs::read(&key).unwrap();
    load(&site, "patrons", &[("users.xml", USERS.as_bytes())], &[], 0);
    assert_eq!(fs::read(&key).unwrap(), before, "a key is never replaced");
    assert!(!text.contains(String::from_utf8_lossy(&before).trim()));
}

#[test]
fn without_the_tables_or_rights_it_says_what_to_do() {
    let site = Site::start();
    let text = load(&site, "items", &[("items.csv", ITEMS.as_bytes())], &[], 2);
    assert!(text.contains("Load lists.sql into the database"), "{text}");
    tables::prepare(&site, "");
    let name = site.database.query::<String>("SELECT DATABASE()").remove(0);
    let table = format!("{name}.offline_circ_items");
    let account = site.database.query::<String>(&format!(
        "SELECT DISTINCT grantee FROM information_schema.table_privileges \
         WHERE table_schema = '{name}' AND table_name = 'offline_circ_items'"
    ));
    site.database
        .run(&format!("REVOKE INSERT ON {table} FROM {}", account[0]));
    let text = load(&site, "items", &[("items.csv", ITEMS.as_bytes())], &[], 2);
    assert!(text.contains("offline_circ_items"), "{text}");
    assert_eq!(count(&site, "lists"), 1, "only the counter");
}

#[test]
fn a_load_that_is_killed_leaves_the_old_list_and_nothing_for_long() {
    let site = prepared();
    load(&site, "items", &[("items.csv", ITEMS.as_bytes())], &[], 0);
    let many: String = numbered("31234", 200_000);
    site.write("many", &many);
    let mut child = Command::new(site.program())
        .args(["lists", "load", "items"])
        .arg(site.path("many"))
        .env("OFFLINE_CIRC_CONFIG", site.path("config.toml"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while count(&site, "items") == 2 {
        assert!(
            child.try_wait().unwrap().is_none(),
            "it is killed while it writes"
        );
        thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let shown = said(&site, &["lists".to_owned(), "show".to_owned()], 0);
    assert!(shown.contains("2 entries in the list of items"), "{shown}");
    assert_eq!(kinds(&scan(&site, "R,31234000000001", &[])), [""; 0]);
    assert!(count(&site, "items") > 2, "it may still be loading");
    site.database
        .run("UPDATE offline_circ_lists SET loaded = loaded - 3601 WHERE kind = 'editions'");
    said(
        &site,
        &["purge", "--older-than", "30"].map(str::to_owned),
        0,
    );
    assert_eq!(count(&site, "items"), 2);
}

#[test]
fn of_two_loads_at_once_one_counts() {
    let site = prepared();
    let lists: Vec<String> = (0..4u64)
        .map(|list| numbered(&format!("3{list}"), 3_000))
        .collect();
    let children: Vec<_> = lists
        .iter()
        .map(|list| {
            let mut child = Command::new(site.program())
                .args(["lists", "load", "items", "/dev/stdin"])
                .env("OFFLINE_CIRC_CONFIG", site.path("config.toml"))
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            child
                .stdin
                .take()
                .unwrap()
                .write_all(list.as_bytes())
                .unwrap();
            child
        })
        .collect();
    let codes: Vec<_> = children
        .into_iter()
        .map(|child| child.wait_with_output().unwrap())
        .map(|output| output.status.code())
        .collect();
    assert!(codes.contains(&Some(0)), "{codes:?}");
    assert!(
        codes.iter().all(|code| [Some(0), Some(2)].contains(code)),
        "{codes:?}"
    );
    let kinds: Vec<String> = site
        .database
        .query("SELECT DISTINCT LEFT(barcode, 2) FROM offline_circ_items");
    assert_eq!(
        (kinds.len(), count(&site, "items")),
        (1, 3_000),
        "{kinds:?}"
    );
}

#[test]
fn a_list_is_cleared_by_hand_and_by_its_age() {
    let site = prepared();
    load(&site, "patrons", &[("users.xml", USERS.as_bytes())], &[], 0);
    load(&site, "items", &[("items.csv", ITEMS.as_bytes())], &[], 0);
    let text = said(&site, &["lists", "clear", "items"].map(str::to_owned), 0);
    assert!(text.contains("2 entries"), "{text}");
    assert_eq!((count(&site, "items"), count(&site, "patrons")), (0, 5));
    let text = said(&site, &["lists", "clear", "items"].map(str::to_owned), 0);
    assert!(text.contains("the list of items is empty"), "{text}");
    site.database
        .run("UPDATE offline_circ_lists SET loaded = loaded - 31 * 86400");
    let purge = ["purge", "--older-than", "30"].map(str::to_owned);
    let dry: Vec<String> = purge
        .iter()
        .cloned()
        .chain(["--dry-run".to_owned()])
        .collect();
    let text = said(&site, &dry, 0);
    assert!(text.contains("Would delete the list of patrons"), "{text}");
    assert_eq!(count(&site, "patrons"), 5);
    let text = said(&site, &purge, 0);
    assert!(text.contains("Deleted the list of patrons"), "{text}");
    assert_eq!(count(&site, "patrons"), 0);
}

impl Site {
    /// Neither a barcode nor a name of the list of patrons is in Apache's log.
    fn log_has_nobody(&self) {
        let log = self.log();
        for private in PRIVATE {
            assert!(!log.contains(private), "{private} is in {log}");
        }
    }
}
