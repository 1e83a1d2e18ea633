//! Whose barcode a text is, where nobody says so: only what speaks for one role and not for the
//! other counts.

use super::{Judge, Judged, LEAST, Role};
use crate::circulation::check_digits::is_codabar14;
use crate::circulation::scan::{take_off, trim};
use crate::circulation::scanning::CheckDigit;

/// Whose barcode a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort<'t> {
    /// This role's: the barcode without what a scanner adds.
    Of(Role, &'t str),
    /// It may be of either role.
    Either(&'t str),
    /// Nothing here says that it is a barcode at all.
    Unknown,
}

impl Judge<'_> {
    /// Whose barcode this text is.
    pub fn sort<'t>(&self, text: &'t str) -> Sort<'t> {
        let is = |role| self.speaks_for(role, text);
        match (is(Role::Item), is(Role::Patron)) {
            (true, true) => Sort::Either(self.barcode_in(Role::Item, text)),
            (true, false) => Sort::Of(Role::Item, self.barcode_in(Role::Item, text)),
            (false, true) => Sort::Of(Role::Patron, self.barcode_in(Role::Patron, text)),
            (false, false) => Sort::Unknown,
        }
    }

    /// Whether there is anything by which barcodes of this role are known.
    pub fn knows(&self, role: Role) -> bool {
        let has_pattern = match role {
            Role::Item => self.tells_items,
            Role::Patron => self.own_patron.is_some(),
        };
        has_pattern || self.has_codabar14() || self.tally(role).has_enough()
    }

    /// The barcode of a text that is said to be of this role, and why it cannot be one.
    pub fn barcode_of<'t>(&self, role: Role, text: &'t str) -> Judged<'t> {
        match role {
            Role::Item => self.item(text),
            Role::Patron => self.patron(text),
        }
    }

    fn barcode_in<'t>(&self, role: Role, text: &'t str) -> &'t str {
        self.barcode_of(role, text).barcode
    }

    fn speaks_for(&self, role: Role, text: &str) -> bool {
        let judged = self.barcode_of(role, text);
        let (scanned, bare) = (trim(text), take_off(trim(text)).0);
        let fits = || match role {
            Role::Item => self.tells_items && super::fits(self.item.as_ref(), scanned),
            Role::Patron => super::fits(self.own_patron.as_ref(), scanned),
        };
        let is_whole = role == Role::Item || judged.barcode == bare;
        let is_codabar =
            || self.has_codabar14() && is_codabar14(bare) && bare.starts_with(role.first_digit());
        let is_ordinary = || is_whole && self.tally(role).is_ordinary(judged.barcode, LEAST);
        judged.doubt.is_none() && (fits() || is_codabar() || is_ordinary())
    }

    fn has_codabar14(&self) -> bool {
        self.scanning.check_digit == CheckDigit::Codabar14
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circulation::scanning::Scanning;
    use crate::circulation::shapes::Shapes;

    fn scanning(toml: &str) -> Scanning {
        toml::from_str(toml).unwrap()
    }

    #[test]
    fn nothing_is_told_where_nothing_is_known() {
        let (scanning, shapes) = (Scanning::default(), Shapes::default());
        let judge = Judge::new(&scanning, &shapes);
        assert_eq!(judge.sort("31234000000001"), Sort::Unknown);
        assert!(!judge.knows(Role::Item) && !judge.knows(Role::Patron));
    }

    #[test]
    fn settings_and_what_was_seen_tell_patrons_from_items() {
        let item = Sort::Of(Role::Item, "31234000000001");
        let patron = Sort::Of(Role::Patron, "21234000000001");
        let mut seen = Shapes::default();
        for n in 0..60 {
            seen.items.count(&format!("31234{n:09}"));
            seen.patrons.count(&format!("21234{n:09}"));
        }
        let none = Shapes::default();
        let patterns = "item_pattern = \"3[0-9]{13}\"\npatron_pattern = \"(2[0-9]{13})\"";
        for (toml, shapes) in [(patterns, &none), ("check_digit = \"none\"", &seen)] {
            let scanning = scanning(toml);
            let judge = Judge::new(&scanning, shapes);
            assert_eq!(judge.sort("31234000000001"), item, "{toml}");
            assert_eq!(judge.sort(" *31234000000001* "), item, "{toml}");
            assert_eq!(judge.sort("21234000000001"), patron, "{toml}");
            for other in ["3123400000000", "Lovelace", "3.1234E+13", ""] {
                assert_eq!(judge.sort(other), Sort::Unknown, "{toml}: {other}");
            }
        }
        let codabar = scanning("check_digit = \"codabar14\"");
        let judge = Judge::new(&codabar, &none);
        assert_eq!(
            judge.sort("31234777777770"),
            Sort::Of(Role::Item, "31234777777770")
        );
        assert_eq!(judge.sort("31234777777771"), Sort::Unknown);
    }

    #[test]
    fn what_can_be_no_barcode_is_none_although_it_fits_a_pattern() {
        let (scanning, shapes) = (
            scanning("item_pattern = \"[A-Z0-9]{5}\""),
            Shapes::default(),
        );
        let judge = Judge::new(&scanning, &shapes);
        assert_eq!(judge.sort("ERROS"), Sort::Of(Role::Item, "ERROS"));
        assert_eq!(judge.sort("ERROR"), Sort::Unknown);
    }

    #[test]
    fn barcodes_that_both_have_may_be_either() {
        let mut seen = Shapes::default();
        for n in 0..60 {
            seen.items.count(&format!("31234{n:09}"));
            seen.patrons.count(&format!("31234{n:09}"));
        }
        let scanning = scanning("check_digit = \"none\"");
        let judge = Judge::new(&scanning, &seen);
        assert_eq!(judge.sort("31234000000001"), Sort::Either("31234000000001"));
    }
}
