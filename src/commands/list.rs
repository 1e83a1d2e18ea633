//! `offline-circ list`: what listfiles.php shows, and how much is in no file yet.

use super::say;
use crate::export;
use crate::pages::App;
use crate::transaction::TIME_SHOWN;

/// Prints a line for each file, the newest first, and one for the unsaved records.
///
/// # Errors
/// A sentence.
pub fn run(app: &App) -> Result<(), String> {
    export::recover(&app.ledger, &app.outbox, &super::log).map_err(|e| e.to_string())?;
    for file in app.outbox.list().map_err(|e| e.to_string())? {
        let uploaded = match &file.uploaded {
            Some(mark) => format!("uploaded {}", mark.at.format(TIME_SHOWN)),
            None => "not uploaded".to_owned(),
        };
        let by = file
            .made_by
            .map(|name| format!(" by {name}"))
            .unwrap_or_default();
        let made = file.made.format(TIME_SHOWN);
        let records = if file.is_unreadable {
            "unreadable".to_owned()
        } else {
            format!("{} records", file.records)
        };
        let (name, size) = (&file.name, file.size);
        say!("{name}  {records}  {size} bytes  made {made}{by}  {uploaded}");
    }
    let (unsaved, oldest) = app.ledger.oldest_unsaved().map_err(|e| e.to_string())?;
    if let Some(oldest) = oldest {
        let oldest = oldest.format(TIME_SHOWN);
        say!("{unsaved} unsaved records, the oldest of {oldest}");
    } else {
        say!("No unsaved records");
    }
    Ok(())
}
