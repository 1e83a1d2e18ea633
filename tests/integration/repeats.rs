//! The same scan again: counted, never stored twice.

use std::thread;

use crate::harness::Site;

const GOOD: &str = "MILLAR,20150827121621,L,321654,,999999999,";

#[test]
fn the_same_scan_again_is_counted_and_not_stored() {
    let site = Site::start();
    let counts = |lines: &str| {
        let answer = site
            .post_json("append.php", &[("textarea", lines)])
            .expect(200)
            .json();
        (
            answer["recorded"].as_u64().unwrap(),
            answer["already_recorded"].as_u64().unwrap(),
        )
    };
    // Within a submission, and again; the call number is no part of what identifies it.
    let same = "MILLAR,20150827121621,L,321654,QA 1,999999999,Ada";
    assert_eq!(counts(&format!("{GOOD}\n{GOOD}\n{same}")), (1, 2));
    assert_eq!(counts(GOOD), (0, 1));
    // What differs in one of the five is another scan; case and blanks count.
    let others = [
        "AVS,20150827121621,L,321654,,999999999,",
        "MILLAR,20150827121622,L,321654,,999999999,",
        "MILLAR,20150827121621,R,321654,,999999999,",
        "MILLAR,20150827121621,L,321655,,999999999,",
        "MILLAR,20150827121621,L,321654,,999999998,",
        "MILLAR,20150827121621,L,a,,9,",
        "MILLAR,20150827121621,L,A,,9,",
        "MILLAR,20150827121621,L,ä,,9,",
    ];
    assert_eq!(counts(&others.join("\n")), (8, 0));
    // Also after the records went into a file.
    site.export("---");
    assert_eq!(counts(&others.join("\n")), (0, 8));
    assert_eq!(site.database.rows().len(), 9);
    let page = site.post("append.php", &[("textarea", GOOD)]).expect(303);
    let page = page
        .header("Location")
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    site.get(&page)
        .expect(200)
        .shows("0 scans were recorded. 1 had been recorded before.");
}

#[test]
fn a_row_that_is_no_record_is_neither_the_same_scan_nor_has_it_a_role() {
    let site = Site::start();
    site.database.run(
        "INSERT INTO transactions VALUES \
         ('MILLAR', 20150827121621, NULL, '321654', '', '999999999', '', 0), \
         ('MILLAR', 20150827121621, 'l', '321654', '', '999999999', '', 0), \
         ('MILLAR', 20150827121621, 'L', NULL, '', '999999999', '', 0), \
         ('MILLAR', NOW(), 'x', '4710', '', '', '', 0), \
         ('MILLAR', NOW(), 'L', '', '', '4711', '', 0), \
         ('MILLAR', NOW(), 'L', '5', '', '4711\n', '', 0)",
    );
    let others = [
        "MILLAR,20150827121622,L,5,,4710",
        "MILLAR,20150827121622,R,4711",
    ];
    for (line, n) in [(GOOD, 1), (GOOD, 0), (others[0], 1), (others[1], 1)] {
        let fields = [("textarea", line), ("check", "1")];
        let answer = site.post_json("append.php", &fields).expect(200).json();
        assert_eq!(answer["recorded"], n, "{answer}");
    }
    // What is a record has one.
    site.database.run(
        "INSERT INTO transactions VALUES ('MILLAR', NOW(), 'L', '5', NULL, '4712', NULL, NULL)",
    );
    let fields = [("textarea", "MILLAR,20150827121623,R,4712"), ("check", "1")];
    let answer = site.post_json("append.php", &fields).expect(200).json();
    assert_eq!(answer["held"][0]["field"], "item_barcode", "{answer}");
}

#[test]
fn identical_submissions_at_the_same_moment_are_stored_once() {
    let site = Site::start();
    for round in 0..6 {
        let lines: Vec<String> = (0..20)
            .map(|i| format!("MILLAR,2015082712{round:02}{i:02},R,{i}"))
            .collect();
        let recorded: u64 = thread::scope(|scope| {
            let submit = || scope.spawn(|| site.submit(&lines.join("\r\n")));
            let threads: Vec<_> = (0..8).map(|_| submit()).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .sum()
        });
        assert_eq!(recorded, 20);
        assert_eq!(site.database.rows().len(), 20 * (round + 1));
    }
}
