//! One whole site: MILLAR and AVS, on a database of its own, behind an Apache of its own.

use std::fs;
use std::io::Error;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use super::database::shared_socket;
use super::privacy::Said;
use super::transport::{Transport, Unit, start};
use super::{
    Answer, Client, Database, Folder, PROGRAM, Port, ROOT, leader, processes_of, run, signal,
    stack, wait,
};

const SITE: &str = r#"
main_title = "Offline Circulation"
contact_name = "Technical Support"
contact_email = "help@library.test"
hosts = ["circ.test"]
[[libraries]]
code = "MILLAR"
name = "Millar Library"
[[libraries]]
code = "AVS"
name = "AV Services"
"#;
pub const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
pub const JSON: (&str, &str) = ("Accept", "application/json");

pub struct Site {
    // In the order in which they are dropped: Apache stops in `Site::drop`, before all.
    pub database: Database,
    pub folder: Folder,
    apache: Option<Child>,
    unit: Option<Unit>,
    port: Port,
    client: Option<Client>,
    said: Said,
}

impl Site {
    /// A site that answers.
    pub fn start() -> Self {
        Self::prepare().serve()
    }

    /// A site without Apache.
    pub fn prepare() -> Self {
        Self::on(&shared_socket())
    }

    /// A site on this MariaDB, without Apache.
    pub fn on(socket: &Path) -> Self {
        let site = Self {
            database: Database::create(socket),
            folder: Folder::new(),
            apache: None,
            unit: None,
            port: Port::reserve(),
            client: None,
            said: Said::default(),
        };
        for dir in ["output", "bin", "htdocs"] {
            fs::create_dir(site.path(dir)).expect("a folder is made");
        }
        // As after the first request, so that all requests make the same system calls.
        site.write("output/.clock", "");
        // The program's name is the site's own, so its processes are known by it.
        fs::hard_link(&*PROGRAM, site.program())
            .or_else(|_| fs::copy(&*PROGRAM, site.program()).map(drop))
            .expect("the program is there");
        let htdocs = Path::new(ROOT).join("apache/htdocs");
        let copy = site.path("htdocs/offline-circ");
        run(Command::new("cp").arg("-r").arg(htdocs).arg(copy));
        site.configure(&site.config());
        site
    }

    /// The whole text of config.toml.
    pub fn config(&self) -> String {
        let output = self.path("output");
        let output = output.display();
        format!("output_dir = \"{output}\"{SITE}{}", self.database.config())
    }

    pub fn configure(&self, text: &str) {
        self.write("config.toml", text);
    }

    /// Reaches the database by these lines of its configuration instead of the socket.
    pub fn reach_database_by(&self, lines: &str) {
        let socket = format!("socket = \"{}\"", self.database.socket.display());
        self.configure(&self.config().replace(&socket, lines));
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).expect("a file is written");
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn program(&self) -> PathBuf {
        self.path("bin/offline-circ")
    }

    /// Starts Apache.
    pub fn serve(mut self) -> Self {
        let port = self.port.number;
        let transport = Transport::tested();
        run(stack("httpd-conf", self.folder.path())
            .arg(port.to_string())
            .arg(transport.name()));
        // The program is given the directory, and has made what is in it.
        let made = self.path("output/.clock");
        if made.exists() {
            let mut chown = Command::new("chown");
            run(chown.arg("--reference").args([self.path("output"), made]));
        }
        if transport == Transport::Proxy && self.unit.is_none() {
            self.unit = Some(Unit::start(&self.folder));
        }
        self.apache = Some(self.start_apache());
        self.client = Some(Client::new(port));
        self
    }

    /// An Apache that answers, with the configuration that there is.
    pub fn start_apache(&self) -> Child {
        let mut apache = start(
            &stack("httpd", self.folder.path()),
            &self.path("log/httpd.out"),
        );
        wait("Apache", || {
            let ended = apache.try_wait().expect("Apache is our child");
            assert_eq!(ended, None, "Apache does not start: {}", self.log());
            // One that ran before on this port may not have ended yet.
            let leader = leader(&self.path("run/httpd.session"))?;
            if leader.cast_unsigned() != apache.id() {
                return None;
            }
            let listens = || TcpStream::connect(("127.0.0.1", self.port())).is_ok();
            let is_ready = || listens() && Transport::tested().is_ready(&self.path("run"));
            is_ready().then_some(())
        });
        apache
    }

    pub fn client(&self) -> &Client {
        self.client.as_ref().expect("the site has an Apache")
    }

    pub fn port(&self) -> u16 {
        self.port.number
    }

    pub fn apache_pid(&self) -> i32 {
        let apache = self.apache.as_ref().expect("the site has an Apache");
        apache.id().try_into().expect("a process id")
    }

    /// The FastCGI processes.
    pub fn workers(&self) -> Vec<i32> {
        processes_of(&self.program())
    }

    /// Ends them: the next request is a new one's.
    pub fn end_workers(&self) {
        let old = self.workers();
        for pid in &old {
            signal(*pid, "TERM");
        }
        // A connection that the old ones have left in the socket may start a new one already.
        wait("the end of the processes", || {
            let now = self.workers();
            now.iter().all(|pid| !old.contains(pid)).then_some(())
        });
    }

    pub fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        self.said.hear(body);
        let answer = self.client().send(method, path, headers, body);
        answer.unwrap_or_else(|e| panic!("{method} {path}: {e}\n{}", self.log()))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.request("GET", path, &[], b"")
    }

    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.request("POST", path, &[FORM], encode(fields).as_bytes())
    }

    pub fn post_json(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.request("POST", path, &[FORM, JSON], encode(fields).as_bytes())
    }

    /// Records these lines; each must be accepted. Returns how many were new.
    #[track_caller]
    pub fn submit(&self, lines: &str) -> u64 {
        let answer = self
            .post_json("append.php", &[("textarea", lines)])
            .expect(200)
            .json();
        assert_eq!(
            answer["rejected"].as_array().map(Vec::len),
            Some(0),
            "{answer}"
        );
        answer["recorded"].as_u64().expect("a number")
    }

    /// Exports, and returns the names of the files.
    #[track_caller]
    pub fn export(&self, library: &str) -> Vec<String> {
        names(
            &self
                .post_json("extract.php", &[("library", library)])
                .expect(200),
        )
    }

    /// The names in the output directory, in order, but for those of files that hold only a time
    /// and of the folder for what the desks say.
    pub fn output(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("output")).expect("the output directory");
        let name = |entry: Result<fs::DirEntry, Error>| entry.ok()?.file_name().into_string().ok();
        let names = entries.filter_map(name);
        let is_ours =
            |name: &String| name != ".clock" && name != "desks" && !name.starts_with(".latest");
        let mut names: Vec<String> = names.filter(is_ours).collect();
        names.sort();
        names
    }

    /// Every .dat file, in order of name.
    pub fn dats(&self) -> Vec<String> {
        let mut names = self.output();
        names.retain(|name| name.strip_suffix(".dat").is_some());
        names
    }

    pub fn file(&self, name: &str) -> String {
        fs::read_to_string(self.path("output").join(name)).expect("the file is there")
    }

    /// The item barcodes in these files, line by line.
    pub fn items_in(&self, names: &[String]) -> Vec<String> {
        let texts: Vec<String> = names.iter().map(|name| self.file(name)).collect();
        let lines = texts.iter().flat_map(|text| text.split_terminator("\r\n"));
        lines
            .map(|line| line[13..93].trim_end().to_owned())
            .collect()
    }

    /// Apache's error log.
    pub fn log(&self) -> String {
        let read = |name| fs::read(self.path(name)).unwrap_or_default();
        let logs = ["log/httpd.out", "log/unit.out", "log/error.log"];
        let text = logs.map(read).concat();
        String::from_utf8_lossy(&text).into_owned()
    }

    /// Waits until the error log has this text.
    pub fn logs(&self, text: &str) {
        wait(&format!("{text:?} in the error log"), || {
            self.log().contains(text).then_some(())
        });
    }

    /// The lines of the error log that speak of a failure, once there are so many.
    pub fn failures(&self, n: usize) -> Vec<String> {
        wait("the error log", || {
            let log = self.log();
            let lines = log
                .lines()
                .filter(|line| line.contains("offline-circ: failed "));
            let lines: Vec<String> = lines.map(str::to_owned).collect();
            (lines.len() >= n).then_some(lines)
        })
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}", self.log());
        }
        let Some(mut apache) = self.apache.take() else {
            return;
        };
        // The folder's end, which comes next, is an end for whatever is left of it.
        self.folder.stop();
        let _ = apache.kill();
        let _ = apache.wait();
        let found = self.said.found_in(&self.path("log"));
        assert!(
            found.is_empty() || std::thread::panicking(),
            "no log may have this: {found:?}"
        );
    }
}

/// The names in extract.php's JSON answer.
pub fn names(answer: &Answer) -> Vec<String> {
    let files = answer.json()["files"].as_array().cloned().expect("files");
    let name = |file: &serde_json::Value| file["name"].as_str().map(str::to_owned);
    files.iter().filter_map(name).collect()
}

pub fn encode(fields: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(fields).expect("fields can be encoded")
}
