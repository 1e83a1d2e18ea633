//! Whether SELinux lets Apache write into the output directory.
//!
//! The kernel is asked, which knows policy, labels and booleans: the check itself is started from
//! a shell, where SELinux allows more. Where it is off or only warns, nothing is said.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;

use super::report::Report;
use crate::messages::message;

/// Where the kernel answers questions about SELinux.
const KERNEL: &str = "/sys/fs/selinux";
/// As what Apache runs, and with it the program, in the policies of RHEL and of Debian.
const APACHE: &str = "system_u:system_r:httpd_t:s0";
/// What an export does to the directory.
const NEEDED: [&str; 4] = ["search", "write", "add_name", "remove_name"];

/// Says what label the directory has, and what to do if that keeps Apache out.
pub fn output(report: &mut Report, dir: &Path) {
    let Some(label) = label(dir).filter(|_| is_enforcing()) else {
        return;
    };
    let shown = dir.display();
    match may_write(&label) {
        Some(true) => report.ok("selinux", message!("check.selinux", dir = shown, label)),
        Some(false) => report.warning(
            "selinux",
            message!("check.selinux-refused", dir = shown, label),
        ),
        None => {}
    }
}

fn is_enforcing() -> bool {
    fs::read_to_string(format!("{KERNEL}/enforce")).is_ok_and(|text| text.trim() == "1")
}

fn label(path: &Path) -> Option<String> {
    let mut label = [0; 512];
    let length = rustix::fs::getxattr(path, "security.selinux", &mut label).ok()?;
    let label = str::from_utf8(&label[..length]).ok()?;
    Some(label.trim_end_matches('\0').to_owned())
}

/// Nothing if the policy does not know Apache, or does not answer.
fn may_write(label: &str) -> Option<bool> {
    let number = |name: &str| -> Option<u32> {
        let text = fs::read_to_string(format!("{KERNEL}/class/dir/{name}")).ok()?;
        text.trim().parse().ok()
    };
    let class = number("index")?;
    let needed = NEEDED
        .iter()
        .map(|name| number(&format!("perms/{name}")))
        .collect::<Option<Vec<_>>>()?;
    let mut access = File::options()
        .read(true)
        .write(true)
        .open(format!("{KERNEL}/access"))
        .ok()?;
    access
        .write_all(format!("{APACHE} {label} {class}").as_bytes())
        .ok()?;
    let mut answer = [0; 128];
    let length = access.read(&mut answer).ok()?;
    allows(str::from_utf8(&answer[..length]).ok()?, &needed)
}

/// The answer begins with what is allowed, in hexadecimal: one bit for each permission, the first
/// of which has the number 1.
fn allows(answer: &str, permissions: &[u32]) -> Option<bool> {
    let allowed = u32::from_str_radix(answer.split_whitespace().next()?, 16).ok()?;
    let is_set = |number: &u32| allowed >> (number - 1) & 1 == 1;
    Some(permissions.iter().all(is_set))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_kernel_allows_is_read_bit_by_bit() {
        let answer = "2a ffffffff 0 fffffffa 5 0";
        assert_eq!(allows(answer, &[2, 4, 6]), Some(true));
        assert_eq!(allows(answer, &[2, 3]), Some(false));
        assert_eq!(allows("0 ffffffff 0 fffffffa 5 0", &[1]), Some(false));
        assert_eq!(allows("", &[1]), None);
    }
}
