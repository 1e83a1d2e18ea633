//! What a list is like, in sentences for whoever loads it.

use super::Report;
use crate::ledger::lists::ListKind;
use crate::messages::message;

impl Report {
    /// The numbers, one sentence each. What nobody has to look at is not said.
    pub fn sentences(&self, kind: ListKind) -> Vec<String> {
        let (rows, entries, fitting) = (self.rows, self.entries, self.fitting);
        let mut said = match kind {
            ListKind::Items => vec![message!("lists.items", rows, entries)],
            ListKind::Patrons => {
                let (people, blocked, expired) = (self.people, self.blocked, self.expired);
                vec![
                    message!("lists.patrons", rows, people, entries),
                    message!("lists.blocked", blocked, expired),
                ]
            }
        };
        if let Some(before) = self.before {
            said.push(message!("lists.before", before));
        }
        said.push(message!("lists.fitting", fitting));
        let odd @ [doubles, unreadable, rounded] = [self.doubles, self.unreadable, self.rounded];
        if odd.iter().any(|count| *count > 0) {
            said.push(message!("lists.odd", doubles, unreadable, rounded));
        }
        said.extend(self.libraries.iter().map(|library| {
            let (name, items) = (&library.name, library.items);
            match &library.code {
                Some(code) => message!("lists.library", items, name, code),
                None => message!("lists.other-library", items, name),
            }
        }));
        let is_ours = self.libraries.iter().any(|library| library.code.is_some());
        if !self.libraries.is_empty() && !is_ours {
            said.push(message!("lists.no-library-of-ours").to_owned());
        }
        said
    }
}
