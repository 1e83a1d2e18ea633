//! The pasted text: Alma's messages in it, and the lines without one.
//!
//! A message is `SENTENCE. Barcode: N` anywhere in a line, a cell of a table or of a .csv.
//! Where N ends may be doubtful, for a barcode may contain blanks, commas and quotes; so
//! every reading is kept, and the longest that a record has is the one.

use std::collections::HashSet;

use super::{Altered, Failure, plain};

/// What stands before a barcode, in small letters.
const MARKS: [&str; 20] = [
    "barcode:",
    "barcode :",
    "strichcode:",
    "streepjescode:",
    "streckkod:",
    "strekkode:",
    "stregkode:",
    "viivakoodi:",
    "code-barres:",
    "code-barres :",
    "código de barras:",
    "codi de barres:",
    "codice a barre:",
    "ברקוד:",
    "الباركود:",
    "条码:",
    "條碼:",
    "条形码:",
    "バーコード:",
    "바코드:",
];
/// Ranges of rounded numbers that are looked for; a longer list was not rounded by accident.
const MOST_ROUNDED: usize = 500;
/// Room for an item barcode in Alma's line, in characters; nothing longer is one.
const LONGEST: usize = 80;
/// Where a sentence begins at the latest: it may contain commas, but is in one cell.
const BEFORE_A_SENTENCE: [char; 5] = ['\t', ';', '|', '"', '“'];
const QUOTES: [char; 4] = ['"', '“', '”', '\''];

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message<'t> {
    /// What it means.
    pub failure: Failure,
    /// What it says before `Barcode:`.
    pub sentence: &'t str,
    /// How its barcode can be read, the shortest first.
    readings: Vec<&'t str>,
}

impl<'t> Message<'t> {
    /// The longest reading of the barcode that is known, else the one that a spreadsheet has
    /// made, else the shortest, which is empty where nothing follows.
    pub fn barcode(&self, known: impl Fn(&str) -> bool) -> &'t str {
        let is_altered = |reading: &&&str| Altered::parse(reading).is_some_and(|a| a.stands_out());
        let found = self.readings.iter().rfind(|reading| known(reading));
        let found = found.or_else(|| self.readings.iter().rfind(is_altered));
        found.or(self.readings.first()).copied().unwrap_or_default()
    }
}

/// What a text asks for.
#[derive(Debug, Default)]
pub struct AlmaReport<'t> {
    /// The messages in their order, the same one as often as it is there.
    pub messages: Vec<Message<'t>>,
    /// The lines without a message.
    lines: Vec<&'t str>,
    items: HashSet<&'t str>,
    patrons: HashSet<&'t str>,
    /// The numbers that a spreadsheet may have changed, each once.
    numbers: Vec<(&'t str, Altered, &'t str)>,
    exact: HashSet<u128>,
    rounded: Vec<Altered>,
}

impl<'t> AlmaReport<'t> {
    /// Reads a text with digits of ASCII.
    pub fn parse(text: &'t str) -> Self {
        let mut report = Self::default();
        let mut seen = HashSet::new();
        for line in text.lines() {
            for number in numbers(line) {
                if seen.insert(number) {
                    report.look_near(number, line);
                }
            }
            let messages = messages(line);
            if messages.is_empty() {
                report.lines.push(line);
                report.ask(None, parts(line).into_iter().flat_map(forms));
            }
            for message in messages {
                report.ask(Some(message.failure), message.readings.iter().copied());
                report.messages.push(message);
            }
        }
        report
    }

    fn look_near(&mut self, number: &'t str, line: &'t str) {
        let Some(altered) = Altered::parse(number) else {
            return;
        };
        match altered.exactly() {
            Some(value) => _ = self.exact.insert(value),
            None if self.rounded.len() < MOST_ROUNDED => self.rounded.push(altered.clone()),
            None => {}
        }
        self.numbers.push((number, altered, line));
    }

    /// The numbers that a spreadsheet may have changed, each once with its first line.
    pub fn numbers(&self) -> &[(&'t str, Altered, &'t str)] {
        &self.numbers
    }

    fn ask(&mut self, failure: Option<Failure>, barcodes: impl Iterator<Item = &'t str> + Clone) {
        let barcodes = barcodes.filter(|text| !text.is_empty() && text.len() <= 4 * LONGEST);
        if failure.is_none_or(Failure::may_name_an_item) {
            self.items.extend(barcodes.clone());
        }
        if failure.is_none_or(Failure::may_name_a_patron) {
            self.patrons.extend(barcodes);
        }
    }

    /// Whether a record with these barcodes is asked for.
    pub fn asks_for(&self, item_barcode: &str, patron_barcode: &str) -> bool {
        let (item, patron) = (plain(item_barcode.trim()), plain(patron_barcode.trim()));
        let is_near = |barcode: &str| {
            let value = barcode.parse().ok();
            value.is_some_and(|value| self.exact.contains(&value))
                || self.rounded.iter().any(|altered| altered.fits(barcode))
        };
        self.items.contains(&*item)
            || self.patrons.contains(&*patron)
            || is_near(&item)
            || is_near(&patron)
    }

    /// The barcodes in the lines without a message, each with its line: those that are known,
    /// and whatever else looks like one.
    pub fn barcodes(&self, known: impl Fn(&str) -> bool) -> Vec<(&'t str, &'t str)> {
        let find = |line: &&'t str| {
            let line = *line;
            let found = barcodes(line, &known).into_iter();
            found
                .map(move |barcode| (barcode, line))
                .collect::<Vec<_>>()
        };
        self.lines.iter().flat_map(find).collect()
    }
}

fn messages(line: &str) -> Vec<Message<'_>> {
    let mut messages = Vec::new();
    let mut from = 0;
    let small = line.to_ascii_lowercase();
    let marks = MARKS.iter().flat_map(|mark| small.match_indices(mark));
    let mut marks: Vec<(usize, usize)> = marks.map(|(at, mark)| (at, mark.len())).collect();
    marks.sort_unstable();
    for (at, length) in marks {
        if at < from {
            continue;
        }
        let before = line[from..at].rsplit(BEFORE_A_SENTENCE);
        let sentence = before.map(bare).find(|cell| !cell.is_empty());
        let sentence = sentence.unwrap_or_default();
        let after = line[at + length..].trim_start();
        let readings = readings(after);
        let shortest = readings.first().copied().unwrap_or_default();
        let start = after.find(shortest).unwrap_or_default();
        from = line.len() - after.len() + start + shortest.len();
        if let Some(failure) = failure(sentence)
            && (!shortest.is_empty() || failure != Failure::Other)
        {
            messages.push(Message {
                failure,
                sentence,
                readings,
            });
        }
    }
    messages
}

/// What a sentence before `Barcode:` means; `None` for a label such as `Item Barcode:`.
fn failure(sentence: &str) -> Option<Failure> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let sentence = words.join(" ").to_lowercase();
    let named = |failure: &Failure| {
        let words = failure.words().map(str::to_lowercase);
        words.is_some_and(|words| sentence.ends_with(&words))
    };
    let failure = Failure::ALL.into_iter().find(named);
    // Some languages have no blanks between words.
    let foreign = sentence
        .chars()
        .filter(|c| !c.is_ascii() && c.is_alphabetic());
    let is_sentence = words.len() > 1 || foreign.count() > 3;
    failure.or(is_sentence.then_some(Failure::Other))
}

/// How the barcode at the beginning can be read: to each place where a cell, a quotation
/// or a sentence may end, with and without quotes around it, the shortest first.
fn readings(after: &str) -> Vec<&str> {
    let room = after.char_indices().nth(LONGEST);
    let cell = &after[..room.map_or(after.len(), |(end, _)| end)];
    let cell = cell.split('\t').next().unwrap_or_default();
    let mut readings: Vec<&str> = Vec::new();
    let mut characters = cell.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        let ends = match character {
            ',' | ';' | '|' => true,
            '.' | ')' => next.is_none_or(char::is_whitespace),
            _ if QUOTES.contains(&character) => at > 0 && !next.is_some_and(char::is_alphanumeric),
            _ => false,
        };
        if ends {
            readings.extend(unquoted(&cell[..at]));
        }
    }
    readings.extend(unquoted(cell));
    readings.dedup();
    readings
}

fn unquoted(text: &str) -> [&str; 2] {
    let text = text.trim();
    [text.trim_start_matches(QUOTES).trim_start(), text]
}

/// The line, its cells and their words: whatever of it may be a barcode.
fn parts(line: &str) -> Vec<&str> {
    let mut parts = vec![line];
    for cell in cells(line) {
        parts.push(cell);
        for word in cell.split_whitespace() {
            parts.push(word);
            parts.extend(pieces(word));
        }
    }
    parts
}

/// What may be a barcode in a word that holds more: letters of another script around it, or a
/// label and a colon.
fn pieces(word: &str) -> impl Iterator<Item = &str> {
    let is_inside = |c: char| c.is_ascii_alphanumeric() || "-_.$/+*".contains(c);
    let pieces = word
        .split(move |c| !is_inside(c))
        .filter(move |piece| *piece != word);
    pieces.filter(|piece| {
        let digits = piece.bytes().filter(u8::is_ascii_digit).count();
        piece.len() > 4 && digits > 2
    })
}

/// What of the line may be a number of a spreadsheet: cells, words, and what is between commas.
fn numbers(line: &str) -> impl Iterator<Item = &str> {
    let cells = line.split(['\t', ';', '|', '"']).map(str::trim);
    cells.flat_map(|cell| {
        let words = cell.split_whitespace();
        let words = words.flat_map(|word| {
            // `3,1234E+13` is one number.
            let is_one = Altered::parse(bare(word)).is_some();
            let parts = word.split([',', ':']).filter(move |_| !is_one);
            [word].into_iter().chain(parts)
        });
        let words = words.map(|word| word.trim_matches(['(', ')', ',', ':', '\'']));
        let words = words.map(|word| word.strip_suffix('.').unwrap_or(word));
        [cell].into_iter().chain(words)
    })
}

fn cells(line: &str) -> impl Iterator<Item = &str> {
    line.split(['\t', ',', ';'])
}

/// A part as it is, without the punctuation behind it, and without any around it.
fn forms(part: &str) -> [&str; 3] {
    let part = part.trim();
    let clause = part.trim_end_matches(|c: char| !c.is_alphanumeric());
    [part, clause, bare(part)]
}

fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// The barcodes in a line: the largest parts that are known, and words that look like one.
fn barcodes<'t>(line: &'t str, known: &impl Fn(&str) -> bool) -> Vec<&'t str> {
    let known = |part: &'t str| forms(part).into_iter().find(|form| known(form));
    if let Some(barcode) = known(line) {
        return vec![barcode];
    }
    let is_alone = parts(line.trim()).iter().all(|part| *part == line.trim());
    let mut barcodes = Vec::new();
    for cell in cells(line) {
        if let Some(barcode) = known(cell) {
            barcodes.push(barcode);
            continue;
        }
        let stands_out = |word: &str| is_alone || looks_like_a_barcode(word);
        for word in cell.split_whitespace() {
            let unknown = Some(bare(word)).filter(|word| !word.is_empty() && stands_out(word));
            if let Some(barcode) = known(word).or(unknown) {
                barcodes.push(barcode);
                continue;
            }
            let found = pieces(word).filter_map(|piece| {
                let unknown = Some(bare(piece)).filter(|piece| looks_like_a_barcode(piece));
                known(piece).or(unknown)
            });
            barcodes.extend(found);
        }
    }
    barcodes
}

/// At least six letters and digits of ASCII, four of them digits, and nothing else.
fn looks_like_a_barcode(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    word.bytes().all(|byte| byte.is_ascii_alphanumeric()) && word.len() >= 6 && digits >= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Failure, &str)> {
        let report = AlmaReport::parse(text);
        let messages = report.messages.into_iter();
        messages
            .map(|message| (message.failure, message.barcode(|_| false)))
            .collect()
    }

    fn barcodes_in<'t>(text: &'t str, known: &[&str]) -> Vec<&'t str> {
        let found = AlmaReport::parse(text).barcodes(|barcode| known.contains(&barcode));
        found.into_iter().map(|(barcode, _)| barcode).collect()
    }

    #[test]
    fn the_four_messages_are_recognized_in_any_case() {
        let text = "Item not found. Barcode: 1\r\nUSER NOT FOUND. BARCODE: 2\n\
                    return item failed, item was not on loan.  barcode:3\n\
                    12 A later action\u{a0}on this item happened. Barcode: 4  \n";
        let expected = [
            (Failure::ItemNotFound, "1"),
            (Failure::UserNotFound, "2"),
            (Failure::NotOnLoan, "3"),
            (Failure::LaterAction, "4"),
        ];
        assert_eq!(read(text), expected);
    }

    #[test]
    fn a_message_may_be_in_a_cell_in_quotes_or_in_a_csv() {
        for line in [
            "7\tItem not found. Barcode: 31 2\tMILLAR",
            "7\tItem not found. Barcode:\t31 2\tMILLAR",
            "\"7\",\"Item not found. Barcode: 31 2\",\"MILLAR\"",
            "7,Item not found. Barcode: 31 2,MILLAR",
            "7;Item not found. Barcode: 31 2;MILLAR",
            "| Item not found. Barcode: 31 2 | MILLAR |",
            "Alma said “Item not found. Barcode: 31 2”.",
            "Alma said 'Item not found. Barcode: 31 2'.",
            "Item not found. Barcode: \"31 2\"",
            "Item not found. Barcode: 31 2. And now?",
            "(Item not found. Barcode: 31 2)",
        ] {
            assert_eq!(read(line), [(Failure::ItemNotFound, "31 2")], "{line}");
        }
    }

    #[test]
    fn a_line_may_have_several_messages() {
        let line = "Item not found. Barcode: 1, User not found. Barcode: 2\tA b. Barcode: 3";
        let expected = [
            (Failure::ItemNotFound, "1"),
            (Failure::UserNotFound, "2"),
            (Failure::Other, "3"),
        ];
        assert_eq!(read(line), expected);
        let quoted = "Item not found. Barcode: \"1é, User not found. Barcode: 2";
        let expected = [(Failure::ItemNotFound, "1é"), (Failure::UserNotFound, "2")];
        assert_eq!(read(quoted), expected);
    }

    #[test]
    fn of_several_readings_the_longest_that_is_known_is_the_barcode() {
        let line = "x,Item not found. Barcode: DVD-\"7\", x; v.2,MILLAR";
        let report = AlmaReport::parse(line);
        for known in ["DVD-\"7\", x; v.2", "DVD-\"7\", x", "DVD-\"7"] {
            assert!(report.asks_for(known, ""), "{known}");
            assert!(!report.asks_for("", known), "{known}");
            let barcode = report.messages[0].barcode(|text| text == known);
            assert_eq!(barcode, known);
        }
        let both = |text: &str| ["DVD-\"7", "DVD-\"7\", x"].contains(&text);
        assert_eq!(report.messages[0].barcode(both), "DVD-\"7\", x");
        let quoted = AlmaReport::parse("Item not found. Barcode: \"1\"");
        assert_eq!(quoted.messages[0].barcode(|text| text == "\"1\""), "\"1\"");
        // The beginning of another barcode is none.
        let report = AlmaReport::parse("Item not found. Barcode: 31-5 7");
        assert!(!report.asks_for("31", "") && !report.asks_for("31-5", ""));
    }

    #[test]
    fn other_messages_are_kept_with_their_words_and_labels_are_none() {
        let report = AlmaReport::parse("3;Loan failed, item is lost. Barcode: 12;x");
        let message = &report.messages[0];
        assert_eq!(message.failure, Failure::Other);
        assert_eq!(message.sentence, "Loan failed, item is lost");
        assert!(report.asks_for("12", "") && report.asks_for("", "12"));
        for label in ["Barcode: 12", "Item Barcode: 12", "\tPatron barcode: 12"] {
            assert_eq!(read(label), [], "{label}");
            assert_eq!(barcodes_in(label, &["12"]), ["12"]);
        }
        assert_eq!(read("No such item. Barcode:"), []);
        assert_eq!(
            read("User not found. Barcode: "),
            [(Failure::UserNotFound, "")]
        );
    }

    #[test]
    fn a_message_about_a_user_asks_for_patrons_and_one_about_an_item_for_items() {
        let report = AlmaReport::parse("User not found. Barcode: 1\nItem not found. Barcode: 2");
        assert!(report.asks_for("", " 1 ") && report.asks_for(" 2 ", ""));
        assert!(!report.asks_for("1", "2") && !report.asks_for("", ""));
    }

    #[test]
    fn without_a_message_every_known_line_cell_or_word_is_a_barcode() {
        let known = ["AB 1,2", "AB 1", "7", "-66", "A9"];
        assert_eq!(barcodes_in(" AB 1,2 ", &known), ["AB 1,2"]);
        assert_eq!(barcodes_in("x,AB 1\t7", &known), ["AB 1", "7"]);
        assert_eq!(
            barcodes_in("see (7), -66: \"A9\"!\n", &known),
            ["7", "-66", "A9"]
        );
    }

    #[test]
    fn what_looks_like_a_barcode_is_listed_even_if_unknown() {
        assert_eq!(barcodes_in("x7", &[]), ["x7"]);
        assert_eq!(barcodes_in(" <77>\n\n---\n", &[]), ["77"]);
        let line = "of 2015-08-27: 31234000, AB1234 and 12345, abc123";
        assert_eq!(barcodes_in(line, &[]), ["31234000", "AB1234"]);
        assert_eq!(barcodes_in("7 and 31234000", &["7"]), ["7", "31234000"]);
    }
}
