//! The steps of the sheet: what to do, what to scan for it, and what should happen then.
//!
//! `scripts/practice.js` knows them by their ids, and finds out by itself when one is done.

use serde::Serialize;

use crate::circulation::practice::Barcodes;
use crate::circulation::practice::bars::{self, Drawn};
use crate::circulation::scanning::Scanning;
use crate::messages::message;

/// One step.
#[derive(Debug, Serialize)]
pub struct Step {
    id: &'static str,
    /// What to do.
    does: String,
    /// What should happen.
    then: &'static str,
    /// What to scan.
    barcode: Option<Barcode>,
}

/// A barcode with its bars.
#[derive(Debug, Clone, Serialize)]
struct Barcode {
    text: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    drawn: Option<Drawn>,
}

/// The steps with these barcodes, as these settings have the keys.
pub fn of(barcodes: &Barcodes, scanning: &Scanning) -> Vec<Step> {
    let patron = |at: usize| {
        let text = &barcodes.patrons.as_ref()?[at];
        Barcode::new(text, message!("practice.patron", number = at + 1))
    };
    let item = |at: usize| {
        let text = &barcodes.items.as_ref()?[at];
        Barcode::new(text, message!("practice.item", number = at + 1))
    };
    let wrong = Barcode::new(barcodes.wrong, message!("practice.neither").to_owned());
    let discard = match scanning.keys.held() {
        None => message!("practice.discard-do-without-key").to_owned(),
        Some(key) => message!("practice.discard-do", key),
    };
    let check_in = match scanning.keys.check_in() {
        None => message!("practice.return-do-without-key").to_owned(),
        Some(key) => message!("practice.return-do", key),
    };
    let mut steps = vec![
        Step::new(
            "patron",
            message!("practice.patron-do"),
            message!("practice.patron-then"),
            patron(0),
        ),
        Step::new(
            "loan",
            message!("practice.loan-do"),
            message!("practice.loan-then"),
            item(0),
        ),
        Step::new(
            "second-loan",
            message!("practice.second-loan-do"),
            message!("practice.second-loan-then"),
            item(1),
        ),
        Step::new(
            "finish",
            message!("practice.finish-do"),
            message!("practice.finish-then"),
            None,
        ),
        Step::new(
            "place",
            message!("practice.place-do"),
            message!("practice.place-then"),
            item(0),
        ),
        Step::new(
            "wrong",
            message!("practice.wrong-do"),
            message!("practice.wrong-then"),
            wrong,
        ),
        Step::new(
            "next-patron",
            message!("practice.next-patron-do"),
            message!("practice.next-patron-then"),
            patron(1),
        ),
        Step::new(
            "third-loan",
            message!("practice.third-loan-do"),
            message!("practice.third-loan-then"),
            item(2),
        ),
        Step::new(
            "repeat",
            message!("practice.repeat-do"),
            message!("practice.repeat-then"),
            item(2),
        ),
        Step::new("discard", discard, message!("practice.discard-then"), None),
        Step::new(
            "return",
            check_in,
            message!("practice.return-then"),
            item(0),
        ),
        Step::new(
            "cut",
            message!("practice.cut-do"),
            message!("practice.cut-then"),
            item(1),
        ),
        Step::new(
            "connect",
            message!("practice.connect-do"),
            message!("practice.connect-then"),
            None,
        ),
        Step::new(
            "void",
            message!("practice.void-do"),
            message!("practice.void-then"),
            None,
        ),
    ];
    // Where the same item may come again at once, nothing is held.
    steps.retain(|step| step.id != "repeat" || scanning.repeat_minutes > 0);
    steps
}

impl Step {
    /// The same without the bars: a page that lists it draws none.
    pub fn undrawn(mut self) -> Self {
        if let Some(barcode) = &mut self.barcode {
            barcode.drawn = None;
        }
        self
    }

    fn new(
        id: &'static str,
        does: impl Into<String>,
        then: &'static str,
        barcode: Option<Barcode>,
    ) -> Self {
        Self {
            id,
            does: does.into(),
            then,
            barcode,
        }
    }
}

impl Barcode {
    fn new(text: &str, name: String) -> Option<Self> {
        Some(Self {
            text: text.to_owned(),
            name,
            drawn: Some(bars::draw(text)?),
        })
    }
}
