//! What every test stands on: a site of its own, with folder, database, configuration
//! and, where wanted, an Apache.

pub mod cgi;
pub mod database;
pub mod folder;
pub mod http;
pub mod port;
pub mod privacy;
pub mod site;
pub mod transport;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};

pub use database::{Database, Mariadb};
pub use folder::Folder;
pub use http::{Answer, Client};
pub use port::Port;
pub use site::Site;
pub use transport::Transport;

/// The repository.
pub const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// The program under test. tests/run names the one that ships, which starts six times as fast.
pub static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    let shipped = env::var_os("OFFLINE_CIRC_TEST_PROGRAM").map(PathBuf::from);
    shipped.unwrap_or_else(|| env!("CARGO_BIN_EXE_offline-circ").into())
});

/// apache/stack.sh with these arguments.
pub fn stack(command: &str, dir: &Path) -> Command {
    let mut stack = Command::new(Path::new(ROOT).join("apache/stack.sh"));
    stack.arg(command).arg(dir);
    stack
}

/// Runs a command that must succeed.
pub fn run(command: &mut Command) -> Output {
    let output = command.output().expect("the command starts");
    assert!(
        output.status.success(),
        "{command:?}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

/// The line that loads a module into Apache.
pub fn load_module(name: &str) -> String {
    let dir = stack_says("modules_dir");
    format!("LoadModule {name}_module \"{dir}/mod_{name}.so\"\n")
}

/// What a function of apache/stack.sh prints.
pub fn stack_says(function: &str) -> String {
    let script = format!(". apache/stack.sh && {function}");
    let output = run(Command::new("bash").args(["-c", &script]).current_dir(ROOT));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.trim().to_owned()
}

/// After this time nothing is waited for any longer: whatever takes so long has come to a
/// standstill, on any machine.
pub const STANDSTILL: Duration = Duration::from_secs(180);

/// Asks until the answer is `Some`.
pub fn wait<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + STANDSTILL;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(Instant::now() < end, "waited in vain: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// The processes that run this file.
pub fn processes_of(program: &Path) -> Vec<i32> {
    let runs = |entry: &PathBuf| fs::read_link(entry.join("exe")).is_ok_and(|e| e == program);
    let entries = fs::read_dir("/proc").expect("/proc is there");
    let entries = entries.filter_map(|entry| Some(entry.ok()?.path()));
    entries
        .filter(runs)
        .filter_map(|entry| entry.file_name()?.to_str()?.parse().ok())
        .collect()
}

/// The process that leads a session of apache/stack.sh, by the file that names it; none, if it
/// has ended.
pub fn leader(session: &Path) -> Option<i32> {
    let text = fs::read_to_string(session).ok()?;
    let (pid, began) = text.trim().split_once(' ')?;
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // proc(5): the time at which it began is field 22, and the second one ends with ")".
    let (_, fields) = stat.rsplit_once(')')?;
    let is_it = fields.split_whitespace().nth(19)? == began;
    is_it.then(|| pid.parse().ok())?
}

/// Sends a signal; `false` if the process is gone. A process that is to stop has stopped when
/// this returns, with all its threads: the kernel stops one after the other, and on a busy
/// machine the others go on for a while.
pub fn signal(pid: i32, name: &str) -> bool {
    let mut kill = Command::new("kill");
    kill.arg(format!("-{name}")).arg(pid.to_string());
    let sent = kill.output().expect("kill starts").status.success();
    if sent && name == "STOP" {
        wait("the end of all threads' work", || {
            threads_stopped(pid).then_some(())
        });
    }
    sent
}

fn threads_stopped(pid: i32) -> bool {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).expect("the process is there");
    let mut threads = threads.filter_map(|entry| Some(entry.ok()?.path()));
    threads.all(|thread| {
        // proc(5): the state follows the name, which ends with ")".
        let stat = fs::read_to_string(thread.join("stat"));
        stat.is_ok_and(
            |stat| matches!(stat.rsplit_once(") "), Some((_, rest)) if rest.starts_with('T')),
        )
    })
}
