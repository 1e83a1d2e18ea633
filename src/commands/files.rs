//! The files that somebody names on a command line, one by one or by their folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The files that are named, and of each folder the wanted ones in it, in order of name. Hidden ones
/// and folders in a folder are left out.
///
/// # Errors
/// A folder that cannot be read, and why.
pub fn named(
    paths: &[PathBuf],
    is_wanted: impl Fn(&Path) -> bool,
) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let inside = inside(path).map_err(|cause| (path.clone(), cause))?;
            files.extend(inside.into_iter().filter(|path| is_wanted(path)));
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn inside(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !is_hidden && entry.path().is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}
