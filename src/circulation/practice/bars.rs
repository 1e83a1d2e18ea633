//! The bars of a barcode: Code 39 where its signs suffice, else Code 128.
//!
//! Code 39 has four signs that some scanners read as the beginning of another one; with those it is
//! Code 128.

use std::fmt::Write as _;

use barcoders::sym::code39::Code39;
use barcoders::sym::code128::Code128;
use serde::Serialize;

/// Halves of a module without a bar that scanners want before and behind.
const QUIET: usize = 20;
/// A module is 0.35 mm wide on paper, which every scanner can tell.
const MODULE: usize = 35;
/// Tells Code 128 that printable ASCII follows.
const SET_B: char = '\u{181}';

/// A barcode as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawn {
    /// How many halves of a module it is wide, with the quiet zones.
    pub width: usize,
    /// How wide it is on paper.
    pub millimetres: usize,
    /// The bars as the path of an SVG: half a module is 1 wide, and all is 1 high.
    pub path: String,
}

/// The bars, `None` if neither code has these signs.
pub fn draw(barcode: &str) -> Option<Drawn> {
    let mut path = String::new();
    let mut at = QUIET;
    for (is_bar, width) in runs(barcode)? {
        if is_bar {
            let _ = write!(path, "M{at} 0h{width}v1h-{width}z");
        }
        at += width;
    }
    let width = at + QUIET;
    Some(Drawn {
        width,
        millimetres: (width * MODULE).div_ceil(2 * 100),
        path,
    })
}

/// Bars and the spaces between, with their widths in halves of a module.
fn runs(barcode: &str) -> Option<Vec<(bool, usize)>> {
    let is_plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "-. ".contains(c);
    let is_printable = |c: char| matches!(c, ' '..='~');
    let (modules, width): (_, fn(usize) -> usize) = if barcode.chars().all(is_plain) {
        // Wide is two and a half times narrow: twice is too little for some scanners.
        let width = |modules| if modules == 1 { 2 } else { 5 };
        (Code39::new(barcode).ok()?.encode(), width)
    } else if barcode.chars().all(is_printable) {
        let text = format!("{SET_B}{barcode}");
        (Code128::new(text).ok()?.encode(), |modules| 2 * modules)
    } else {
        return None;
    };
    let runs = modules.chunk_by(|a, b| a == b);
    Some(runs.map(|run| (run[0] == 1, width(run.len()))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which halves of modules a path makes black.
    fn read(drawn: &Drawn) -> Vec<bool> {
        let mut halves = vec![false; drawn.width];
        for bar in drawn.path.split('M').skip(1) {
            let (at, rest) = bar.split_once(" 0h").unwrap();
            let (width, back) = rest.split_once("v1h-").unwrap();
            assert_eq!(back, format!("{width}z"));
            let (at, width): (usize, usize) = (at.parse().unwrap(), width.parse().unwrap());
            halves[at..at + width].fill(true);
        }
        halves
    }

    #[test]
    fn what_is_drawn_is_the_barcode_between_quiet_zones() {
        for barcode in ["31234000000018", "A-1.B 2", "b0000001x", "A+1", ";1="] {
            let halves = read(&draw(barcode).unwrap());
            let (quiet, rest) = halves.split_at(QUIET);
            let (bars, behind) = rest.split_at(rest.len() - QUIET);
            assert!(!quiet.contains(&true) && !behind.contains(&true));
            let runs = bars.chunk_by(|a, b| a == b);
            let runs: Vec<(bool, usize)> = runs.map(|run| (run[0], run.len())).collect();
            assert_eq!(runs, super::runs(barcode).unwrap(), "{barcode}");
            assert!(runs[0].0 && runs[runs.len() - 1].0);
        }
    }

    #[test]
    fn small_letters_and_signs_that_scanners_misread_are_code_128() {
        // A sign of Code 39 has six narrow and three wide parts and a gap; one of Code 128 takes
        // 11 modules, and the last one 13.
        let width = |barcode| draw(barcode).unwrap().width - 2 * QUIET;
        assert_eq!(width("12345"), 7 * 29 - 2);
        for barcode in ["1234a", "1234+", "1234/"] {
            assert_eq!(width(barcode), 2 * (7 * 11 + 13), "{barcode}");
        }
        assert_eq!(draw("é"), None);
        assert_eq!(draw(""), None);
    }

    #[test]
    fn a_module_on_paper_is_wide_enough_for_every_scanner() {
        let drawn = draw("31234000000018").unwrap();
        let halves = f64::from(u32::try_from(drawn.width).unwrap());
        let millimetres = f64::from(u32::try_from(drawn.millimetres).unwrap());
        assert!(2.0 * millimetres / halves >= 0.33);
    }
}
