//! The sentences of the program: each stands in `templates/messages/`, and none in the code.
//!
//! A code or a hole that is not there would be seen only when somebody meets it, so every use in
//! `src` is read here. What only tests use is left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Text that is no message: the beginning of a file's path, the beginning of the text, and why.
const NO_MESSAGES: [(&str, &str, &str); 12] = [
    ("src/http/response.rs", "", "HTTP's own words"),
    ("src/log.rs", "", "what MySQL says"),
    ("src/circulation/sheet.rs", "", "headings in a file"),
    (
        "src/pages/lookup.rs",
        "",
        "headings in a file, and names that the template knows",
    ),
    ("src/jobs/lookup/", "", "what Alma says"),
    (
        "src/gateway/mod.rs",
        "the process ends",
        "a panic that nobody sees",
    ),
    ("src/ledger/fitness.rs", "Group Replication", "a name"),
    ("src/ledger/rows.rs", "`library`, ", "columns of the table"),
    ("src/circulation/shapes.rs", "short number", "a name"),
    (
        "src/commands/check/",
        "time zone",
        "a name that scripts look for",
    ),
    (
        "src/commands/check/",
        "strict mode",
        "a name that scripts look for",
    ),
    (
        "src/commands/check/",
        "latest time",
        "a name that scripts look for",
    ),
];
/// What these get in parentheses is for programmers.
const FOR_PROGRAMMERS: [&str; 5] = ["expect", "panic", "assert", "unreachable", "cfg"];
/// What can be read aloud in one breath.
const MOST_WORDS: usize = 20;
/// What is counted.
const COUNTED: [&str; 16] = [
    "records",
    "lines",
    "files",
    "desks",
    "scans",
    "items",
    "patrons",
    "entries",
    "identifiers",
    "failures",
    "loans",
    "returns",
    "days",
    "hours",
    "minutes",
    "bytes",
];
/// Where the number is never 1, or the sentence is only measured.
const NEVER_ONE: [&str; 3] = [
    "pages.import-lines",
    "errors.cause-desks",
    "pages.day-counts",
];
/// Where SQL stands.
const SQL: [&str; 2] = ["src/ledger/", "src/commands/create_database.rs"];

#[test]
fn every_use_is_of_a_message_that_is_there_with_its_holes() {
    let messages = messages();
    let mut wrong = Vec::new();
    for (code, holes, place) in code_read().uses {
        match messages.get(&code) {
            None => wrong.push(format!("{place}: there is no {code}")),
            Some(message) if message.holes != holes => {
                let has = &message.holes;
                wrong.push(format!(
                    "{place}: {code} has the holes {has:?}, not {holes:?}"
                ));
            }
            Some(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_message_is_used() {
    let used: BTreeSet<String> = code_read()
        .uses
        .into_iter()
        .map(|(code, ..)| code)
        .collect();
    let there: BTreeSet<String> = messages().into_keys().collect();
    let unused: Vec<&String> = there.difference(&used).collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn the_forms_of_a_number_have_the_same_holes_and_the_number_is_one() {
    for (code, message) in messages() {
        for form in &message.forms {
            assert_eq!(holes(form), message.holes, "{code}");
        }
        if let Some(number) = &message.number {
            assert!(message.holes.contains(number), "{code}");
        }
    }
}

#[test]
fn a_sentence_has_at_most_20_words() {
    let mut long = Vec::new();
    for (code, message) in messages() {
        for form in &message.forms {
            let words: Vec<&str> = form.split_whitespace().collect();
            let sentences = words.split_inclusive(|word| word.ends_with(['.', ':', ';', '?']));
            let is_long = |sentence: &&[&str]| sentence.len() > MOST_WORDS;
            long.extend(
                sentences
                    .filter(is_long)
                    .map(|it| format!("{code}: {}", it.join(" "))),
            );
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn what_is_counted_has_a_form_for_one() {
    let mut wrong = Vec::new();
    for (code, message) in messages() {
        // The last form is that for many.
        let form = message.forms.last().expect("a message has a text");
        let words: Vec<&str> = form.split([' ', '\u{a0}']).collect();
        for pair in words.windows(2) {
            let hole = pair[0].trim_start_matches(|c| c != '{').strip_prefix('{');
            let hole = hole.and_then(|rest| rest.strip_suffix('}'));
            let counted = pair[1].trim_end_matches(|c: char| !c.is_alphabetic());
            let has_form = hole == message.number.as_deref();
            if hole.is_some() && !has_form && COUNTED.contains(&counted) {
                wrong.push(format!("{code}: {form}"));
            }
        }
    }
    wrong.retain(|it| !NEVER_ONE.iter().any(|code| it.starts_with(code)));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_sentence_stands_in_the_code() {
    let is_message = |(place, text): &(String, String)| {
        let is_sql = SQL.iter().any(|file| place.starts_with(file)) && has_capitals(text);
        let is_known = |(file, start, _): &(&str, &str, &str)| {
            place.starts_with(file) && text.starts_with(start)
        };
        is_sentence(text) && !is_sql && !NO_MESSAGES.iter().any(is_known)
    };
    let texts = code_read().texts;
    let found: Vec<&(String, String)> = texts.iter().filter(|text| is_message(text)).collect();
    assert!(found.is_empty(), "move to templates/messages/: {found:#?}");
    for (file, start, why) in NO_MESSAGES {
        let is_it = |(place, text): &(String, String)| {
            place.starts_with(file) && text.starts_with(start) && is_sentence(text)
        };
        assert!(
            texts.iter().any(is_it),
            "{file} has none of these any more: {start:?}, {why}"
        );
    }
}

#[test]
fn a_sentence_is_known_by_two_words() {
    for text in [
        "Item Barcode",
        "is gone",
        "{n} records in {file}",
        "the table's clock",
    ] {
        assert!(is_sentence(text), "{text}");
    }
    for text in [
        "append.php",
        "GET, HEAD",
        "%-d %B %Y",
        "{name}: {value}",
        "Retry-After",
    ] {
        assert!(!is_sentence(text), "{text}");
    }
}

// ---- the messages ----------------------------------------------------------------------------

struct Message {
    forms: Vec<String>,
    holes: BTreeSet<String>,
    number: Option<String>,
}

/// Every message by its code.
fn messages() -> BTreeMap<String, Message> {
    let mut messages = BTreeMap::new();
    let is_toml = |file: &PathBuf| file.extension().is_some_and(|end| end == "toml");
    for file in files("templates/messages").into_iter().filter(is_toml) {
        let area = file
            .file_stem()
            .expect("a file has a name")
            .to_string_lossy();
        let text = fs::read_to_string(root().join(&file)).expect("a file of messages is text");
        let entries: toml::Table = text.parse().unwrap_or_else(|e| panic!("{area}: {e}"));
        for (name, entry) in entries {
            let message = match entry {
                toml::Value::String(text) => Message::new(vec![text], None),
                entry => Message::plural(&entry).unwrap_or_else(|| panic!("{area}.{name}")),
            };
            messages.insert(format!("{area}.{name}"), message);
        }
    }
    assert!(messages.len() > 100);
    messages
}

impl Message {
    fn new(forms: Vec<String>, number: Option<String>) -> Self {
        let holes = forms.iter().flat_map(|form| holes(form)).collect();
        Self {
            forms,
            holes,
            number,
        }
    }

    fn plural(entry: &toml::Value) -> Option<Self> {
        let text = |name: &str| Some(entry.get(name)?.as_str()?.to_owned());
        let is_whole = entry.as_table()?.len() == 3;
        let forms = vec![text("one")?, text("other")?];
        is_whole.then_some(Self::new(forms, Some(text("number")?)))
    }
}

fn holes(text: &str) -> BTreeSet<String> {
    let starts = text.split('{').skip(1);
    let names = starts.map(|rest| rest.split_once('}').expect("a hole ends").0.to_owned());
    names.collect()
}

// ---- the code --------------------------------------------------------------------------------

/// What the code has, each with its place.
#[derive(Default)]
struct Code {
    /// Code and holes of each message that is used.
    uses: Vec<(String, BTreeSet<String>, String)>,
    /// Every other text.
    texts: Vec<(String, String)>,
    /// Files of modules that are only for tests.
    only_tests: BTreeSet<PathBuf>,
}

fn code_read() -> Code {
    let mut code = Code::default();
    let files = files("src");
    for file in &files {
        code.file(file);
    }
    let only_tests = std::mem::take(&mut code.only_tests);
    let mut code = Code::default();
    for file in files.iter().filter(|file| !only_tests.contains(*file)) {
        code.file(file);
    }
    assert!(code.uses.len() > 100 && code.texts.len() > 100);
    code
}

impl Code {
    fn file(&mut self, file: &Path) {
        let text = fs::read_to_string(root().join(file)).expect("a source file is text");
        let tokens: TokenStream = text.parse().expect("a source file is Rust");
        self.tokens(tokens, file);
    }

    fn tokens(&mut self, tokens: TokenStream, file: &Path) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at += match &tokens[at..] {
                [hash, mark, TokenTree::Group(_), ..] if is(hash, '#') && is(mark, '!') => 3,
                [hash, TokenTree::Group(attribute), after @ ..] if is(hash, '#') => {
                    2 + self.attribute(&attribute.stream(), after, file)
                }
                [TokenTree::Ident(name), mark, TokenTree::Group(group), ..]
                    if is(mark, '!') && (name == "message" || name == "code") =>
                {
                    self.message(group.stream(), file);
                    3
                }
                [TokenTree::Ident(name), TokenTree::Group(_), ..]
                    if FOR_PROGRAMMERS.iter().any(|it| name == it) =>
                {
                    2
                }
                [TokenTree::Ident(name), mark, TokenTree::Group(_), ..]
                    if is(mark, '!') && FOR_PROGRAMMERS.iter().any(|it| name == it) =>
                {
                    3
                }
                [TokenTree::Group(group), ..] => {
                    self.tokens(group.stream(), file);
                    1
                }
                [TokenTree::Literal(literal), ..] => {
                    if let Some(text) = string(&literal.to_string()) {
                        let line = literal.span().start().line;
                        self.texts
                            .push((format!("{}:{line}", file.display()), text));
                    }
                    1
                }
                _ => 1,
            };
        }
    }

    /// Passes over comments and over what is only for tests; returns how much that is.
    fn attribute(&mut self, attribute: &TokenStream, after: &[TokenTree], file: &Path) -> usize {
        let text = attribute.to_string().replace(' ', "");
        if text != "cfg(test)" {
            if !text.starts_with("doc=") {
                self.tokens(attribute.clone(), file);
            }
            return 0;
        }
        let is_end = |token: &TokenTree| match token {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            token => is(token, ';'),
        };
        let end = after.iter().position(is_end).expect("an item ends");
        if let [.., TokenTree::Ident(name)] = &after[..end] {
            self.only_tests.insert(module(file, &name.to_string()));
        }
        end + 1
    }

    /// One use: its code, the names of its holes, and what may be text in their values.
    fn message(&mut self, arguments: TokenStream, file: &Path) {
        let arguments: Vec<TokenTree> = arguments.into_iter().collect();
        let arguments: Vec<&[TokenTree]> = arguments.split(|token| is(token, ',')).collect();
        // The macros themselves pass a variable on.
        let Some(TokenTree::Literal(code)) = arguments[0].first() else {
            return;
        };
        let code = string(&code.to_string()).expect("a code is text");
        let name = |argument: &&[TokenTree]| Some(argument.first()?.to_string());
        let holes = arguments[1..].iter().filter_map(name).collect();
        self.uses.push((code, holes, file.display().to_string()));
        for argument in &arguments[1..] {
            self.tokens(argument.iter().cloned().collect(), file);
        }
    }
}

fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// The file of a module that is declared in this one.
fn module(file: &Path, name: &str) -> PathBuf {
    let stem = file.with_extension("");
    let folder = match stem.file_name().and_then(|stem| stem.to_str()) {
        Some("mod" | "lib" | "main") => stem.parent().expect("it is in src").to_owned(),
        _ => stem,
    };
    folder.join(name).with_extension("rs")
}

/// The text of a literal, if it is one of text.
fn string(literal: &str) -> Option<String> {
    let inner = literal.trim_start_matches('r').trim_matches('#');
    let inner = inner.strip_prefix('"')?.strip_suffix('"')?;
    let mut lines = inner.split("\\\n");
    let first = lines.next()?.to_owned();
    Some(lines.fold(first, |text, line| text + line.trim_start()))
}

/// Two words, at least, of which one has small letters.
fn is_sentence(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| !word.contains('{'));
    let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphabetic()));
    let is_word = |word: &&str| {
        word.len() > 1
            && word.contains(char::is_lowercase)
            && word.chars().all(|c| c.is_alphabetic() || "'’".contains(c))
    };
    words.filter(is_word).count() > 1
}

/// Whether a word of it is in capitals, as in SQL.
fn has_capitals(text: &str) -> bool {
    let is_capital = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
    text.split_whitespace().any(is_capital)
}

// ---- files -----------------------------------------------------------------------------------

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files in a folder and below, as paths from the root.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join(folder)).expect("the folder is there") {
        let name = entry.expect("an entry can be read").file_name();
        let path = Path::new(folder).join(name);
        if root().join(&path).is_dir() {
            found.extend(files(path.to_str().expect("its name is text")));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}
