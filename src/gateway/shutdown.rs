//! How a process ends to which a web server still sends requests: by SIGTERM.
//!
//! 1. File descriptor 0 becomes /dev/null, so nothing is accepted any more; new connections
//!    wait in the socket for the next process.
//! 2. Each request in hand is answered, and its connection closed. A connection that the web
//!    server keeps open is served for as long as it may be used again.
//! 3. The process returns from `main`.
//!
//! A request that is sent in the very moment in which its connection is closed was never
//! read: the web server answers 503, and the page sends it again.

use std::cell::{Cell, OnceCell};
use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustix::stdio::dup2_stdin;
use signal_hook::consts::SIGTERM;
use signal_hook::iterator::Signals;

use crate::log::Event;
use crate::messages::message;

/// By then, a connection that was just accepted has begun its request.
const SETTLE_DELAY: Duration = Duration::from_millis(100);
/// How often to look for requests in hand.
const POLL_INTERVAL: Duration = Duration::from_millis(10);
/// How long connections that are kept open are still served: longer than Apache uses one
/// again that was idle (`ttl` in apache/offline-circ.conf).
const KEEPALIVE_GRACE: Duration = Duration::from_millis(1500);
/// How long to wait for requests in hand: longer than the longest statement may take, and
/// shorter than systemd waits (`TimeoutStopSec` in apache/offline-circ.service).
const LIMIT: Duration = Duration::from_secs(50);

/// Requests in hand, connections that are kept open, and whether the process is ending.
#[derive(Debug, Default)]
pub(super) struct Shutdown {
    has_begun: AtomicBool,
    active_requests: AtomicUsize,
    /// The open connections on which something was asked.
    connections: Arc<AtomicUsize>,
}

thread_local! {
    /// Each connection has a thread: here, once something was asked on it.
    static CONNECTION: OnceCell<Connection> = const { OnceCell::new() };
    static HAS_REQUEST: Cell<bool> = const { Cell::new(false) };
}

/// Counts a connection until its thread ends.
struct Connection(Arc<AtomicUsize>);

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A request in hand, until it is dropped.
pub(super) struct ActiveRequest<'a>(&'a Shutdown);

impl Drop for ActiveRequest<'_> {
    fn drop(&mut self) {
        HAS_REQUEST.set(false);
        self.0.active_requests.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Whether this thread has a request in hand.
pub(super) fn has_request() -> bool {
    HAS_REQUEST.get()
}

impl Shutdown {
    /// Counts a request that this thread has in hand from now on.
    pub(super) fn begin_request(&self) -> ActiveRequest<'_> {
        self.active_requests.fetch_add(1, Ordering::SeqCst);
        HAS_REQUEST.set(true);
        CONNECTION.with(|connection| {
            connection.get_or_init(|| {
                self.connections.fetch_add(1, Ordering::SeqCst);
                Connection(Arc::clone(&self.connections))
            });
        });
        ActiveRequest(self)
    }

    /// Whether each connection has to end with the next answer on it.
    pub(super) fn has_begun(&self) -> bool {
        self.has_begun.load(Ordering::SeqCst)
    }

    /// Stops accepting connections at SIGTERM.
    pub(super) fn on_sigterm(self: &Arc<Self>) {
        let shutdown = Arc::clone(self);
        match Signals::new([SIGTERM]) {
            Ok(mut signals) => {
                thread::spawn(move || {
                    signals.forever().next();
                    shutdown.has_begun.store(true, Ordering::SeqCst);
                    if let Err(error) = stop_accepting() {
                        Event::new("unprepared").text("cause", error).write();
                    }
                });
            }
            Err(error) => Event::new("unprepared")
                .text("cause", message!("log.sigterm", cause = error))
                .write(),
        }
    }

    /// Waits until every request in hand is answered and no connection may be used again.
    pub(super) fn wait(&self) {
        let began = Instant::now();
        thread::sleep(SETTLE_DELAY);
        while began.elapsed() < LIMIT && self.is_in_use(began.elapsed()) {
            thread::sleep(POLL_INTERVAL);
        }
    }

    fn is_in_use(&self, since: Duration) -> bool {
        let are_kept = self.connections.load(Ordering::SeqCst) > 0;
        self.active_requests.load(Ordering::SeqCst) > 0 || (are_kept && since < KEEPALIVE_GRACE)
    }
}

/// Puts /dev/null on file descriptor 0, on which the fastcgi crate accepts, and wakes it from
/// the `accept` in which it still waits on the socket.
fn stop_accepting() -> io::Result<()> {
    let socket = UnixListener::from(io::stdin().as_fd().try_clone_to_owned()?);
    dup2_stdin(File::open("/dev/null")?)?;
    UnixStream::connect_addr(&socket.local_addr()?).map(drop)
}
