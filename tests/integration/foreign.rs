//! lookup.php: reports in any language, numbers that a spreadsheet has changed, and what cures what.

use crate::harness::Site;
use crate::lookup::{look_up, rows};

const DAY: &str = "\
MILLAR,20150827100001,L,31234000000017,,21234000000011\n\
MILLAR,20150827100002,R,31234000000025\n\
AVS,20150827100003,R,0012345\n\
AVS,20150827100004,L,1234567890123456,,0000777777";

fn day() -> Site {
    let site = Site::start();
    site.submit(DAY);
    site
}

#[test]
fn a_barcode_is_found_in_a_report_of_any_language() {
    let site = day();
    for line in [
        "Exemplar nicht gefunden. Barcode: 31234000000017",
        "Exemplar nicht gefunden. Strichcode: 31234000000017",
        "Exemplaire introuvable. Code-barres : 31234000000017",
        "12\tExemplaire introuvable\t31234000000017\tMILLAR",
        "No se encontró el ítem. Código de barras: 31234000000017",
        "\u{200f}הפריט לא נמצא. ברקוד: \u{202a}31234000000017\u{202c}",
        "未找到该单册。条码：31234000000017",
        "未找到条码为31234000000017的单册",
        "条码：３１２３４０００００００１７。",
        "العنصر غير موجود. الباركود: ٣١٢٣٤٠٠٠٠٠٠٠١٧",
        "項目（31234000000017）が見つかりません",
        "Položka [31234000000017] nenalezena",
        "Nenalezeno:31234000000017;MILLAR",
        "| 31234000000017 | nicht gefunden |",
        "<td>31234000000017</td>",
    ] {
        let rows = look_up(&site, line);
        assert_eq!(rows.len(), 2, "{line}: {rows:?}");
        assert!(rows[1].contains("31234000000017"), "{line}: {rows:?}");
        assert!(
            rows[1].contains("|2015-08-27 10:00:01|Loan|MILLAR|"),
            "{line}: {rows:?}"
        );
        let page = site.post("lookup.php", &[("text", line)]).expect(200);
        assert_eq!(page.textarea(), line);
        page.hides("Nothing in this text needs you");
    }
}

#[test]
fn what_alma_says_in_another_language_stands_beside_the_barcode() {
    let site = day();
    let rows = look_up(&site, "7\t31234000000017\tExemplar wurde nicht gefunden");
    assert!(
        rows[1].contains("Exemplar wurde nicht gefunden"),
        "{rows:?}"
    );
    let rows = look_up(&site, "未找到该单册。条码：31234000000099");
    assert_eq!(rows[0], "Other messages: 1");
    assert_eq!(
        rows[1],
        "未找到该单册. Barcode: 31234000000099|No record has this barcode."
    );
    // A harmless message does not speak for the others.
    let text =
        "A later action on this item happened. Barcode: 0012345\n31234000000017 introuvable, hélas";
    let page = site.post("lookup.php", &[("text", text)]).expect(200);
    page.hides("Nothing in this text needs you");
}

#[test]
fn a_number_that_a_spreadsheet_has_changed_leads_to_the_records_that_fit() {
    let site = day();
    let first =
        "perhaps|2015-08-27 10:00:01|Loan|MILLAR|31234000000017|21234000000011|not yet in a file";
    let second = "perhaps|2015-08-27 10:00:02|Return|MILLAR|31234000000025||not yet in a file";
    let third = "perhaps|2015-08-27 10:00:03|Return|AVS|0012345||not yet in a file";
    let fourth =
        "perhaps|2015-08-27 10:00:04|Loan|AVS|1234567890123456|0000777777|not yet in a file";
    for (text, offered) in [
        ("3.12340E+13", &[first, second][..]),
        ("3,1234E+13", &[first, second]),
        ("Item not found. Barcode: 3.1234E+13", &[first, second]),
        (
            "Item not found. Barcode: 3,1234E+13\tMILLAR",
            &[first, second],
        ),
        ("31234000000000", &[first, second]),
        ("12345", &[third]),
        ("Item not found. Barcode: 12345", &[third]),
        ("7\t12345\tMILLAR", &[third]),
        ("1234567890123450", &[fourth]),
        ("1.23457E+15", &[fourth]),
        ("777777", &[fourth]),
        ("User not found. Barcode: 777777", &[fourth]),
        ("31,234,000,000,017", &[first]),
        ("31234000000017.0", &[first]),
    ] {
        let rows = look_up(&site, text);
        assert_eq!(rows[2..], *offered, "{text}: {rows:?}");
        assert!(
            rows[1].contains("A spreadsheet has probably"),
            "{text}: {rows:?}"
        );
        let page = site.post("lookup.php", &[("text", text)]).expect(200);
        page.shows("Some numbers look as if a spreadsheet");
    }
    // What is known as it is, is not doubted; and what fits nothing is said.
    for text in ["0012345", "1234567890123456", "31234000000017"] {
        let page = site.post("lookup.php", &[("text", text)]).expect(200);
        assert_eq!(rows(&page).len(), 2, "{text}");
        page.hides("spreadsheet has");
    }
    let rows = look_up(&site, "7\tnicht gefunden\t9,9E+13");
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(
        rows[1].starts_with("9,9E+13 7\tnicht gefunden\t9,9E+13|"),
        "{rows:?}"
    );
    let rows = look_up(&site, "9.9E+13");
    assert!(
        rows[1].ends_with("rounded this number, and no record fits it."),
        "{rows:?}"
    );
    // A year, a count and a time are no barcodes.
    for text in [
        "in 2015",
        "1,234 entities, 20 of 30 failed",
        "10:00:01 on 27/08/2015",
    ] {
        assert_eq!(look_up(&site, text), [""; 0], "{text}");
    }
}

#[test]
fn of_many_records_that_fit_the_first_are_offered_with_their_number() {
    let site = Site::start();
    site.database.run(
        "INSERT INTO transactions SELECT 'AVS', '2015-08-27 10:00:00' + INTERVAL seq SECOND, 'R', \
         31234000000000 + seq, '', '', '', 0 FROM seq_1_to_30",
    );
    let rows = look_up(&site, "3.1234E+13");
    assert_eq!(rows.len(), 22);
    assert!(
        rows[1].contains("one of 30 records, of which these are the oldest:"),
        "{rows:?}"
    );
    assert!(rows[2].contains("|31234000000001|"), "{rows:?}");
}

#[test]
fn a_long_list_of_changed_numbers_takes_no_long_time() {
    let site = Site::start();
    site.database.run(
        "INSERT INTO transactions SELECT 'AVS', '2015-08-27 10:00:00' + INTERVAL seq SECOND, 'R', \
         LPAD(seq * 7, 12, '0'), '', '', '', 0 FROM seq_1_to_20000",
    );
    let lines: Vec<String> = (1..20_000).map(|n| (n * 7).to_string()).collect();
    let rows = look_up(&site, &lines.join("\n"));
    assert!(rows.len() > 19_000, "{}", rows.len());
}

#[test]
fn the_page_says_what_cures_what_before_and_after() {
    let site = day();
    for page in [
        site.get("lookup.php").expect(200),
        site.post("lookup.php", &[("text", "31234000000017")])
            .expect(200),
    ] {
        page.shows("Bulk Change Due Dates")
            .shows("override return date and time")
            .shows("Return Items")
            .shows("In Transit");
    }
}
