//! Dates as exports have them.
//!
//! `05/06/2026` is a day in May or in June. Which, is learned from the whole column: somewhere in
//! it stands a day after the twelfth.

use chrono::NaiveDate;

/// The order of a date in which day and month stand before the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    DayFirst,
    MonthFirst,
}

/// How the dates of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// In one way: the year first, or so that each date tells.
    Clearly(Order),
    /// Each can be read in both ways.
    InTwoWays,
}

/// Learns from all dates of a column.
pub fn written<'a>(dates: impl Iterator<Item = &'a str>) -> Written {
    let (mut ambiguous, mut day_first, mut month_first) = (0u64, 0u64, 0u64);
    for date in dates {
        if let Some([first, second, _]) = parts(date).filter(|[first, ..]| *first <= 31) {
            match (first > 12, second > 12) {
                (true, false) => day_first += 1,
                (false, true) => month_first += 1,
                (false, false) if first != second => ambiguous += 1,
                _ => {}
            }
        }
    }
    if day_first == 0 && month_first == 0 && ambiguous > 0 {
        return Written::InTwoWays;
    }
    Written::Clearly(if day_first > month_first {
        Order::DayFirst
    } else {
        Order::MonthFirst
    })
}

/// A date with the year first, as XML has it: `2026-05-31`, `2026-05-31Z`, `20260531`.
pub fn iso(text: &str) -> Option<NaiveDate> {
    date(text, Order::MonthFirst).filter(|_| parts(text).is_some_and(|[year, ..]| year > 31))
}

/// The date in this order, or with the year first. A time after it is left out.
pub fn date(text: &str, order: Order) -> Option<NaiveDate> {
    let parts = parts(text)?;
    let [year, month, day] = match (parts, order) {
        ([year, month, day], _) if year > 31 => [year, month, day],
        ([day, month, year], Order::DayFirst) | ([month, day, year], Order::MonthFirst) => {
            [year, month, day]
        }
    };
    // Of two digits nobody knows the century.
    let year = i32::try_from(year).ok().filter(|year| *year >= 1000)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Three numbers; of eight digits the year, the month and the day.
fn parts(text: &str) -> Option<[u32; 3]> {
    let day = text.trim().split(['T', ' ']).next()?.trim_end_matches('Z');
    if day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit()) {
        let part = |from: usize, to: usize| day[from..to].parse().ok();
        return Some([part(0, 4)?, part(4, 6)?, part(6, 8)?]);
    }
    let mut parts = day.split(['-', '/', '.']).map(|part| part.parse().ok());
    let three = [parts.next()??, parts.next()??, parts.next()??];
    // A zone such as +01:00 after a date of XML has a colon in it.
    parts.next().is_none().then_some(three)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_first_is_read_however_it_is_written() {
        for text in [
            "2026-05-31",
            "2026-05-31Z",
            "20260531",
            "2026/05/31",
            "2026-05-31T00:00:00",
            "2026-5-31 00:00",
        ] {
            assert_eq!(iso(text), Some(day("2026-05-31")), "{text}");
        }
        for text in ["", "05/31/2026", "2026-13-01", "soon", "2026"] {
            assert_eq!(iso(text), None, "{text}");
        }
    }

    #[test]
    fn the_column_tells_whether_day_or_month_comes_first() {
        let written_in = |dates: &[&str]| written(dates.iter().copied());
        assert_eq!(
            written_in(&["05/06/2026", "31/05/2026"]),
            Written::Clearly(Order::DayFirst)
        );
        assert_eq!(
            written_in(&["05/06/2026", "5/31/2026"]),
            Written::Clearly(Order::MonthFirst)
        );
        assert_eq!(written_in(&["05/06/2026", ""]), Written::InTwoWays);
        assert!(matches!(
            written_in(&["05/05/2026", "2026-05-06"]),
            Written::Clearly(_)
        ));
        assert_eq!(date("12/31/26", Order::MonthFirst), None);
        assert_eq!(date("31.05.2026", Order::DayFirst), Some(day("2026-05-31")));
        assert_eq!(
            date("5/31/2026", Order::MonthFirst),
            Some(day("2026-05-31"))
        );
    }
}
