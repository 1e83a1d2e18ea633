//! Times without a record at any library, and how long something lasts in words.

use crate::messages::message;

use super::axis::{HOUR, MINUTE};

/// What is shorter is the ordinary pause of a quiet desk.
const SHORTEST: i64 = 30 * MINUTE;

/// Each time of half an hour or more without a record, given the moments of all records, the
/// earliest first.
pub fn between(moments: impl Iterator<Item = i64> + Clone) -> Vec<(i64, i64)> {
    let pairs = moments.clone().zip(moments.skip(1));
    pairs
        .filter(|(last, next)| next - last >= SHORTEST)
        .collect()
}

/// So many seconds in words: `2 hours 5 minutes`.
pub fn words(seconds: i64) -> String {
    let (hours, minutes) = (seconds / HOUR, seconds % HOUR / MINUTE);
    let of_hours = message!("pages.day-hours", hours);
    let of_minutes = message!("pages.day-minutes", minutes);
    match (hours, minutes) {
        (0, _) => of_minutes,
        (_, 0) => of_hours,
        _ => message!("pages.day-length", hours = of_hours, minutes = of_minutes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_lasts_half_an_hour_or_longer() {
        let moments = [0, 0, 1_799, 3_599, 3_600, 20_000];
        assert_eq!(
            between(moments.into_iter()),
            [(1_799, 3_599), (3_600, 20_000)]
        );
        assert_eq!(between([5].into_iter()), []);
        assert_eq!(between([].into_iter()), []);
    }

    #[test]
    fn a_length_is_said_in_hours_and_minutes() {
        for (seconds, text) in [
            (1_800, "30 minutes"),
            (3_600, "1 hour"),
            (3_660, "1 hour 1 minute"),
            (7_559, "2 hours 5 minutes"),
            (36_000, "10 hours"),
        ] {
            assert_eq!(words(seconds), text);
        }
    }
}
