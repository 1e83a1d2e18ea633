//! Where every record is, beside what was said of it.

use std::collections::BTreeMap;

use offline_circ::circulation::dat::Line;
use offline_circ::circulation::sheet;

use super::Soak;
use crate::harness::wait;

/// What a desk was told of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Recorded,
    Voided,
    /// Voiding found nothing: at the first attempt, or at one after a lost answer.
    NotThere {
        at_once: bool,
    },
    /// It is not there any more, but it was sent more than once: a request whose client has given
    /// up may still be on its way, and to a table that has forgotten the line, it is new.
    Forgotten,
}

/// Where a scan's records are.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Places {
    unsaved: usize,
    in_files: usize,
    in_deleted_files: usize,
}

impl Soak {
    /// Everything is at rest: where is every record?
    pub(super) fn check(&self) -> String {
        wait("the list of files", || {
            (self.site.get("listfiles.php").status == 200).then_some(())
        });
        let output = self.site.output();
        assert!(
            !output.iter().any(|name| name.ends_with(".pending")),
            "{output:?}"
        );
        let mut places: BTreeMap<String, Places> = BTreeMap::new();
        let items = |saved: u8| -> Vec<String> {
            let query = format!("SELECT item_barcode FROM transactions WHERE saved = {saved}");
            self.site.database.query(&query)
        };
        for item in items(0) {
            places.entry(item).or_default().unsaved += 1;
        }
        let dats = self.site.dats();
        let mut in_files: Vec<String> = dats.iter().flat_map(|name| self.read(name)).collect();
        for item in &in_files {
            places.entry(item.clone()).or_default().in_files += 1;
        }
        for item in self.deleted.lock().expect("no thread has failed").iter() {
            places.entry(item.clone()).or_default().in_deleted_files += 1;
        }
        let mut saved = items(1);
        saved.sort_unstable();
        in_files.sort_unstable();
        assert_eq!(saved, in_files, "flagged rows are those in files");
        let told = self.told.lock().expect("no thread has failed");
        for (item, told) in told.iter() {
            assert_is_where_it_should_be(item, *told, places.remove(item).unwrap_or_default());
        }
        assert!(places.is_empty(), "never acknowledged: {places:?}");
        format!("{} scans, {} files", told.len(), dats.len())
    }

    /// The item barcodes of a file that must be sound in itself, with its .csv.
    fn read(&self, name: &str) -> Vec<String> {
        let text = self.site.file(name);
        assert!(text.ends_with("\r\n"), "{name}");
        let lines: Vec<Line> = text
            .split_terminator("\r\n")
            .map(|line| Line::parse(line).unwrap_or_else(|| panic!("{name}: {line:?}")))
            .collect();
        let csv = self.site.file(&name.replace(".dat", ".csv"));
        let records = sheet::read(csv.as_bytes()).unwrap_or_else(|| panic!("{name}: its .csv"));
        let of_records: Vec<Line> = records.iter().map(Line::from).collect();
        assert_eq!(lines, of_records, "{name} and its .csv");
        assert!(
            records.is_sorted_by_key(|record| record.timestamp),
            "{name}"
        );
        lines.into_iter().map(|line| line.item_barcode).collect()
    }
}

fn assert_is_where_it_should_be(item: &str, told: Told, places: Places) {
    let Places {
        unsaved,
        in_files,
        in_deleted_files,
    } = places;
    let there = unsaved + in_files;
    let is_right = match told {
        Told::Recorded => there + in_deleted_files == 1,
        Told::Voided => there + in_deleted_files == 0,
        Told::NotThere { at_once: true } => there == 0 && in_deleted_files == 1,
        Told::NotThere { at_once: false } => there == 0 && in_deleted_files <= 1,
        Told::Forgotten => there + in_deleted_files <= 1,
    };
    assert!(is_right, "{item}: {told:?}, but {places:?}");
}
