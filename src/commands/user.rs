//! Who runs a command, and as whom it runs.
//!
//! What root would make in the output directory, Apache's user could not delete again; so
//! a command that root runs is run once more as the directory's owner.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use rustix::process::{Gid, Uid, geteuid};
use rustix::thread::{set_thread_gid, set_thread_groups, set_thread_uid};

use crate::messages::message;

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

/// As root, starts this command again as the owner of the directory, and returns only if it
/// is to go on as it is.
pub fn become_owner(dir: &Path) -> Result<(), String> {
    let Ok(metadata) = fs::metadata(dir) else {
        return Ok(());
    };
    if !geteuid().is_root() || metadata.uid() == 0 {
        return Ok(());
    }
    let owner = uzers::get_user_by_uid(metadata.uid()).ok_or_else(|| {
        message!(
            "commands.nameless-owner",
            dir = dir.display(),
            uid = metadata.uid()
        )
    })?;
    Err(again_as(owner.name(), &[]))
}

/// Starts this command again as that user, with all the groups that Apache has, and with what it
/// is told as variables of the environment. Returns only if that fails, with a sentence.
pub fn again_as(name: &OsStr, told: &[(&str, String)]) -> String {
    let shown = name.display();
    let Some(user) = uzers::get_user_by_name(name) else {
        return message!("commands.no-user", user = shown);
    };
    let gid = user.primary_group_id();
    let groups = uzers::get_user_groups(name, gid).unwrap_or_default();
    let groups: Vec<Gid> = groups.iter().map(|g| Gid::from_raw(g.gid())).collect();
    let caller = caller().unwrap_or_default();
    // CommandExt::uid takes all other groups away, and CommandExt::groups is not stable.
    let switched = set_thread_groups(&groups)
        .and_then(|()| set_thread_gid(Gid::from_raw(gid)))
        .and_then(|()| set_thread_uid(Uid::from_raw(user.uid())));
    if let Err(e) = switched {
        return message!("commands.cannot-become", user = shown, cause = e);
    }
    let program = match env::current_exe() {
        Ok(program) => program,
        Err(e) => return message!("commands.no-own-file", cause = e),
    };
    let error = Command::new(&program)
        .args(env::args_os().skip(1))
        .env("SUDO_USER", caller)
        .envs(told.iter().map(|(key, value)| (key, value)))
        .exec();
    message!(
        "commands.cannot-run",
        user = shown,
        program = program.display(),
        cause = error
    )
}
