//! FastCGI spoken wrongly, to the program's own socket: what is malformed, multiplexed,
//! aborted or cut off is never acted upon, and the process goes on answering the others.

use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::harness::{Answer, STANDSTILL, Site, wait};

const BEGIN: u8 = 1;
const ABORT: u8 = 2;
const END: u8 = 3;
const PARAMS: u8 = 4;
const STDIN: u8 = 5;
const STDOUT: u8 = 6;
const GET_VALUES: u8 = 9;
const BODY: &str = "textarea=MILLAR,20150827100001,R,1";

struct Worker {
    process: Child,
    socket: PathBuf,
    log: PathBuf,
}

fn record(kind: u8, id: u16, content: &[u8]) -> Vec<u8> {
    let [id_high, id_low] = id.to_be_bytes();
    let [high, low] = u16::try_from(content.len()).unwrap().to_be_bytes();
    [&[1, kind, id_high, id_low, high, low, 0, 0], content].concat()
}

fn begin(id: u16, role: u8, keep: u8) -> Vec<u8> {
    record(BEGIN, id, &[0, role, keep, 0, 0, 0, 0, 0])
}

fn pair(name: &str, value: &str) -> Vec<u8> {
    let length = |text: &str| u8::try_from(text.len()).unwrap();
    [
        &[length(name), length(value)],
        name.as_bytes(),
        value.as_bytes(),
    ]
    .concat()
}

fn params(id: u16, length: usize) -> Vec<u8> {
    let pairs = [
        pair("REQUEST_METHOD", "POST"),
        pair("SCRIPT_NAME", "/offline-circ/append.php"),
        pair("CONTENT_TYPE", "application/x-www-form-urlencoded"),
        pair("HTTP_ACCEPT", "application/json"),
        pair("CONTENT_LENGTH", &length.to_string()),
    ];
    record(PARAMS, id, &pairs.concat())
}

/// A whole submission as one record after the other.
fn submission(id: u16, keep: u8) -> [Vec<u8>; 5] {
    [
        begin(id, 1, keep),
        params(id, BODY.len()),
        record(PARAMS, id, b""),
        record(STDIN, id, BODY.as_bytes()),
        record(STDIN, id, b""),
    ]
}

/// The records of an answer: kind, id and content.
fn records(mut bytes: &[u8]) -> Vec<(u8, u16, Vec<u8>)> {
    let mut records = Vec::new();
    while let [1, kind, id_high, id_low, high, low, padding, _, rest @ ..] = bytes {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let id = u16::from_be_bytes([*id_high, *id_low]);
        records.push((*kind, id, rest[..length].to_vec()));
        bytes = &rest[length + usize::from(*padding)..];
    }
    assert!(bytes.is_empty(), "{bytes:?}");
    records
}

impl Worker {
    /// As mod_fcgid starts it, with a listening socket as its standard input.
    fn start(site: &Site) -> Self {
        Self::start_beneath(&["env"], site)
    }

    fn start_beneath(wrapper: &[&str], site: &Site) -> Self {
        let socket = site.path("worker.sock");
        let log = site.path("worker.log");
        let listener = UnixListener::bind(&socket).unwrap();
        let process = Command::new(wrapper[0])
            .args(&wrapper[1..])
            .arg(site.program())
            .env("OFFLINE_CIRC_CONFIG", site.path("config.toml"))
            .stdin(Stdio::from(OwnedFd::from(listener)))
            .stderr(std::fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();
        Self {
            process,
            socket,
            log,
        }
    }

    /// Sends these bytes, and returns what comes until the program closes.
    fn talk(&self, bytes: &[u8]) -> Vec<(u8, u16, Vec<u8>)> {
        let mut stream = UnixStream::connect(&self.socket).expect("the process listens");
        stream.set_read_timeout(Some(STANDSTILL)).unwrap();
        // The program may be gone before it has read everything.
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        records(&answer)
    }

    fn answers(&self, bytes: &[u8], id: u16) -> Vec<Answer> {
        let mut text = b"HTTP/1.1 ".to_vec();
        let mut answers = Vec::new();
        for (kind, of, content) in self.talk(bytes) {
            match kind {
                STDOUT if of == id => {
                    let content = content.strip_prefix(b"Status: ").unwrap_or(&content);
                    text.extend_from_slice(content);
                }
                END if of == id => {
                    answers.extend(Answer::parse(&text));
                    text.truncate("HTTP/1.1 ".len());
                }
                _ => {}
            }
        }
        answers
    }

    /// Fails unless this very process still works.
    fn assert_works(&mut self, when: &str) {
        assert!(
            self.process.try_wait().unwrap().is_none(),
            "{when}: it has ended"
        );
        let empty = [begin(1, 1, 0), params(1, 9), record(PARAMS, 1, b"")].concat();
        let empty = [empty, record(STDIN, 1, b"textarea="), record(STDIN, 1, b"")].concat();
        let answers = self.answers(&empty, 1);
        assert!(
            matches!(answers.as_slice(), [answer] if answer.status == 200),
            "{when}: {answers:?}"
        );
    }

    /// The threads of the process, and its open files.
    fn holds(&self) -> [usize; 2] {
        let entries = |name: &str| {
            let path = format!("/proc/{}/{name}", self.process.id());
            std::fs::read_dir(path).unwrap().count()
        };
        [entries("task"), entries("fd")]
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}", std::fs::read_to_string(&self.log).unwrap_or_default());
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn malformed_records_are_never_acted_upon_and_the_process_survives() {
    let site = Site::prepare();
    let mut worker = Worker::start(&site);
    let whole = submission(1, 0);
    let bytes = whole.concat();
    let [begun, given, no_more, body, _] = &whole;
    let mut cases: Vec<(String, Vec<u8>)> = Vec::new();
    let mut case = |name: &str, parts: &[&[u8]]| cases.push((name.to_owned(), parts.concat()));
    case("nothing", &[]);
    case("text", &[b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"]);
    case("ones", &[&vec![0xff; 100_000]]);
    case("zeros", &[&vec![0; 100_000]]);
    case("no role", &[&record(BEGIN, 1, b""), given, no_more, body]);
    for role in [0, 2, 3, 9] {
        case(&format!("role {role}"), &[&begin(1, role, 0)]);
    }
    for version in [0, 2, 255] {
        case("version", &[&[version], &bytes[1..]]);
    }
    for kind in [0, 3, 6, 7, 10, 11, 255] {
        case(
            &format!("kind {kind}"),
            &[begun, &record(kind, 1, b"x"), given],
        );
        case(&format!("kind {kind} first"), &[&record(kind, 0, b"")]);
    }
    for pairs in [
        &b"\x05"[..],
        b"\xff",
        b"\xff\xff\xff",
        b"\x0f\x09abc",
        b"\x80\xff\xff\xff\x01a",
        b"\x01\x01\xff\xff",
    ] {
        let wrong = record(PARAMS, 1, pairs);
        case(
            &format!("params {pairs:?}"),
            &[begun, &wrong, no_more, body],
        );
        case(
            &format!("values {pairs:?}"),
            &[&record(GET_VALUES, 0, pairs)],
        );
    }
    let many = record(PARAMS, 1, &pair("A", "").repeat(1_000));
    case("a thousand parameters", &[begun, &many, no_more]);
    // A peer that goes away within any record.
    for length in 0..bytes.len() - 8 {
        case(&format!("cut off at {length}"), &[&bytes[..length]]);
    }
    for (name, bytes) in cases {
        worker.talk(&bytes);
        assert_eq!(site.database.rows(), [""; 0], "{name}");
        worker.assert_works(&name);
    }
    let log = std::fs::read_to_string(&worker.log).unwrap();
    let is_ours = |line: &str| line.starts_with("offline-circ: ");
    assert!(log.lines().all(is_ours), "{log}");
    // No connection is left behind, and no thread.
    wait("the end of the threads", || {
        (worker.holds()[0] <= 4).then_some(())
    });
    let [_, files] = worker.holds();
    assert!(files < 12, "{files} open files");
    assert_eq!(worker.answers(&bytes, 1)[0].json()["recorded"], 1);
}

#[test]
fn a_request_that_is_aborted_or_has_not_its_whole_body_records_nothing() {
    let site = Site::prepare();
    let mut worker = Worker::start(&site);
    let whole = submission(1, 0);
    let [begun, given, no_more, body, end] = whole.each_ref().map(Vec::as_slice);
    let abort = record(ABORT, 1, b"");
    let part = record(STDIN, 1, &BODY.as_bytes()[..20]);
    let too_few = params(1, BODY.len() - 5);
    for parts in [
        vec![begun, &abort],
        vec![begun, given, &abort],
        vec![begun, given, no_more, &abort],
        vec![begun, given, no_more, body, &abort],
        vec![begun, given, no_more, &part, &abort, end],
        vec![begun, given, no_more, &part, end],
        vec![begun, given, no_more, body, body, end],
        vec![begun, &too_few, no_more, body, end],
        vec![begun, no_more, body, end],
    ] {
        for answer in worker.answers(&parts.concat(), 1) {
            assert_eq!(answer.status, 400, "{answer:?}");
        }
        assert_eq!(site.database.rows(), [""; 0], "{parts:?}");
        worker.assert_works("aborted");
    }
    // Somebody else's request is none of ours.
    let other = record(ABORT, 2, b"");
    let parts = [begun, given, &other, no_more, &other, body, &other, end];
    assert_eq!(worker.answers(&parts.concat(), 1)[0].json()["recorded"], 1);
}

#[test]
fn requests_mixed_on_one_connection_are_refused_and_the_first_is_answered() {
    let site = Site::prepare();
    let mut worker = Worker::start(&site);
    let (ours, theirs) = (submission(1, 0), submission(2, 0));
    let mixed: Vec<Vec<u8>> = ours
        .into_iter()
        .zip(theirs)
        .flat_map(|(ours, theirs)| [ours, theirs])
        .collect();
    let records = worker.talk(&mixed.concat());
    // CANT_MPX_CONN.
    let refused = (END, 2, vec![0, 0, 0, 0, 1, 0, 0, 0]);
    assert!(records.contains(&refused), "{records:?}");
    assert!(records.contains(&(END, 1, vec![0; 8])), "{records:?}");
    assert_eq!(site.database.rows().len(), 1);
    worker.assert_works("mixed");
    // One after the other they work, on a connection that is kept.
    let both = [submission(1, 1).concat(), submission(1, 0).concat()].concat();
    let answers = worker.answers(&both, 1);
    let counts: Vec<_> = answers
        .iter()
        .map(|a| a.json()["already_recorded"].clone())
        .collect();
    assert_eq!(counts, [1, 1]);
    assert_eq!(site.database.rows().len(), 1);
}

#[test]
fn more_connections_than_there_may_be_files_are_served_when_others_have_gone() {
    let site = Site::prepare();
    let mut worker = Worker::start_beneath(&["prlimit", "--nofile=32"], &site);
    let idle: Vec<UnixStream> = (0..60)
        .map(|_| UnixStream::connect(&worker.socket).unwrap())
        .collect();
    wait("its last file", || (worker.holds()[1] >= 32).then_some(()));
    drop(idle);
    worker.assert_works("when the others have gone");
    assert_eq!(
        worker.answers(&submission(1, 0).concat(), 1)[0].json()["recorded"],
        1
    );
}
