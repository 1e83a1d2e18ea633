//! `offline-circ list`: what listfiles.php shows, and how much is in no file yet.

use super::say;
use crate::circulation::time;
use crate::jobs::settle;
use crate::site::Site;

/// Prints a line for each file, the newest first, and one for the unsaved records.
pub fn run(site: &Site) -> Result<(), String> {
    settle::settle_if_any(site).map_err(|e| e.to_string())?;
    for file in site.outbox.list().map_err(|e| e.to_string())? {
        let uploaded = match &file.uploaded {
            Some(mark) => format!("uploaded {}", mark.at.format(time::SHOWN)),
            None => "not uploaded".to_owned(),
        };
        let by = file
            .made_by
            .map(|name| format!(" by {name}"))
            .unwrap_or_default();
        let made = file.made.format(time::SHOWN);
        let records = if file.is_unreadable {
            "unreadable".to_owned()
        } else {
            format!("{} records", file.records)
        };
        let bytes = file.size;
        let name = file.name;
        say!("{name}  {records}  {bytes} bytes  made {made}{by}  {uploaded}");
    }
    let now = site.clock.now();
    let counted = site.ledger.count_unsaved(now.local());
    let counted = counted.map_err(|e| e.to_string())?;
    let unsaved: usize = counted.iter().map(|zone| zone.records).sum();
    let oldest = counted
        .iter()
        .filter_map(|zone| Some((zone.oldest? - now.at(&zone.library), zone.oldest?)));
    if let Some((_, oldest)) = oldest.min() {
        let oldest = oldest.format(time::SHOWN);
        say!("{unsaved} unsaved records, the oldest of {oldest}");
    } else {
        say!("No unsaved records");
    }
    Ok(())
}
