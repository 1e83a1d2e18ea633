//! The way from Apache to the program: tests/run runs the whole suite over each.

use std::env;
use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::{Folder, signal, stack, wait};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// mod_fcgid
    Fcgid,
    /// mod_proxy_fcgi and a service of systemd
    Proxy,
    /// A process for each request
    Cgi,
}

impl Transport {
    /// The one that `OFFLINE_CIRC_TEST_TRANSPORT` names.
    pub fn tested() -> Self {
        let name = env::var("OFFLINE_CIRC_TEST_TRANSPORT").unwrap_or_default();
        match name.as_str() {
            "" | "fcgid" => Self::Fcgid,
            "proxy" => Self::Proxy,
            "cgi" => Self::Cgi,
            _ => panic!("OFFLINE_CIRC_TEST_TRANSPORT is fcgid, proxy or cgi, not {name:?}"),
        }
    }

    /// Of thousands of requests of one kind, one in so many is sent. By mod_fcgid all are, and
    /// by the other ways, where they meet the same code, if tests/run --long asks for it.
    pub fn stride(self) -> usize {
        let is_long = env::var_os("OFFLINE_CIRC_LONG").is_some();
        if self == Self::Fcgid || is_long { 1 } else { 7 }
    }

    /// Whether a process answers more than one request: a test about that has nothing to
    /// say of plain CGI.
    pub fn keeps_processes(self) -> bool {
        self != Self::Cgi
    }

    /// Whether Apache, which listens, can start a program: mod_cgid gives its socket away
    /// a moment later.
    pub fn is_ready(self, run: &Path) -> bool {
        let owner = |path: &Path| fs::metadata(path).map(|metadata| metadata.uid()).ok();
        let entries = fs::read_dir(run).into_iter().flatten().flatten();
        let sockets = entries.map(|entry| entry.path()).filter(|path| {
            let name = path.file_name().unwrap_or_default();
            name.to_string_lossy().starts_with("cgid.sock")
        });
        self != Self::Cgi
            || sockets
                .last()
                .is_some_and(|socket| owner(&socket) == owner(run))
    }

    /// As apache/stack.sh has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fcgid => "fcgid",
            Self::Proxy => "proxy",
            Self::Cgi => "cgi",
        }
    }
}

/// What systemd is for the service: it holds the socket and starts the program.
pub struct Unit(Child);

impl Unit {
    pub fn start(folder: &Folder) -> Self {
        let unit = Self(start(
            &stack("unit", folder.path()),
            &folder.path().join("log/unit.out"),
        ));
        let group = |path: &Path| Some(fs::metadata(path).ok()?.gid());
        let folder = folder.path().join("run");
        wait("the socket of the service", || {
            (group(&folder.join("program.sock"))? == group(&folder)?).then_some(())
        });
        unit
    }
}

impl Drop for Unit {
    fn drop(&mut self) {
        signal(self.0.id().try_into().expect("a process id"), "KILL");
        let _ = self.0.wait();
    }
}

/// Starts a command of apache/stack.sh; whoever kills this test run kills it.
pub fn start(stack: &Command, log: &Path) -> Child {
    let output = File::create(log).expect("a log");
    Command::new("setpriv")
        .args(["--pdeathsig", "TERM"])
        .arg(stack.get_program())
        .args(stack.get_args())
        .stdin(Stdio::null())
        .stdout(output.try_clone().expect("a log"))
        .stderr(output)
        .spawn()
        .expect("setpriv is there")
}
