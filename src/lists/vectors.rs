//! The rules that the scripts of the scanning page have as well, on the cases in
//! `tests/vectors/lists.json`.

use serde::Deserialize;

use super::filter::{Spot, bits};
use super::key::{Digest, Key, fold};
use crate::hex;

#[derive(Deserialize)]
struct Cases {
    key: String,
    folds: Vec<Fold>,
    hashes: Vec<Hash>,
    bits: Vec<Bits>,
}

#[derive(Deserialize)]
struct Fold {
    text: String,
    folded: String,
}

#[derive(Deserialize)]
struct Hash {
    text: String,
    prefix: String,
}

#[derive(Deserialize)]
struct Bits {
    text: String,
    of: u64,
    #[serde(rename = "bits")]
    expected: Vec<u64>,
}

#[test]
fn identifiers_hashes_and_bits_are_those_of_the_scripts() {
    let cases = include_str!("../../tests/vectors/lists.json");
    let cases: Cases = serde_json::from_str(cases).unwrap();
    let key: Digest = hex::bytes(&cases.key).unwrap().try_into().unwrap();
    let key = Key::of_bytes(&key);
    for Fold { text, folded } in cases.folds {
        assert_eq!(fold(&text), folded, "{text:?}");
    }
    for Hash { text, prefix } in cases.hashes {
        assert_eq!(hex::digits(&key.hash(&text)[..8]), prefix, "{text:?}");
    }
    for case in cases.bits {
        let spot = Spot::of(&key.hash_exactly(case.text.as_bytes()));
        assert_eq!(bits(spot, case.of), case.expected, "{}", case.text);
    }
}
