use super::*;
use crate::circulation::known::{KnownItem, KnownPatron};

const ITEM: &str = "31234000000001";

/// What the lists have: an item with this state, and a patron whom Alma lends to.
struct Lists {
    item: Option<KnownItem>,
    patron: Option<KnownPatron>,
}

fn lists(on_loan: Option<bool>) -> Lists {
    let item = KnownItem {
        barcode: ITEM.to_owned(),
        on_loan,
        ..KnownItem::default()
    };
    Lists {
        item: Some(item),
        patron: Some(KnownPatron::default()),
    }
}

impl Lists {
    fn found(&self) -> Found<'_> {
        Found {
            item: Some(self.item.as_ref()),
            patron: Some(self.patron.as_ref()),
        }
    }
}

fn time(clock: &str) -> DateTime<Utc> {
    format!("2026-11-{clock}Z").parse().unwrap()
}

/// What comes of lines such as `28T09:30:00 L A` and `28T09:30:00 R`.
fn outlooks(foresight: &mut Foresight, found: Found<'_>, lines: &[&str]) -> Vec<Outlook> {
    let outlook = |line: &&str| {
        let words: Vec<&str> = line.split(' ').collect();
        let at = time(words[0]);
        let patron = words.get(2).unwrap_or(&"");
        let stamp = at.format("%Y%m%d%H%M%S");
        let line = format!("M,{stamp},{},{ITEM},,{patron}", words[1]);
        let record = Record::parse(&line, |_| true).unwrap();
        foresight.next(&record, at, found)
    };
    lines.iter().map(outlook).collect()
}

fn after_the_list(lists: &Lists, lines: &[&str]) -> Vec<Outlook> {
    let mut foresight = Foresight::new(Some(time("28T03:00:00")), false);
    outlooks(&mut foresight, lists.found(), lines)
}

use Outlook::{Open, Refused, Taken};
use Refusal::{Blocked, Expired, LaterAction, NoItem, NoPatron, NotOnLoan, OnLoan};

#[test]
fn a_return_fails_if_nobody_has_the_item() {
    let lines = ["28T09:30:00 R", "28T09:31:00 R"];
    let expected = |first| [first, Refused(NotOnLoan)];
    assert_eq!(
        after_the_list(&lists(Some(false)), &lines),
        expected(Refused(NotOnLoan))
    );
    assert_eq!(after_the_list(&lists(Some(true)), &lines), expected(Taken));
    assert_eq!(after_the_list(&lists(None), &lines), expected(Open));
}

#[test]
fn a_loan_to_who_has_the_item_is_a_renewal_and_to_another_patron_fails() {
    let lines = [
        "28T09:30:00 L D77",
        "28T09:31:00 L d77",
        "28T09:32:00 L B",
        "28T09:33:00 L D77",
        "28T09:34:00 R",
        "28T09:35:00 L B",
    ];
    let expected = [Taken, Taken, Refused(OnLoan), Taken, Taken, Taken];
    assert_eq!(after_the_list(&lists(Some(false)), &lines), expected);
    // Whoever has it may be either.
    let expected = [Open, Open, Open, Open, Taken, Taken];
    assert_eq!(after_the_list(&lists(Some(true)), &lines), expected);
}

#[test]
fn what_fails_changes_nothing() {
    let mut lists = lists(Some(false));
    lists.patron = Some(KnownPatron {
        is_blocked: true,
        ..KnownPatron::default()
    });
    let lines = ["28T09:30:00 L A", "28T09:31:00 R"];
    let expected = [Refused(Blocked), Refused(NotOnLoan)];
    assert_eq!(after_the_list(&lists, &lines), expected);
    lists.patron = Some(KnownPatron {
        expires: "2026-11-27".parse().ok(),
        ..KnownPatron::default()
    });
    let expected = [Refused(Expired), Refused(NotOnLoan)];
    assert_eq!(after_the_list(&lists, &lines), expected);
    lists.patron = None;
    let expected = [Refused(NoPatron), Refused(NotOnLoan)];
    assert_eq!(after_the_list(&lists, &lines), expected);
    lists.item = None;
    assert_eq!(after_the_list(&lists, &lines), [Refused(NoItem); 2]);
}

#[test]
fn a_loan_to_a_patron_who_may_be_new_may_be_taken() {
    let mut lists = lists(Some(false));
    lists.patron = None;
    let mut foresight = Foresight::new(Some(time("28T03:00:00")), true);
    let lines = ["28T09:30:00 L A", "28T09:31:00 R", "28T09:32:00 R"];
    let expected = [Refused(NoPatron), Open, Refused(NotOnLoan)];
    assert_eq!(outlooks(&mut foresight, lists.found(), &lines), expected);
}

#[test]
fn a_line_that_comes_after_a_later_one_of_its_item_is_ignored() {
    let lines = [
        "28T09:30:40 L A",
        "28T09:30:10 R",
        "28T09:29:59 L B",
        "28T09:30:00 L B",
    ];
    let expected = [Taken, Taken, Refused(LaterAction), Taken];
    assert_eq!(after_the_list(&lists(Some(false)), &lines), expected);
    // Nothing happened before the second line if the first one failed.
    let lines = ["28T09:30:00 R", "28T09:29:00 L A", "28T09:28:00 R"];
    let expected = [Refused(NotOnLoan), Taken, Refused(LaterAction)];
    assert_eq!(after_the_list(&lists(Some(false)), &lines), expected);
}

#[test]
fn a_list_without_what_is_asked_says_nothing() {
    let none = Found {
        item: None,
        patron: None,
    };
    let mut foresight = Foresight::new(None, false);
    let lines = ["28T09:30:00 L A", "28T09:31:00 R", "28T09:32:00 R"];
    let expected = [Open, Taken, Refused(NotOnLoan)];
    assert_eq!(outlooks(&mut foresight, none, &lines), expected);
    let mut foresight = Foresight::new(None, false);
    let found = lists(Some(false));
    let lines = ["28T09:30:00 R"];
    assert_eq!(outlooks(&mut foresight, found.found(), &lines), [Open]);
}

#[test]
fn after_two_days_nothing_is_known_of_an_item_any_more() {
    let found = lists(Some(false));
    assert_eq!(
        after_the_list(&found, &["30T03:00:00 R", "30T03:00:01 R"]),
        [Refused(NotOnLoan), Open]
    );
    let lines = ["28T09:30:00 L A", "30T09:30:00 L B", "30T09:31:00 L B"];
    let expected = [Taken, Refused(OnLoan), Open];
    assert_eq!(after_the_list(&found, &lines), expected);
}

#[test]
fn of_an_item_with_many_patrons_nothing_is_known() {
    let mut foresight = Foresight::new(None, false);
    let lines: Vec<String> = (10..60).map(|n| format!("28T09:{n}:00 L P{n}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let found = lists(None);
    let outlooks = outlooks(&mut foresight, found.found(), &lines);
    assert_eq!(outlooks, [Open; 50]);
}
