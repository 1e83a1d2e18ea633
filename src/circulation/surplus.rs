//! Lines that have more commas than fields, as the page of the University of Oregon's tool writes
//! them: of a call number or a name it removes only the first comma, and quotes nothing.
//!
//! No I/O. A line is read here only if there is one way to read it: that page asks for a call
//! number and a name in each loan, and its patron barcodes are digits.

use crate::circulation::record::Kind;

/// Place of the call number among the fields, and of the patron barcode if nothing is too many.
pub const CALL_NUMBER: usize = 4;
pub const PATRON: usize = 5;
/// As many fields has a line.
pub const FIELDS: usize = 7;

/// The seven fields of a line with too many commas; `None` if it has not, or if nobody knows
/// which of them belong to a field.
pub fn fields(line: &str) -> Option<Vec<String>> {
    let pieces: Vec<&str> = line.split(',').collect();
    let is_surplus = pieces.len() > FIELDS && !line.contains('"');
    let kind = pieces.get(2).map(|kind| kind.trim());
    if !is_surplus || is_blank(pieces[CALL_NUMBER]) || is_two_lines(&pieces) {
        return None;
    }
    let patron = match Kind::from_letter(kind?)? {
        Kind::Loan => patron_of_loan(&pieces)?,
        Kind::Return => patron_of_return(&pieces)?,
    };
    let joined = |pieces: &[&str]| pieces.join(",").trim().to_owned();
    let before = pieces[..CALL_NUMBER].iter();
    let mut fields: Vec<String> = before.map(|piece| piece.trim().to_owned()).collect();
    fields.push(joined(&pieces[CALL_NUMBER..patron]));
    fields.push(joined(&pieces[patron..=patron]));
    let name = joined(&pieces[patron + 1..]);
    // What ends the line are empty cells of a spreadsheet.
    fields.push(name.trim_end_matches([',', ' ']).to_owned());
    Some(fields)
}

/// Whether a second line has, or may have, run into the first.
fn is_two_lines(pieces: &[&str]) -> bool {
    let mut after = pieces[CALL_NUMBER..].iter().map(|piece| piece.trim());
    after.any(|piece| Kind::from_letter(piece).is_some())
}

/// The only piece that can be the patron barcode, with a name after it.
fn patron_of_loan(pieces: &[&str]) -> Option<usize> {
    let mut digits = (PATRON..pieces.len()).filter(|&i| is_digits(pieces[i]));
    let patron = digits.next().filter(|_| digits.next().is_none())?;
    let (before, after) = (&pieces[PATRON..patron], &pieces[patron + 1..]);
    let may_be_patron = |piece: &&str| is_word(piece) && has_digit(piece);
    let is_only_one =
        !before.iter().any(may_be_patron) && !after.iter().any(|name| has_digit(name));
    let has_name = after.first().is_some_and(|name| !is_blank(name));
    (is_word(pieces[patron]) && is_only_one && has_name).then_some(patron)
}

/// The next to last piece, if that and the last one are empty and the one before is not: the
/// page writes no patron.
fn patron_of_return(pieces: &[&str]) -> Option<usize> {
    let patron = pieces.len() - 2;
    let is_empty = pieces[patron..].iter().all(|piece| is_blank(piece));
    (is_empty && !is_blank(pieces[patron - 1])).then_some(patron)
}

fn is_digits(piece: &str) -> bool {
    let piece = piece.trim();
    !piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether it has no space in or around it. The page writes none around a patron barcode; after a
/// comma in a call number there mostly is one.
fn is_word(piece: &str) -> bool {
    !piece.contains(char::is_whitespace)
}

fn has_digit(piece: &str) -> bool {
    piece.contains(char::is_numeric)
}

fn is_blank(piece: &str) -> bool {
    piece.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<String> {
        fields(line).map(|fields| fields.join("|"))
    }

    #[test]
    fn commas_belong_to_the_call_number_or_to_the_name() {
        for (line, expected) in [
            (
                "kni,t,L,9,QA 76,951,King Martin, Jr.",
                "kni|t|L|9|QA 76|951|King Martin, Jr.",
            ),
            (
                "kni,t,L,9,QA 76 v. 2, c. 1, x,951,Ada",
                "kni|t|L|9|QA 76 v. 2, c. 1, x|951|Ada",
            ),
            (
                "kni,t,L,9,QA 76, c. 1,951,Ada, Dr.",
                "kni|t|L|9|QA 76, c. 1|951|Ada, Dr.",
            ),
            ("kni,t,L,9,QA 76,951,Ada,", "kni|t|L|9|QA 76|951|Ada"),
            (
                "kni,t,L,9,QA 76 v.2, c.1,951,Ada",
                "kni|t|L|9|QA 76 v.2, c.1|951|Ada",
            ),
            ("kni,t,R,9,QA 76, c. 1,,", "kni|t|R|9|QA 76, c. 1||"),
            ("kni,t,R,9,QA 76, 1990,,", "kni|t|R|9|QA 76, 1990||"),
            (
                "kni,t,R,9,QA 76, c. 1, 1990,,",
                "kni|t|R|9|QA 76, c. 1, 1990||",
            ),
        ] {
            assert_eq!(read(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn a_line_that_can_be_read_in_two_ways_is_not_read() {
        for line in [
            // The year or the patron; a second line that has run into the first.
            "kni,t,L,9,QA 76, 1990, c. 1,951,Ada",
            // A part of the call number, and a patron of another kind.
            "kni,t,L,9,QA 78, 1990,D951,Ada",
            "kni,t,L,9,QA 78, 1990,21234-5,Ada",
            "kni,t,L,9,QA 78, 1990,U 951,Ada",
            "kni,t,L,9,QA 78, 1990,adalov,Ada",
            "kni,t,L,9,QA 78,1990,\u{ff19}51,Ada",
            "kni,t,L,9,QA 78,D951,Ada,1990,x",
            "kni,t,L,9,QA 76,951,Adakni,20150827121621,R,8,,,",
            "kni,t,L,9,QA 76,X951,Adakni,20150827121621,R,8,,,",
            "kni,t,L,9,QA 76,X951,Adakni,20150827121621,L,8,QA 1,952,Bo",
            "kni,t,R,9,QA 76,,kni,20150827121621,R,8,QA 1,,",
            "kni,t,R,9,QA 76, c. 1,,kni,2015,R ,8,QA 1,,",
            "kni,t,L,9,,951,,more",
            "kni,t,L,9,QA 76,951,,more",
            "kni,t,L,9,QA 76,x,Ada,more",
            "kni,t,R,9,,,,",
            "kni,t,R,9,QA 76,,,",
            "kni,t,R,9,QA 76,951,Ada,",
            "kni,t,X,9,QA 76,951,Ada,more",
            "kni,t,L,9,\"QA, 76\",951,Ada,more",
            "kni,t,L,9,QA 76,951,Ada",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
