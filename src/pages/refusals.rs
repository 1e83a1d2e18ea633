//! What pages say of a line that Alma does not take, before the upload and after it: the same words.

use crate::circulation::foresee::Refusal;
use crate::messages::message;

/// Its name in a URL and in JSON.
pub fn name(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NoItem => "item-not-found",
        Refusal::NoPatron => "user-not-found",
        Refusal::Blocked => "blocked",
        Refusal::Expired => "expired",
        Refusal::OnLoan => "on-loan",
        Refusal::LaterAction => "later-action",
        Refusal::NotOnLoan => "not-on-loan",
    }
}

/// The refusal of this name.
pub fn named(wanted: &str) -> Option<Refusal> {
    Refusal::ALL
        .into_iter()
        .find(|refusal| name(*refusal) == wanted)
}

/// Its heading.
pub fn title(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NoItem => message!("pages.item-not-found"),
        Refusal::NoPatron => message!("pages.user-not-found"),
        Refusal::Blocked => message!("pages.blocked"),
        Refusal::Expired => message!("pages.expired"),
        Refusal::OnLoan => message!("pages.on-loan"),
        Refusal::LaterAction => message!("pages.later-action"),
        Refusal::NotOnLoan => message!("pages.not-on-loan"),
    }
}

/// What to do about it before the upload; `may_be_new` is whether a patron who is in no list may be
/// a new one.
pub fn advice(refusal: Refusal, may_be_new: bool) -> &'static str {
    match refusal {
        Refusal::NoItem => message!("pages.item-not-found-advice"),
        Refusal::NoPatron if may_be_new => message!("pages.user-may-be-new-advice"),
        Refusal::NoPatron => message!("pages.user-not-found-advice"),
        Refusal::Blocked => message!("pages.blocked-advice"),
        Refusal::Expired => message!("pages.expired-advice"),
        Refusal::OnLoan => message!("pages.on-loan-advice"),
        Refusal::LaterAction => message!("pages.later-action-advice"),
        Refusal::NotOnLoan => message!("pages.not-on-loan-advice"),
    }
}
