//! `offline-circ list`: what listfiles.php shows, and how much is in no file yet.

use super::say;
use crate::circulation::time;
use crate::jobs::settle;
use crate::messages::message;
use crate::site::Site;

/// Prints a line for each file, the newest first, and one for the unsaved records.
pub fn run(site: &Site) -> Result<(), String> {
    settle::settle_if_any(site).map_err(|e| e.to_string())?;
    for file in site.outbox.list().map_err(|e| e.to_string())? {
        let uploaded = match &file.uploaded {
            Some(mark) => message!("commands.uploaded", time = mark.at.format(time::SHOWN)),
            None => message!("commands.not-uploaded").to_owned(),
        };
        let time = file.made.format(time::SHOWN);
        let made = match file.made_by {
            Some(name) => message!("commands.made-by", time, name),
            None => message!("commands.made", time),
        };
        let records = if file.is_unreadable {
            message!("commands.unreadable").to_owned()
        } else {
            message!("commands.records", records = file.records)
        };
        let bytes = message!("commands.bytes", bytes = file.size);
        let name = file.name;
        say!("{name}  {records}  {bytes}  {made}  {uploaded}");
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
        say!(
            "{}",
            message!("commands.unsaved", records = unsaved, oldest)
        );
    } else {
        say!("{}", message!("commands.nothing-to-export"));
    }
    Ok(())
}
