//! The predictor beside the referee for Alma: on random days they agree about every line.

#[path = "../referee/mod.rs"]
mod referee;

mod day;
mod draw;

use day::{Day, Knowledge};
use offline_circ::circulation::foresee::{Outlook, Refusal};
use referee::{Alma, Item, Outcome, User, report};

const DAYS: u64 = 10_000;

/// Of each outlook, whether this is what came of the line.
fn came_true(outlook: Outlook, outcome: &Outcome) -> bool {
    let said = outcome.as_ref().err();
    let says = |words: &str| said.is_some_and(|said| said.starts_with(words));
    match outlook {
        Outlook::Taken => said.is_none(),
        Outlook::Open => true,
        Outlook::Refused(Refusal::NoItem) => says("Item not found."),
        Outlook::Refused(Refusal::NoPatron) => says("User not found."),
        Outlook::Refused(Refusal::Blocked) => says("The patron has a block on their account."),
        Outlook::Refused(Refusal::Expired) => says("The patron's account has expired."),
        Outlook::Refused(Refusal::OnLoan) => says("Item is currently on loan by another patron."),
        Outlook::Refused(Refusal::LaterAction) => says("A later action on this item happened."),
        Outlook::Refused(Refusal::NotOnLoan) => says("Return item failed, item was not on loan."),
    }
}

/// Goes through the days with lists like this, and counts how often each thing was foreseen.
fn go_through(days: impl Iterator<Item = u64>, knowledge: Knowledge) -> Vec<(Outlook, usize)> {
    let mut counts: Vec<(Outlook, usize)> = Vec::new();
    for seed in days {
        let mut day = Day::random(seed, knowledge);
        let foreseen = day.foresee();
        let outcomes = day.upload();
        assert_eq!(foreseen.len(), outcomes.len());
        for (at, (outlook, outcome)) in foreseen.into_iter().zip(&outcomes).enumerate() {
            let line = &day.lines()[at];
            let agree = came_true(outlook, outcome) || day.may_err(line, outlook);
            assert!(
                agree,
                "day {seed}, line {at}: foreseen {outlook:?}, but {outcome:?}\n{day}"
            );
            let is_open = outlook == Outlook::Open;
            assert!(
                !is_open || day.is_unsure(line),
                "day {seed}, line {at}: {outcome:?} could have been foreseen\n{day}"
            );
            match counts.iter_mut().find(|(counted, _)| *counted == outlook) {
                Some((_, count)) => *count += 1,
                None => counts.push((outlook, 1)),
            }
        }
    }
    counts
}

#[test]
fn predictor_and_referee_agree_about_every_line_of_ten_thousand_days() {
    let counts = go_through(0..DAYS, Knowledge::Complete);
    let count = |outlook| {
        let found = counts.iter().find(|(counted, _)| *counted == outlook);
        found.map_or(0, |(_, count)| *count)
    };
    for refusal in Refusal::ALL {
        let count = count(Outlook::Refused(refusal));
        assert!(count > 1_000, "{refusal:?} came {count} times only");
    }
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    assert!(count(Outlook::Open) < all / 10, "too much is open");
}

#[test]
fn with_lists_that_do_not_say_all_nothing_false_is_foreseen() {
    go_through(0..DAYS / 5, Knowledge::NoLoans);
    go_through(0..DAYS / 5, Knowledge::NewPatrons);
}

#[test]
fn the_referee_does_what_the_documentation_says() {
    let mut alma = Alma::default();
    let day = |text: &str| text.parse().expect("a day");
    let [ada, bo] = [["21", "ADA"], ["22", "bo"]];
    let user = User {
        expires: Some(day("2015-08-27")),
        ..User::default()
    };
    let ada = alma.add_user(&ada, user);
    alma.add_user(&bo, User::default());
    let blocked = User {
        is_blocked: true,
        ..User::default()
    };
    alma.add_user(&["23"], blocked);
    let mine = Item {
        holder: Some(ada),
        ..Item::default()
    };
    alma.items.insert("1".to_owned(), mine);
    alma.items.insert("2 a".to_owned(), Item::default());
    let lines = [
        ("201508271000L", "1", "ada"),
        ("201508271001L", "1", "BO"),
        ("201508271000R", "1", ""),
        ("201508270959L", "1", "bo"),
        ("201508271000L", "1", "bo"),
        ("201508271000R", "2 a", ""),
        ("201508280000L", "2 a", "21"),
        ("201508271000L", "2 a", "23"),
        ("201508271000L", "2 a", "24"),
        ("201508271000R", "3", ""),
    ];
    let lines = lines.map(|(head, item, user)| format!("{head}{item:<80}{user}\r\n"));
    let outcomes = alma.load(lines.concat().as_bytes(), day("2015-10-01"));
    let expected = "\
        1\tItem is currently on loan by another patron. Barcode: 1\r\n\
        2\tA later action on this item happened. Barcode: 1\r\n\
        3\tReturn item failed, item was not on loan. Barcode: 2 a\r\n\
        4\tThe patron's account has expired. Barcode: 21\r\n\
        5\tThe patron has a block on their account. Barcode: 23\r\n\
        6\tUser not found. Barcode: 24\r\n\
        7\tItem not found. Barcode: 3\r\n";
    assert_eq!(report(&outcomes), expected);
    assert_eq!(alma.items["1"].due, Some(day("2015-10-01")));
    let outcomes = alma.load(lines[4].as_bytes(), day("2015-08-28"));
    assert_eq!(outcomes, [Ok(())]);
    assert_eq!(alma.items["1"].due, Some(day("2015-09-24")));
}
