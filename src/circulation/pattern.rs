//! A regular expression of the configuration, which the server and the page's script both
//! use: Rust's `regex` here, ECMAScript's there.
//!
//! A pattern that the two read differently is refused. It is judged by its syntax tree, and
//! only what is known to be the same passes. Classes such as `\d` are the same in both here:
//! they mean what ECMAScript makes of them.

use std::ops::Range;

use regex::Regex;
use regex_syntax::ast::{
    self, AssertionKind, Ast, ClassPerl, ClassPerlKind, ClassSetBinaryOp, ClassSetItem, GroupKind,
    Literal, LiteralKind, RepetitionKind, Span, Visitor,
};
use regex_syntax::hir::Hir;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::messages::message;

/// A pattern that both sides read alike.
#[derive(Debug, Clone)]
pub struct Pattern {
    source: String,
    /// The source with classes written out, for Rust.
    expanded: String,
    regex: Regex,
    /// Where in the source the content of the first group is.
    group: Option<Range<usize>>,
}

impl Pattern {
    /// Checks a pattern; the error ends a sentence that begins with its key.
    pub fn parse(source: &str) -> Result<Self, String> {
        let (expanded, group) = expand(source)?;
        let regex = Regex::new(&expanded).map_err(|_| message!("config.pattern").to_owned())?;
        Ok(Self {
            source: source.to_owned(),
            expanded,
            regex,
            group,
        })
    }

    /// What it is made of, with classes as ECMAScript has them.
    pub fn syntax(&self) -> Option<Hir> {
        regex_syntax::parse(&self.expanded).ok()
    }

    /// How many groups it has in parentheses.
    pub fn groups(&self) -> usize {
        self.regex.captures_len() - 1
    }

    /// Whether it fits the empty text, and no other as a whole.
    pub fn fits_only_nothing(&self) -> bool {
        let syntax = self.syntax();
        syntax.is_some_and(|syntax| syntax.properties().maximum_len() == Some(0))
    }

    /// What the first group matches in the text.
    pub fn first_group<'t>(&self, text: &'t str) -> Option<&'t str> {
        let groups = self.regex.captures(text)?;
        Some(groups.get(1)?.as_str())
    }

    /// The pattern that only a whole text fits.
    pub fn whole(&self) -> Option<Regex> {
        Regex::new(&format!("^(?:{})$", self.expanded)).ok()
    }

    /// The pattern that only the whole of what the first group has matched fits.
    pub fn whole_group(&self) -> Option<Regex> {
        let content = &self.source[self.group.clone()?];
        Self::parse(content).ok()?.whole()
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Pattern {}

impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.source)
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// The pattern with `.`, `\d`, `\w`, `\s` and `\b` written out as ECMAScript has them, and
/// where in the source its first group is.
fn expand(source: &str) -> Result<(String, Option<Range<usize>>), String> {
    let tree = ast::parse::Parser::new().parse(source);
    let tree = tree.map_err(|_| message!("config.pattern").to_owned())?;
    let reader = Reader {
        source,
        replacements: Vec::new(),
        repetitions: 0,
        group: None,
    };
    let (mut replacements, group) =
        ast::visit(&tree, reader).map_err(|part| message!("config.pattern-part", part))?;
    replacements.sort_by_key(|(range, _)| range.start);
    let mut expanded = source.to_owned();
    for (range, text) in replacements.into_iter().rev() {
        expanded.replace_range(range, text);
    }
    Ok((expanded, group))
}

/// Goes through the tree and collects what has to be written out.
struct Reader<'s> {
    source: &'s str,
    replacements: Vec<Replacement>,
    /// How many repetitions we are in.
    repetitions: usize,
    /// Where the content of the first group is.
    group: Option<Range<usize>>,
}

/// A part of the source, and what stands for it.
type Replacement = (Range<usize>, &'static str);

/// The part of the pattern that is not common to both.
type Refused = String;

impl Reader<'_> {
    fn text(&self, span: &Span) -> &str {
        &self.source[range(span)]
    }

    fn refuse(&self, span: &Span) -> Result<(), Refused> {
        Err(self.text(span).to_owned())
    }

    fn replace(&mut self, span: &Span, text: &'static str) {
        self.replacements.push((range(span), text));
    }

    /// A character by itself, or with a backslash before a character that is not a letter.
    fn literal(&self, literal: &Literal) -> Result<(), Refused> {
        let is_plain = matches!(
            literal.kind,
            LiteralKind::Verbatim | LiteralKind::Meta | LiteralKind::Superfluous
        );
        // ECMAScript takes the others for two characters.
        let is_one = literal.c <= '\u{ffff}';
        if is_plain && is_one {
            Ok(())
        } else {
            self.refuse(&literal.span)
        }
    }

    fn class(&mut self, class: &ClassPerl) {
        let expanded = match (&class.kind, class.negated) {
            (ClassPerlKind::Digit, false) => "[0-9]",
            (ClassPerlKind::Digit, true) => "[^0-9]",
            (ClassPerlKind::Word, false) => "[0-9A-Za-z_]",
            (ClassPerlKind::Word, true) => "[^0-9A-Za-z_]",
            (ClassPerlKind::Space, false) => SPACE,
            (ClassPerlKind::Space, true) => NO_SPACE,
        };
        self.replace(&class.span, expanded);
    }

    fn repetition(&mut self, repetition: &ast::Repetition) -> Result<(), Refused> {
        // Rust also takes `a**`, `^*` and `a{ 3 }`.
        let has_space = self.text(&repetition.op.span).contains(' ');
        let is_repeatable = !matches!(
            *repetition.ast,
            Ast::Repetition(_) | Ast::Assertion(_) | Ast::Empty(_)
        );
        if has_space || !is_repeatable {
            return self.refuse(&repetition.span);
        }
        self.repetitions += usize::from(is_loop(repetition));
        Ok(())
    }
}

fn range(span: &Span) -> Range<usize> {
    span.start.offset..span.end.offset
}

fn is_loop(repetition: &ast::Repetition) -> bool {
    repetition.op.kind != RepetitionKind::ZeroOrOne
}

/// ECMAScript's WhiteSpace and LineTerminator.
const SPACE: &str = r"[\t\n\x0B\f\r \u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}]";
const NO_SPACE: &str = r"[^\t\n\x0B\f\r \u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}]";
/// Anything but ECMAScript's LineTerminator.
const DOT: &str = r"[^\n\r\u{2028}\u{2029}]";
/// The boundary of a word of ASCII letters.
const BOUNDARY: &str = r"(?-u:\b)";

impl Visitor for Reader<'_> {
    type Output = (Vec<Replacement>, Option<Range<usize>>);
    type Err = Refused;

    fn finish(self) -> Result<Self::Output, Refused> {
        Ok((self.replacements, self.group))
    }

    fn visit_pre(&mut self, tree: &Ast) -> Result<(), Refused> {
        match tree {
            Ast::Empty(_) | Ast::ClassBracketed(_) | Ast::Alternation(_) | Ast::Concat(_) => Ok(()),
            Ast::Literal(literal) => self.literal(literal),
            Ast::Dot(span) => {
                self.replace(span, DOT);
                Ok(())
            }
            Ast::ClassPerl(class) => {
                self.class(class);
                Ok(())
            }
            Ast::Assertion(assertion) => match assertion.kind {
                AssertionKind::StartLine | AssertionKind::EndLine => Ok(()),
                AssertionKind::WordBoundary => {
                    self.replace(&assertion.span, BOUNDARY);
                    Ok(())
                }
                _ => self.refuse(&assertion.span),
            },
            Ast::Repetition(repetition) => self.repetition(repetition),
            Ast::Group(group) => match &group.kind {
                // ECMAScript forgets at each turn what a group has matched before.
                GroupKind::CaptureIndex(_) if self.repetitions == 0 => {
                    self.group.get_or_insert_with(|| range(group.ast.span()));
                    Ok(())
                }
                GroupKind::NonCapturing(flags) if flags.items.is_empty() => Ok(()),
                _ => self.refuse(&group.span),
            },
            Ast::Flags(_) | Ast::ClassUnicode(_) => self.refuse(tree.span()),
        }
    }

    fn visit_post(&mut self, tree: &Ast) -> Result<(), Refused> {
        if let Ast::Repetition(repetition) = tree {
            self.repetitions -= usize::from(is_loop(repetition));
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), Refused> {
        match item {
            ClassSetItem::Empty(_) | ClassSetItem::Union(_) => Ok(()),
            // At the beginning of a class, ECMAScript ends the class there.
            ClassSetItem::Literal(literal)
                if literal.c == ']' && self.text(&literal.span) == "]" =>
            {
                self.refuse(&literal.span)
            }
            ClassSetItem::Literal(literal) => self.literal(literal),
            ClassSetItem::Range(range) => {
                self.literal(&range.start)?;
                self.literal(&range.end)
            }
            ClassSetItem::Perl(class) => {
                self.class(class);
                Ok(())
            }
            ClassSetItem::Ascii(_) | ClassSetItem::Unicode(_) | ClassSetItem::Bracketed(_) => {
                self.refuse(item.span())
            }
        }
    }

    fn visit_class_set_binary_op_pre(&mut self, op: &ClassSetBinaryOp) -> Result<(), Refused> {
        self.refuse(&op.span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_browsers_read_in_another_way_is_refused() {
        for pattern in [
            "(?i)(a)",
            "(?P<x>a)",
            "(?<x>a)",
            "(?i:a)",
            r"\A(a)",
            r"(a)\z",
            r"(\p{L}+)",
            r"([\p{L}]+)",
            r"\<a",
            r"a\B",
            r"\x41",
            r"\t",
            "([[:digit:]]+)",
            "([a-z&&[^b]]+)",
            "([a-z--b]+)",
            "([a-z~~b]+)",
            "([[a-c]]+)",
            "([]a]+)",
            "([0-9]++)",
            "(a{2}{3})",
            "(a+??)",
            "^*(a)",
            "(?:(a)|b)+",
            "(\u{1f4d6})",
        ] {
            let problem = Pattern::parse(pattern).expect_err(pattern);
            assert!(problem.starts_with("has "), "{pattern}: {problem}");
        }
        for pattern in ["(", "(a)\\", "[a", "a{3,2}", "a{,3}", "(?=a)", r"(a)\1"] {
            assert_eq!(
                Pattern::parse(pattern).expect_err(pattern),
                message!("config.pattern")
            );
        }
    }

    #[test]
    fn what_both_sides_read_alike_passes() {
        for pattern in [
            ".*",
            "([0-9]+)",
            r"^;(?:0|\.)(\d+)\\$",
            "^(?:[+*]{2})+?([0-9]{9,14}?)$",
            r"[\]\-_.]+([A-Z]\d{3,})?",
            "3[0-9]{13}|DVD|",
        ] {
            assert!(Pattern::parse(pattern).is_ok(), "{pattern}");
        }
    }

    #[test]
    fn what_the_group_has_matched_fits_the_group_alone() {
        let pattern = Pattern::parse(r"b\d?(\d{3}|(?:X.)+)x|DVD").unwrap();
        let group = pattern.whole_group().unwrap();
        assert!(group.is_match("123") && group.is_match("XaXb"));
        assert!(!group.is_match("b123x") && !group.is_match("12") && !group.is_match("DVD"));
        assert!(Pattern::parse("(?:a)").unwrap().whole_group().is_none());
    }

    #[test]
    fn classes_mean_what_ecmascript_makes_of_them() {
        let fits = |pattern: &str, text| {
            let pattern = Pattern::parse(pattern).unwrap();
            pattern.whole().unwrap().is_match(text)
        };
        assert!(fits(r"\d", "7") && fits(r"[\dA]+", "7A"));
        // An Arabic-Indic seven, an e with an accent, and the sign that begins some files.
        assert!(!fits(r"\d", "\u{667}") && fits(r"\D", "\u{667}") && fits(r"[\D]", "\u{667}"));
        assert!(fits(r"\w", "_") && !fits(r"\w", "é") && fits(r"[^\w]", "é"));
        assert!(fits(r"\s", "\u{feff}") && !fits(r"\s", "\u{85}") && fits(r"[^\s]", "\u{85}"));
        assert!(fits(".", "é") && !fits(".", "\u{2028}"));
        assert!(fits(r"a\bé", "aé"));
    }
}
