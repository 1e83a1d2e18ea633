//! MARCXML with the items in fields of their own, as Alma publishes it.
//!
//! Which field and subfield hold what is for each library to say, as `952$p`. Where `[lists.columns]`
//! says nothing, 876 is read as MARC 21 has it (`$p` is the barcode; the holding's library and call
//! number are in 852), and 952 as many catalogues have it.

use std::io::BufRead;

use super::xml;
use crate::circulation::known::KnownItem;
use crate::config::Columns;
use crate::messages::message;

/// A field and a subfield: `952$p`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    tag: String,
    code: String,
}

impl Place {
    fn parse(text: &str) -> Option<Self> {
        let (tag, code) = text.split_once('$')?;
        let is_place = tag.len() == 3 && code.chars().count() == 1;
        is_place.then(|| Self {
            tag: tag.to_owned(),
            code: code.to_owned(),
        })
    }
}

/// Where an item's values are.
struct Places {
    barcode: Place,
    library: Option<Place>,
    call_number: Option<Place>,
    on_loan: Option<Place>,
}

/// A field with its subfields.
#[derive(Default)]
struct Field {
    tag: String,
    subfields: Vec<(String, String)>,
}

impl Field {
    fn get(&self, place: Option<&Place>) -> Option<&str> {
        let place = place.filter(|place| place.tag == self.tag)?;
        let mut subfields = self.subfields.iter();
        let found = subfields.find(|(code, _)| *code == place.code);
        found.map(|(_, text)| text.as_str())
    }
}

fn places(columns: &Columns) -> Vec<Places> {
    let place = |text: &str| Place::parse(text);
    if let Some(barcode) = place(&columns.barcode) {
        return vec![Places {
            barcode,
            library: place(&columns.item_library),
            call_number: place(&columns.call_number),
            on_loan: place(&columns.on_loan),
        }];
    }
    let usual = [["876$p", "852$b", "852$h"], ["952$p", "952$b", "952$o"]];
    let of = |[barcode, library, call_number]: [&str; 3]| {
        Some(Places {
            barcode: place(barcode)?,
            library: place(library),
            call_number: place(call_number),
            on_loan: None,
        })
    };
    usual.into_iter().filter_map(of).collect()
}

/// Gives each item to `add`. Returns how many there were.
pub fn read(
    file: &str,
    content: impl BufRead,
    columns: &Columns,
    mut add: impl FnMut(KnownItem),
) -> Result<u64, String> {
    let places = places(columns);
    let (mut items, mut users) = (0, 0);
    let mut fields: Vec<Field> = Vec::new();
    let mut subfields = Vec::new();
    xml::read(file, content, |element| match element.name() {
        "subfield" => {
            let code = element.attribute("code").to_owned();
            subfields.push((code, element.text.to_owned()));
        }
        "datafield" => fields.push(Field {
            tag: element.attribute("tag").to_owned(),
            subfields: std::mem::take(&mut subfields),
        }),
        "record" => {
            for item in items_of(&std::mem::take(&mut fields), &places) {
                items += 1;
                add(item);
            }
        }
        "user" => users += 1,
        _ => {}
    })?;
    match (items, users) {
        (0, 1..) => Err(message!("lists.is-of-patrons", file)),
        (0, 0) => {
            let all: Vec<String> = places
                .iter()
                .map(|places| format!("{}${}", places.barcode.tag, places.barcode.code))
                .collect();
            Err(message!(
                "lists.no-items-in-xml",
                file,
                field = all.join(", ")
            ))
        }
        _ => Ok(items),
    }
}

/// The items of one record.
fn items_of(fields: &[Field], places: &[Places]) -> Vec<KnownItem> {
    let title_place = |code: &str| Place::parse(&format!("245${code}"));
    let title = |field: &Field| {
        let parts =
            ["a", "b"].map(|code| field.get(title_place(code).as_ref()).unwrap_or_default());
        parts.join(" ").trim_end_matches([' ', '/', ':']).to_owned()
    };
    let title = fields.iter().find(|field| field.tag == "245").map(title);
    let mut items = Vec::new();
    for places in places {
        for field in fields {
            let Some(barcode) = field
                .get(Some(&places.barcode))
                .filter(|text| !text.is_empty())
            else {
                continue;
            };
            // What the item's own field does not have, the holding has, if there is only one.
            let value = |place: Option<&Place>| {
                let of_holding = || {
                    let mut others = fields.iter().filter_map(|field| field.get(place));
                    others.next().filter(|_| others.next().is_none())
                };
                field
                    .get(place)
                    .or_else(of_holding)
                    .unwrap_or_default()
                    .to_owned()
            };
            items.push(KnownItem {
                barcode: barcode.to_owned(),
                library: value(places.library.as_ref()),
                call_number: value(places.call_number.as_ref()),
                title: title.clone().unwrap_or_default(),
                on_loan: places.on_loan.as_ref().and_then(|place| {
                    super::columns::is_yes(field.get(Some(place)).unwrap_or_default())
                }),
            });
        }
        if !items.is_empty() {
            break;
        }
    }
    items
}
