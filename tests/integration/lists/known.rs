//! known.php, and what shapes.php tells of the lists: what a desk keeps for when it is cut off.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::tables::{edition_key, hash, hex, item, loaded, patron, prepare};
use crate::harness::Site;

const OWN: &str = "31234000000001";
const OTHERS: &str = "31234000000002";
const BLOCKED: &str = "21234000111111";
const EXPIRING: &str = "21234000222222";
const GOOD: &str = "21234000333333";
/// For so long a process remembers what the database has said of the lists.
const REMEMBERED: Duration = Duration::from_secs(4);

fn site(settings: &str) -> Site {
    let site = Site::prepare();
    prepare(&site, settings);
    loaded(&site, "items", 2, "\"MILLAR\", \"AVS\"");
    loaded(&site, "patrons", 1, "");
    item(&site, OWN, "MILLAR", "QA 76 .A1");
    item(&site, OTHERS, "AVS", "");
    patron(&site, BLOCKED, "1, 'OVERDUE', NULL, 'Quixote'");
    patron(&site, EXPIRING, "0, '', '2026-03-04', 'Panza'");
    patron(&site, GOOD, "0, '', NULL, 'Dulcinea'");
    site.serve()
}

/// A set, taken apart.
struct Set {
    head: Value,
    own: Vec<u8>,
    others: Vec<u8>,
    patrons: Vec<(Vec<u8>, u16)>,
}

impl Set {
    fn get(site: &Site, library: &str) -> Self {
        let answer = site.get(&format!("known.php?library={library}"));
        Self::read(&answer.expect(200).body)
    }

    fn read(body: &[u8]) -> Self {
        let number = |at: usize| {
            let bytes: [u8; 4] = body[at..at + 4].try_into().unwrap();
            usize::try_from(u32::from_le_bytes(bytes)).unwrap()
        };
        let from = 4 + number(0);
        let head = serde_json::from_slice(&body[4..from]).unwrap();
        let lengths = [0, 4, 8].map(|at| number(from + at));
        let parts = &body[from + 12..];
        assert_eq!(parts.len(), lengths.iter().sum::<usize>());
        let (own, rest) = parts.split_at(lengths[0]);
        let (others, patrons) = rest.split_at(lengths[1]);
        let (hashes, said) = patrons.split_at(patrons.len() / 10 * 8);
        let said = said
            .chunks(2)
            .map(|two| u16::from_le_bytes([two[0], two[1]]));
        Self {
            head,
            own: own.to_vec(),
            others: others.to_vec(),
            patrons: hashes.chunks(8).map(<[u8]>::to_vec).zip(said).collect(),
        }
    }
}

/// Whether a filter has this barcode, computed from the description of the format.
fn has(filter: &[u8], barcode: &str) -> bool {
    let bits = filter.len() as u64 * 8;
    let hash = hash(&edition_key(1), barcode.as_bytes());
    let number = |at: usize| u64::from_be_bytes(hash[at..at + 8].try_into().unwrap());
    let (first, step) = (number(0) % bits, (number(8) % bits).max(1));
    (0..20).map(|i| (first + i * step) % bits).all(|bit| {
        let byte = filter[usize::try_from(bit / 8).unwrap()];
        byte & (1 << (bit % 8)) != 0
    })
}

#[test]
fn a_set_has_what_a_desk_needs_and_no_identifier_or_name() {
    let site = site("offline = true\nnames = true");
    let told = site.get("shapes.php").expect(200).json();
    let name = told["lists"]["set"].as_str().expect("a set").to_owned();
    assert_eq!(told["lists"]["old_days"], 7);
    let days = |list: &str| told["lists"][list].as_i64().expect("an age") / 86_400;
    assert_eq!([days("items"), days("patrons")], [2, 1]);
    let set = Set::get(&site, "MILLAR");
    assert_eq!(set.head["set"], name);
    assert_eq!(set.head["items"], hex(&edition_key(1)));
    assert_eq!(set.head["seconds"], 86_400);
    assert_eq!(
        set.head["hold"],
        json!(["item", "library", "blocked", "expired"])
    );
    assert!(has(&set.own, OWN) && !has(&set.own, OTHERS) && has(&set.others, OTHERS));
    assert!(!has(&set.own, "31234000000003") && !has(&set.others, "31234000000003"));
    let desk = |identifier: &str| hash(&edition_key(1), identifier.as_bytes())[..8].to_vec();
    // 2026-03-04 is the day 20,516.
    let mut expected = vec![(desk(BLOCKED), 0), (desk(EXPIRING), 20_516)];
    expected.sort_unstable();
    assert_eq!(set.patrons, expected, "the good one is not in it");
    let avs = Set::get(&site, "AVS");
    assert!(has(&avs.own, OTHERS) && has(&avs.others, OWN));
    let body = site.get("known.php?library=MILLAR").expect(200).body;
    for text in [
        OWN, BLOCKED, EXPIRING, "OVERDUE", "Quixote", "QA 76", "A title",
    ] {
        let is_there = body.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(!is_there, "{text}");
    }
    site.get("known.php").expect(404);
    site.get("known.php?library=NONE").expect(404);
    site.post("known.php", &[]).expect(405);
}

#[test]
fn a_set_is_made_once_for_an_edition_and_only_we_can_read_it() {
    let site = site("offline = true");
    let files = || {
        let entries = fs::read_dir(site.path("output/known"))
            .into_iter()
            .flatten();
        entries.map(|file| file.unwrap().path()).collect::<Vec<_>>()
    };
    for _ in 0..3 {
        Set::get(&site, "MILLAR");
    }
    Set::get(&site, "AVS");
    let first = files();
    assert_eq!(first.len(), 2, "{first:?}");
    for file in &first {
        assert_eq!(
            fs::metadata(file).unwrap().permissions().mode() & 0o777,
            0o600
        );
        let bytes = fs::read(file).unwrap();
        let key = edition_key(1);
        assert!(
            !bytes.windows(32).any(|part| part == key),
            "no key beside it"
        );
    }
    let folder = fs::metadata(site.path("output/known")).unwrap();
    assert_eq!(folder.permissions().mode() & 0o777, 0o700);
    site.database.run(
        "UPDATE offline_circ_lists SET edition = 2; UPDATE offline_circ_items SET edition = 2",
    );
    thread::sleep(REMEMBERED);
    let set = Set::get(&site, "MILLAR");
    assert_eq!(set.head["items"], hex(&edition_key(2)), "another key");
    let second = files();
    assert_eq!(second.len(), 1, "{second:?}");
    assert!(!first.contains(&second[0]));
    site.database.run("DELETE FROM offline_circ_lists");
    thread::sleep(REMEMBERED);
    let told = site.get("shapes.php").expect(200).json();
    assert_eq!(told.get("lists"), None);
    assert!(!site.path("output/known").exists());
    site.get("known.php?library=MILLAR").expect(404);
    assert!(site.log().matches("offline-circ: deskset ").count() >= 3);
}

#[test]
fn a_set_of_another_day_is_made_anew_as_patrons_expire() {
    let site = site("offline = true");
    assert_eq!(Set::get(&site, "MILLAR").patrons.len(), 2);
    let file = || {
        let mut files = fs::read_dir(site.path("output/known")).unwrap();
        let file = files.next().expect("a set").unwrap().path();
        assert!(files.next().is_none());
        file
    };
    let name = file().file_name().unwrap().to_str().unwrap().to_owned();
    let mut parts: Vec<&str> = name.split('-').collect();
    parts[2] = "20251231";
    fs::rename(file(), file().with_file_name(parts.join("-"))).unwrap();
    site.database
        .run("UPDATE offline_circ_patrons SET expires = '2026-03-04' WHERE expires IS NULL AND blocked = 0");
    assert_eq!(Set::get(&site, "MILLAR").patrons.len(), 3);
    assert!(!file().to_string_lossy().contains("20251231"));
}

#[test]
fn a_set_that_was_made_under_another_key_is_made_anew() {
    let site = site("offline = true");
    let first = Set::get(&site, "MILLAR");
    site.write("lists.key", "22".repeat(32));
    let second = Set::get(&site, "MILLAR");
    assert_ne!(second.head["set"], first.head["set"]);
    assert_ne!(second.head["items"], first.head["items"]);
    assert_ne!(second.own, first.own, "the hashes are under the new key");
    // Another head of the site, which still has the first key.
    site.write("lists.key", "11".repeat(32));
    assert_eq!(Set::get(&site, "MILLAR").own, first.own);
}

#[test]
fn a_set_has_nothing_of_patrons_who_were_loaded_under_another_key() {
    let site = site("offline = true\nhold = [\"patron\"]");
    let marked = |mark: &str| {
        site.database.run(&format!(
            "UPDATE offline_circ_lists SET details = '{{\"mark\":\"{mark}\"}}' \
             WHERE kind = 'patrons'"
        ));
        let _ = fs::remove_dir_all(site.path("output/known"));
        thread::sleep(REMEMBERED);
        Set::get(&site, "MILLAR")
    };
    let set = marked("0123");
    assert_eq!((&set.head["patrons"], set.patrons.len()), (&Value::Null, 0));
    let told = site.get("shapes.php").expect(200).json();
    assert_eq!(told["lists"]["set"], set.head["set"]);
    let mark = hex(&hash(&[0x11; 32], b"\0mark")[..8]);
    assert_eq!(marked(&mark).patrons.len(), 3);
}

#[test]
fn a_set_that_cannot_be_kept_is_answered_all_the_same() {
    let site = site("offline = true");
    let folder = site.path("output/known");
    fs::create_dir(&folder).unwrap();
    let mode = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
    mode(0o555);
    assert!(has(&Set::get(&site, "MILLAR").own, OWN));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    site.logs("offline-circ: unkept cause=");
    mode(0o700);
}

#[test]
fn while_the_lists_cannot_be_asked_no_desk_is_told_that_there_are_none() {
    let site = site("offline = true");
    let name = Set::get(&site, "MILLAR").head["set"].clone();
    let on_table = |right: &str| {
        let table = format!("{}.offline_circ_lists", site.database.name);
        site.database.run(
            &right
                .replace("TABLE", &table)
                .replace("USER", "offline_test@localhost"),
        );
        thread::sleep(REMEMBERED);
    };
    on_table("REVOKE SELECT ON TABLE FROM USER");
    let told = site.get("shapes.php").expect(200).json();
    assert_eq!(told.get("lists"), Some(&Value::Null));
    site.get("known.php?library=MILLAR").expect(503);
    assert!(site.path("output/known").exists());
    site.logs("offline-circ: unlisted ");
    on_table("GRANT SELECT ON TABLE TO USER");
    let told = site.get("shapes.php").expect(200).json();
    assert_eq!(told["lists"]["set"], name);
}

#[test]
fn without_offline_a_desk_is_told_the_age_and_gets_no_set() {
    let site = site("");
    let told = site.get("shapes.php").expect(200).json();
    assert_eq!(told["lists"]["set"], Value::Null);
    assert!(told["lists"]["items"].is_i64());
    site.get("known.php?library=MILLAR").expect(404);
    assert!(!site.path("output/known").exists());
}

#[test]
fn a_set_has_all_patrons_only_if_unknown_ones_are_held() {
    let site = site("offline = true\nhold = [\"patron\"]");
    let set = Set::get(&site, "MILLAR");
    assert_eq!(set.patrons.len(), 3);
    let good = hash(&edition_key(1), GOOD.as_bytes())[..8].to_vec();
    assert!(set.patrons.contains(&(good, u16::MAX)));
}

#[test]
fn without_the_tables_or_the_key_there_is_no_set() {
    let site = site("offline = true");
    fs::remove_file(site.path("lists.key")).unwrap();
    assert_eq!(
        site.get("shapes.php").expect(200).json()["lists"]["set"],
        Value::Null
    );
    site.get("known.php?library=MILLAR").expect(404);
    let without = Site::start();
    let answer = without.get("shapes.php").expect(200).json();
    assert_eq!(answer.get("lists"), None);
    without.get("known.php?library=MILLAR").expect(404);
}
