//! Which records the table shows, and in which order: what the query of the URL, or the form of
//! the filter, asks for.
//!
//! Every query is a view: a value that is not one of those offered counts as not given. A text
//! that is searched for is a barcode or a name: it is in a query only sealed, so that the URL
//! can be opened again, by Back and Reload too, and shows nobody whom it is about.

use std::cmp::Ordering;

use serde::Serialize;

use super::findings::{Found, Topic};
use crate::circulation::library::NO_CODE;
use crate::circulation::record::{Kind, Record};
use crate::http::request::Form;
use crate::messages::{Code, code};
use crate::seal::Seal;

/// The field of a text that somebody types.
pub const TEXT: &str = "text";
/// The same in a query: sealed.
const FOUND: &str = "find";
/// What it is sealed for.
const SEARCH: &str = "search";
/// Characters of a text: no value in the table is as long.
const LONGEST: usize = 100;

/// What is asked for; the default is every record in the order of the file to come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// Only the records of a finding.
    pub check: Option<Topic>,
    /// Only those of a library; `""` are those without one.
    pub library: Option<String>,
    /// Only loans, or only returns.
    pub kind: Option<Kind>,
    /// Only those with this text in item, patron, call number or name; `""` is any.
    pub text: String,
    /// The text as a query has it.
    sealed: String,
    /// Whether the query has a text that cannot be read any more.
    pub is_lost: bool,
    sort: Column,
    is_descending: bool,
    page: usize,
}

/// What the table can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Column {
    Library,
    #[default]
    Time,
    Kind,
    Item,
    Patron,
}

impl Column {
    /// In the order of the table, with name and heading.
    const ALL: [(Self, &str, Code); 5] = [
        (Self::Library, "library", code!("pages.column-library")),
        (Self::Time, "time", code!("pages.column-time")),
        (Self::Kind, "type", code!("pages.column-kind")),
        (Self::Item, "item", code!("pages.column-item")),
        (Self::Patron, "patron", code!("pages.column-patron")),
    ];

    fn compare(self, a: &Record, b: &Record) -> Ordering {
        match self {
            Self::Library => a.library.cmp(&b.library),
            Self::Time => a.timestamp.cmp(&b.timestamp),
            Self::Kind => a.kind.cmp(&b.kind),
            Self::Item => a.item_barcode.cmp(&b.item_barcode),
            Self::Patron => a.patron_barcode.cmp(&b.patron_barcode),
        }
    }
}

/// The heading of a column: where it leads, and how the table is sorted by it now.
#[derive(Serialize)]
pub struct Heading {
    text: &'static str,
    href: String,
    sorted: Option<&'static str>,
}

impl View {
    /// The view of a query string or of the form; `known` says which libraries are offered.
    pub fn parse(form: &Form, seal: &Seal, known: impl Fn(&str) -> bool) -> Self {
        let plain: String = form.trimmed(TEXT).chars().take(LONGEST).collect();
        let found = Some(form.trimmed(FOUND)).filter(|sealed| !sealed.is_empty());
        let opened = found.and_then(|sealed| Some((seal.open(SEARCH, sealed)?, sealed.to_owned())));
        let is_lost = plain.is_empty() && found.is_some() && opened.is_none();
        let (text, sealed) = match opened {
            Some(opened) if plain.is_empty() => opened,
            _ if plain.is_empty() => Default::default(),
            _ => {
                let sealed = seal.close(SEARCH, &plain);
                (plain, sealed)
            }
        };
        let sort = Column::ALL
            .into_iter()
            .find(|(_, name, _)| *name == form.trimmed("sort"));
        Self {
            check: Topic::named(form.trimmed("check")),
            library: form
                .get("library")
                .filter(|code| *code != NO_CODE && known(code))
                .map(str::to_owned),
            kind: Kind::from_letter(form.trimmed("type")),
            text,
            sealed,
            is_lost,
            sort: sort.map_or_else(Column::default, |(column, ..)| column),
            is_descending: form.trimmed("order") == "desc",
            page: form.trimmed("page").parse().unwrap_or(1),
        }
    }

    /// The query string that [`View::parse`] reads back; what is default is left out.
    pub fn query(&self) -> String {
        let mut fields: Vec<(&str, String)> = Vec::new();
        if let Some(check) = self.check {
            fields.push(("check", check.name().into_owned()));
        }
        if let Some(library) = &self.library {
            fields.push(("library", library.clone()));
        }
        if let Some(kind) = self.kind {
            fields.push(("type", kind.letter().to_owned()));
        }
        if !self.text.is_empty() {
            fields.push((FOUND, self.sealed.clone()));
        }
        if self.sort != Column::default() {
            fields.push(("sort", self.sort().to_owned()));
        }
        if self.is_descending {
            fields.push(("order", "desc".to_owned()));
        }
        if self.page > 1 {
            fields.push(("page", self.page.to_string()));
        }
        serde_urlencoded::to_string(fields).expect("fields are text")
    }

    /// Name of the column that the table is sorted by.
    pub fn sort(&self) -> &'static str {
        let of = |(column, ..): &&(Column, _, _)| *column == self.sort;
        Column::ALL.iter().find(of).map_or("", |(_, name, _)| name)
    }

    /// `desc` or `asc`.
    pub fn order(&self) -> &'static str {
        if self.is_descending { "desc" } else { "asc" }
    }

    /// Whether not every record is wanted.
    pub fn is_filtered(&self) -> bool {
        let everything = Self {
            sort: self.sort,
            is_descending: self.is_descending,
            page: self.page,
            is_lost: self.is_lost,
            ..Self::default()
        };
        *self != everything
    }

    /// The link to a page of this view.
    pub fn to_page(&self, page: usize) -> String {
        let view = Self {
            page,
            ..self.clone()
        };
        format!("listrecords.php?{}#unsaved", view.query())
    }

    /// The page wanted, of so many.
    pub fn page_of(&self, pages: usize) -> usize {
        self.page.clamp(1, pages)
    }

    /// The columns. The one that the table is sorted by leads to the other direction.
    pub fn headings(&self) -> Vec<Heading> {
        let heading = |(column, _, text): (Column, _, Code)| {
            let is_sorted = column == self.sort;
            let view = Self {
                sort: column,
                is_descending: is_sorted && !self.is_descending,
                ..self.clone()
            };
            let direction = ["ascending", "descending"][usize::from(self.is_descending)];
            Heading {
                text: text.text(),
                href: view.to_page(1),
                sorted: is_sorted.then_some(direction),
            }
        };
        Column::ALL.into_iter().map(heading).collect()
    }

    /// The places of the records wanted, in the order wanted; equal ones stay in the
    /// order of the file.
    pub fn select(&self, records: &[Record], findings: &[Found]) -> Vec<usize> {
        let mut selected: Vec<usize> = match self.check {
            None => (0..records.len()).collect(),
            Some(check) => {
                let of = findings.iter().find(|found| found.topic == check);
                of.map_or_else(Vec::new, |found| found.records.clone())
            }
        };
        selected.sort_unstable();
        let text = self.text.to_lowercase();
        selected.retain(|i| self.fits(&records[*i], &text));
        if self.sort != Column::Time || self.is_descending {
            selected.sort_by(|a, b| {
                let order = self.sort.compare(&records[*a], &records[*b]);
                if self.is_descending {
                    order.reverse()
                } else {
                    order
                }
            });
        }
        selected
    }

    fn fits(&self, record: &Record, lowercase: &str) -> bool {
        let contains = |value: &String| value.to_lowercase().contains(lowercase);
        let values = [
            &record.item_barcode,
            &record.patron_barcode,
            &record.item_callnumber,
            &record.patron_name,
        ];
        self.library.as_ref().is_none_or(|l| *l == record.library)
            && self.kind.is_none_or(|kind| kind == record.kind)
            && (lowercase.is_empty() || values.into_iter().any(contains))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal() -> Seal {
        let example = include_str!("../../../config.example.toml");
        Seal::of(&crate::config::Config::parse(example).unwrap())
    }

    fn view(query: &str) -> View {
        let form = Form::parse(query.as_bytes()).unwrap();
        View::parse(&form, &seal(), |code| ["A", "B+ &", ""].contains(&code))
    }

    #[test]
    fn a_text_is_in_no_query_and_comes_back() {
        let typed = view("type=L&text=%3Cb%3E+31234&page=7");
        assert_eq!(typed.text, "<b> 31234");
        let query = typed.query();
        assert!(
            query.starts_with("type=L&find=") && query.ends_with("&page=7"),
            "{query}"
        );
        assert!(!query.contains("31234"));
        assert_eq!(view(&query), typed);
        let lost = view("find=00&page=2");
        assert!(lost.is_lost && lost.text.is_empty() && !lost.is_filtered());
        assert_eq!(lost.query(), "page=2");
        assert!(!view("find=00&text=x").is_lost && !view("text=+").is_lost);
        assert_eq!(
            view(&format!("text={}", "x".repeat(1_000_000))).text.len(),
            LONGEST
        );
    }

    #[test]
    fn a_query_is_read_back() {
        for query in [
            "",
            "check=old&library=B%2B+%26&type=L&sort=item&order=desc&page=7",
            "check=foreseen-on-loan",
            "library=",
            "type=R&sort=patron",
        ] {
            assert_eq!(view(query).query(), query);
        }
    }

    #[test]
    fn what_is_not_offered_counts_as_not_given() {
        for query in [
            "library=---",
            "library=C&check=x&type=X&sort=saved&order=up&page=-1",
            "type=&text=+&page=x&sort=time&order=asc",
            "%FF=%FF&&&=",
            "page=99999999999999999999999",
        ] {
            assert_eq!(view(query).query(), "", "{query}");
        }
    }

    #[test]
    fn the_column_that_sorts_leads_to_the_other_direction() {
        let sorted = |query| -> Vec<(&str, Option<&str>)> {
            let headings = view(query).headings();
            let columns = headings.iter().map(|h| (h.text, h.sorted));
            columns.filter(|(_, sorted)| sorted.is_some()).collect()
        };
        assert_eq!(sorted("page=3"), [("Date", Some("ascending"))]);
        let item = "type=L&sort=item";
        assert_eq!(sorted(item), [("Item Barcode", Some("ascending"))]);
        let href = |query: &str, at: usize| view(query).headings()[at].href.clone();
        assert_eq!(
            href(item, 3),
            "listrecords.php?type=L&sort=item&order=desc#unsaved"
        );
        assert_eq!(
            href("type=L&sort=item&order=desc&page=2", 3),
            "listrecords.php?type=L&sort=item#unsaved"
        );
        assert_eq!(href(item, 1), "listrecords.php?type=L#unsaved");
    }
}
