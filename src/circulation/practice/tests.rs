//! Whatever a library's barcodes look like, those for practice are taken there.

use super::*;

fn scanning(toml: &str) -> Scanning {
    toml::from_str(toml).unwrap()
}

/// The barcodes for these settings, of which each is judged anew.
#[track_caller]
fn made(toml: &str, shapes: &Shapes) -> Barcodes {
    let scanning = scanning(toml);
    let barcodes = Barcodes::new(&scanning, shapes);
    let judge = Judge::new(&scanning, shapes);
    for patron in barcodes.patrons.iter().flatten() {
        assert_eq!(judge.patron(patron).doubt, None, "{toml}: {patron}");
    }
    for item in barcodes.items.iter().flatten() {
        assert_eq!(judge.item(item).doubt, None, "{toml}: {item}");
    }
    assert!(judge.item(barcodes.wrong).doubt.is_some(), "{toml}");
    let all = barcodes.patrons.iter().flatten();
    let mut all: Vec<&String> = all.chain(barcodes.items.iter().flatten()).collect();
    let n = all.len();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), n, "{toml}: {all:?}");
    barcodes
}

fn texts<const N: usize>(barcodes: Option<[String; N]>) -> String {
    barcodes.map_or_else(|| "none".to_owned(), |all| all.join(" "))
}

#[test]
fn where_nothing_is_known_they_are_codabar_with_check_digits() {
    for toml in ["", "check_digit = \"codabar14\"", "check_digit = \"none\""] {
        let barcodes = made(toml, &Shapes::default());
        assert_eq!(
            texts(barcodes.patrons),
            "20000000000014 20000000000022",
            "{toml}"
        );
        assert_eq!(
            texts(barcodes.items),
            "30000000000012 30000000000020 30000000000038",
            "{toml}"
        );
        assert_eq!(barcodes.wrong, "9780000000002");
    }
}

#[test]
fn they_fit_the_patterns_of_the_site() {
    let patterns = [
        ("(P[0-9]+)", "3[0-9]{13}|DVD", "P0000000", "3000000000"),
        ("^;([A-Z0-9]+)=", "b([0-9]{7})x", ";0000000", "b0000"),
        ("^(.+)$", "[A-Z]{2}-\\\\d{4,6}", "000", "AA-000"),
        ("(?:a|b)([0-9]{5})", "[^0-9]{2}\\\\w+", "a000", "AA0000"),
    ];
    for (patron, item, patrons, items) in patterns {
        let toml = format!("patron_pattern = \"{patron}\"\nitem_pattern = \"{item}\"");
        let barcodes = made(&toml, &Shapes::default());
        let patron = &barcodes.patrons.as_ref().unwrap()[0];
        assert!(patron.starts_with(patrons), "{toml}: {barcodes:?}");
        assert!(
            barcodes.items.as_ref().unwrap()[0].starts_with(items),
            "{toml}: {barcodes:?}"
        );
    }
}

#[test]
fn they_have_the_shape_that_is_ordinary_here() {
    let mut seen = Shapes::default();
    for n in 1..=200 {
        seen.items.count(&format!("B{n:06}"));
        seen.patrons.count(&format!("4{n:07}"));
    }
    let barcodes = made("", &seen);
    assert!(barcodes.items.unwrap()[0].starts_with("B0000"));
    let patrons = barcodes.patrons.unwrap();
    assert!(
        patrons[0].starts_with("40000") && patrons[0].len() == 8,
        "{patrons:?}"
    );
}

#[test]
fn what_is_wrong_is_so_where_a_books_number_is_an_item() {
    let barcodes = made("item_pattern = \"[0-9]{13,14}\"", &Shapes::default());
    assert_eq!(barcodes.wrong, "NOREAD");
}

#[test]
fn where_none_fits_there_is_none() {
    let barcodes = made(
        "item_pattern = \"DVD\"\npatron_pattern = \"(\u{e9}+)\"",
        &Shapes::default(),
    );
    assert_eq!((barcodes.patrons, barcodes.items), (None, None));
}
