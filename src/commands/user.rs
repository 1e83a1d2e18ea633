//! Who runs a command, and as whom it runs.
//!
//! What root would make in the output directory, Apache's user could not delete again; so
//! a command that root runs is run once more as the directory's owner.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;

use rustix::process::geteuid;

/// The person who typed the command, also behind sudo.
pub fn caller() -> Option<String> {
    let name = |variable| env::var(variable).ok().filter(|name| !name.is_empty());
    name("SUDO_USER")
        .or_else(|| name("LOGNAME"))
        .or_else(own_name)
}

/// The name of the user as whom this process runs.
pub fn own_name() -> Option<String> {
    Some(
        uzers::get_user_by_uid(geteuid().as_raw())?
            .name()
            .to_string_lossy()
            .into_owned(),
    )
}

/// The user as whom Apache runs here, if there is one: Debian's, or RHEL's.
pub fn of_apache() -> Option<String> {
    let names = ["www-data", "apache"];
    let name = names
        .into_iter()
        .find(|name| uzers::get_user_by_name(name).is_some());
    name.map(str::to_owned)
}

/// As root, runs this command as the owner of the directory instead, and returns its exit
/// code; `None` if it is to go on as it is.
pub fn become_owner(dir: &Path) -> Result<Option<u8>, String> {
    let Ok(metadata) = fs::metadata(dir) else {
        return Ok(None);
    };
    if !geteuid().is_root() || metadata.uid() == 0 {
        return Ok(None);
    }
    let owner = uzers::get_user_by_uid(metadata.uid()).ok_or_else(|| {
        format!(
            "{}: its owner {} has no name",
            dir.display(),
            metadata.uid()
        )
    })?;
    again_as(owner.name()).map(Some)
}

/// Runs this program with the same arguments as that user; returns its exit code.
pub fn again_as(name: &OsStr) -> Result<u8, String> {
    let failed = |e| format!("runuser: {e}");
    let program = env::current_exe().map_err(failed)?;
    let as_user = || {
        let mut command = Command::new("runuser");
        command.arg("-u").arg(name).arg("--");
        command
    };
    // Its own failures could not be told from the program's exit codes.
    let may_run = as_user().args(["test", "-x"]).arg(&program).status();
    if !may_run.map_err(failed)?.success() {
        return Err(format!(
            "{} cannot run {}: look at its mode, and that of the folders above it",
            name.display(),
            program.display()
        ));
    }
    let status = as_user()
        .arg(program)
        .args(env::args_os().skip(1))
        // runuser sets LOGNAME anew; this it leaves.
        .env("SUDO_USER", caller().unwrap_or_default())
        .status()
        .map_err(failed)?;
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(super::FAILED))
}
