//! One row of the table as the value of one form field, to void it from a page.
//!
//! No I/O and no rules: unlike a submitted line it holds every row that a page can show,
//! also one of the PHP's with blanks around a value or without a library.

use serde::{Deserialize, Serialize};

use crate::circulation::record::{Kind, TIME_FORMAT, Transaction, parse_time};

/// The columns by their names, in the order of the table.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Columns {
    library: String,
    timestamp: String,
    return_or_loan: String,
    item_barcode: String,
    item_callnumber: String,
    patron_barcode: String,
    patron_name: String,
}

/// The row, form-urlencoded.
#[must_use]
pub fn encode(record: &Transaction) -> String {
    let columns = Columns {
        library: record.library.clone(),
        timestamp: record.timestamp.format(TIME_FORMAT).to_string(),
        return_or_loan: record.kind.letter().to_owned(),
        item_barcode: record.item_barcode.clone(),
        item_callnumber: record.item_callnumber.clone(),
        patron_barcode: record.patron_barcode.clone(),
        patron_name: record.patron_name.clone(),
    };
    serde_urlencoded::to_string(columns).unwrap_or_default()
}

/// The row that [`encode`] wrote; `None` for anything else.
#[must_use]
pub fn decode(value: &str) -> Option<Transaction> {
    let columns: Columns = serde_urlencoded::from_str(value).ok()?;
    Some(Transaction {
        library: columns.library,
        timestamp: parse_time(&columns.timestamp).ok()?,
        kind: Kind::from_letter(&columns.return_or_loan)?,
        item_barcode: columns.item_barcode,
        item_callnumber: columns.item_callnumber,
        patron_barcode: columns.patron_barcode,
        patron_name: columns.patron_name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn odd() -> Transaction {
        Transaction {
            library: String::new(),
            timestamp: parse_time("20150827121621").unwrap(),
            kind: Kind::Loan,
            item_barcode: " a+b%41&c=d;\"é\u{1f4d6}\t".to_owned(),
            item_callnumber: "QA, 1".to_owned(),
            patron_barcode: "\n ".to_owned(),
            patron_name: "<b>".to_owned(),
        }
    }

    #[test]
    fn every_value_comes_back_exactly() {
        assert_eq!(decode(&encode(&odd())), Some(odd()));
    }

    #[test]
    fn what_is_no_whole_row_is_none() {
        let whole = encode(&odd());
        for wrong in [
            String::new(),
            "MILLAR,20150827121621,L,321654,,999999999,".to_owned(),
            whole.replace("patron_name", "name"),
            whole.replace("20150827121621", "20150230121621"),
            whole.replace("return_or_loan=L", "return_or_loan=l"),
            whole.replace("library=&", ""),
            format!("{whole}&saved=1"),
            format!("{whole}&library=AVS"),
        ] {
            assert_eq!(decode(&wrong), None, "{wrong}");
        }
    }
}
