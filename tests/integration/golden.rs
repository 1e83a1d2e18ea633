//! The submissions in tests/golden, and the exact bytes that the original wrote for them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::{ROOT, Site};

fn cases() -> Vec<PathBuf> {
    let golden = Path::new(ROOT).join("tests/golden");
    let entries = fs::read_dir(&golden).unwrap_or_else(|e| panic!("{}: {e}", golden.display()));
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    assert!(!cases.is_empty(), "no case in {}", golden.display());
    cases
}

fn check(site: &Site, case: &Path) {
    let read = |name: &str| fs::read(case.join(name)).ok();
    let name = case.display();
    for n in 1.. {
        let Some(lines) = read(&format!("append-{n}.txt")) else {
            assert!(n > 1, "{name} has no append-1.txt");
            break;
        };
        let lines = String::from_utf8(lines).unwrap();
        let answer = site.post("append.php", &[("library", "MILLAR"), ("textarea", &lines)]);
        answer.expect(303);
    }
    let mut compared = 0;
    for (library, file) in [("MILLAR", "extract-MILLAR.dat"), ("---", "extract-all.dat")] {
        if let Some(expected) = read(file) {
            let files = site.export(library);
            assert_eq!(files.len(), 1, "{name} {library}");
            let ours = fs::read(site.path("output").join(&files[0])).unwrap();
            assert_eq!(
                String::from_utf8_lossy(&ours),
                String::from_utf8_lossy(&expected),
                "{name} {file}"
            );
            assert_eq!(ours, expected, "{name} {file}");
            compared += 1;
        }
    }
    assert!(compared > 0, "{name} has no file to compare");
    let rows = fs::read_to_string(case.join("rows.tsv")).unwrap();
    assert_eq!(
        site.database.rows(),
        rows.lines().collect::<Vec<_>>(),
        "{name}"
    );
}

#[test]
fn every_golden_case_has_the_bytes_and_rows_of_the_original() {
    let site = Site::start();
    for case in cases() {
        check(&site, &case);
        site.database.run("DELETE FROM transactions");
        for name in site.output() {
            fs::remove_file(site.path("output").join(name)).unwrap();
        }
    }
}
