//! A referee for Alma: does with the bytes of a `.dat` file what its documentation says.
//!
//! It knows nothing of the program: it reads columns by itself, and has items and users with all that
//! Alma knows of them, such as who has an item. Its rules: lines count in the order of the file. A line
//! fails if the item or the user is not found, if the user is blocked or the account was not good any
//! more, if a later action on the item happened, if somebody else has the item, or if a return finds it
//! on the shelf. What fails changes nothing. A loan to whoever has the item renews it. A due date
//! follows the loan's date, and is never in the past.

use std::collections::HashMap;

use chrono::{Days, NaiveDate, NaiveDateTime};

/// Days of a loan.
const LOAN: Days = Days::new(28);

/// What Alma knows of a user.
#[derive(Debug, Clone, Default)]
pub struct User {
    pub is_blocked: bool,
    /// The last day on which they may borrow.
    pub expires: Option<NaiveDate>,
}

/// What Alma knows of an item.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// Who has it, by the number that [`Alma::add_user`] gave.
    pub holder: Option<usize>,
    pub due: Option<NaiveDate>,
    /// When the last thing was done with it that the files tell of.
    pub last: Option<NaiveDateTime>,
}

/// All that Alma knows.
#[derive(Debug, Clone, Default)]
pub struct Alma {
    pub items: HashMap<String, Item>,
    pub users: Vec<User>,
    identifiers: HashMap<String, usize>,
}

/// What came of a line: nothing, or Alma's sentence.
pub type Outcome = Result<(), String>;

impl Alma {
    /// Adds a user with these identifiers, in which upper and lower case are the same.
    pub fn add_user(&mut self, identifiers: &[&str], user: User) -> usize {
        let number = self.users.len();
        self.users.push(user);
        let folded = identifiers.iter().map(|text| text.to_lowercase());
        self.identifiers.extend(folded.map(|text| (text, number)));
        number
    }

    /// Loads a file on this day, and says of each line what came of it.
    pub fn load(&mut self, dat: &[u8], today: NaiveDate) -> Vec<Outcome> {
        let text = std::str::from_utf8(dat).expect("the file is UTF-8");
        assert!(text.is_empty() || text.ends_with("\r\n"), "a torn file");
        let lines = text.split_terminator("\r\n");
        lines.map(|line| self.take(line, today)).collect()
    }

    fn take(&mut self, line: &str, today: NaiveDate) -> Outcome {
        let characters: Vec<char> = line.chars().collect();
        let column = |from: usize, to: usize| -> String {
            characters[from..to.min(characters.len())].iter().collect()
        };
        assert!(characters.len() >= 93, "a short line: {line:?}");
        let time = NaiveDateTime::parse_from_str(&column(0, 12), "%Y%m%d%H%M");
        let time = time.expect("twelve digits of a time");
        let barcode = column(13, 93).trim_end().to_owned();
        let identifier = column(93, usize::MAX);
        let says = |sentence: &str, barcode: &str| Err(format!("{sentence}. Barcode: {barcode}"));
        let Some(item) = self.items.get_mut(&barcode) else {
            return says("Item not found", &barcode);
        };
        let is_late = item.last.is_some_and(|last| last > time);
        let late = || says("A later action on this item happened", &barcode);
        match column(12, 13).as_str() {
            "R" => {
                assert_eq!(identifier, "", "a return names nobody");
                if is_late {
                    return late();
                }
                if item.holder.is_none() {
                    return says("Return item failed, item was not on loan", &barcode);
                }
                (item.holder, item.due) = (None, None);
            }
            "L" => {
                let Some(&number) = self.identifiers.get(&identifier.to_lowercase()) else {
                    return says("User not found", &identifier);
                };
                let user = &self.users[number];
                if user.is_blocked {
                    return says("The patron has a block on their account", &identifier);
                }
                if user.expires.is_some_and(|last| last < time.date()) {
                    return says("The patron's account has expired", &identifier);
                }
                if is_late {
                    return late();
                }
                if item.holder.is_some_and(|holder| holder != number) {
                    return says("Item is currently on loan by another patron", &barcode);
                }
                item.holder = Some(number);
                item.due = Some((time.date() + LOAN).max(today));
            }
            other => panic!("a line that is no loan and no return: {other:?}"),
        }
        item.last = Some(time);
        Ok(())
    }
}

/// The failures as a person copies them from Alma's page.
pub fn report(outcomes: &[Outcome]) -> String {
    let failures = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
    let lines = (1..).zip(failures);
    lines
        .map(|(n, said)| format!("{n}\t{said}\r\n"))
        .collect::<Vec<_>>()
        .concat()
}
