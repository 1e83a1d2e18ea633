//! `offline-circ practice`: a file of practice records, for Alma's sandbox.
//!
//! It is made into a folder of the caller's, with the caller's rights. Never where the real files
//! are, never in the place of another file, and nothing of it is known to the table.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{NaiveDateTime, TimeDelta, Utc};
use clap::Args;

use super::{note, say};
use crate::circulation::judge::Judge;
use crate::circulation::practice::Barcodes;
use crate::circulation::record::{Kind, Record};
use crate::circulation::scanning::Scanning;
use crate::circulation::shapes::Shapes;
use crate::circulation::{dat, sheet, time};
use crate::jobs::shapes;
use crate::messages::message;
use crate::site::Site;

/// Where to.
#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(value_name = "DIR", help = message!("help.practice-dir"))]
    dir: PathBuf,
}

/// Makes `practice-….dat` and its `.csv`, and says so.
pub fn run(site: &Site, arguments: &Arguments) -> Result<(), String> {
    let config = &site.config;
    let output = &config.output_dir;
    if is_within(&arguments.dir, output) {
        return Err(message!("practice.not-in-output", dir = output.display()));
    }
    let library = &config.libraries[0];
    let now = config.zones().of(&library.code).recorded_time(Utc::now());
    // The sheet's barcodes, as far as they can be known.
    let shapes = shapes::learn(site).unwrap_or_else(|cause| {
        note!("{}", message!("practice.unlearned", cause));
        Arc::default()
    });
    let records = records(&library.code, now, &config.scanning, &shapes)
        .ok_or_else(|| message!("practice.no-barcodes").to_owned())?;
    let records: Vec<&Record> = records.iter().collect();
    let stem = format!("practice-{}", now.format(time::FILE_NAME));
    let path = |end: &str| arguments.dir.join(format!("{stem}.{end}"));
    let (dat, csv) = (path("dat"), path("csv"));
    make(&csv, |out| sheet::write(out, &records))?;
    let lines = |out: &mut BufWriter<File>| {
        let mut records = records.iter();
        records.try_for_each(|record| dat::write_line(out, record))
    };
    make(&dat, lines).inspect_err(|_| {
        // A .csv alone is of no use.
        let _ = fs::remove_file(&csv);
    })?;
    let (records, file) = (records.len(), dat.display());
    say!("{}", message!("practice.made", records, file));
    Ok(())
}

/// Whether a folder is another one, or is in it, by whatever way it is named.
fn is_within(dir: &Path, other: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    real(dir).starts_with(real(other))
}

/// Three loans, and the return of two of them, in the last minutes.
fn records(
    library: &str,
    now: NaiveDateTime,
    scanning: &Scanning,
    shapes: &Shapes,
) -> Option<Vec<Record>> {
    let (barcodes, judge) = (
        Barcodes::new(scanning, shapes),
        Judge::new(scanning, shapes),
    );
    let (patrons, items) = (barcodes.patrons.as_ref()?, barcodes.items.as_ref()?);
    let scans = [
        (Kind::Loan, 0, Some(0)),
        (Kind::Loan, 1, Some(0)),
        (Kind::Loan, 2, Some(1)),
        (Kind::Return, 0, None),
        (Kind::Return, 1, None),
    ];
    let record = |(ago, (kind, item, patron)): (i64, (Kind, usize, Option<usize>))| Record {
        library: library.to_owned(),
        timestamp: now - TimeDelta::minutes(ago),
        kind,
        item_barcode: judge.item(&items[item]).barcode.to_owned(),
        item_callnumber: String::new(),
        patron_barcode: patron.map_or_else(String::new, |at: usize| {
            judge.patron(&patrons[at]).barcode.to_owned()
        }),
        patron_name: String::new(),
    };
    Some((0..5).rev().zip(scans).map(record).collect())
}

/// Writes a file that is not there yet.
fn make(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> Result<(), String> {
    let failed = |cause| message!("practice.not-made", file = path.display(), cause);
    let file = File::create_new(path).map_err(failed)?;
    let mut out = BufWriter::new(file);
    let written = write(&mut out).and_then(|()| out.flush());
    written.map_err(|cause| {
        let _ = fs::remove_file(path);
        failed(cause)
    })
}
