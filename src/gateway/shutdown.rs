//! How a process ends that a web server still sends requests: by SIGTERM.
//!
//! What was begun is answered. A connection that the web server has kept open is closed with
//! its next answer, or when it has been idle for longer than it is used again. A request that
//! is sent in the very moment of that closing was never read: the web server answers 503.

use std::cell::{Cell, OnceCell};
use std::io;
use std::os::fd::AsFd;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixListener, UnixStream};
use std::process;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::thread;
use std::time::{Duration, Instant};

use rustix::stdio::dup2_stdin;
use signal_hook::consts::SIGTERM;
use signal_hook::iterator::Signals;

use crate::log::Event;

/// What was accepted a moment before is in hand after this time.
const MOMENT: Duration = Duration::from_millis(100);
/// Between two looks whether a request is still in hand.
const GLANCE: Duration = Duration::from_millis(10);
/// How long connections that are kept open are served yet: longer than Apache uses one
/// again that was idle (`ttl` in apache/offline-circ.conf).
const FAREWELL: Duration = Duration::from_millis(1500);

/// Requests in hand, and connections that are kept open.
#[derive(Debug, Default)]
pub(super) struct Ending {
    /// Read while a request is in hand, written to end the process.
    in_hand: RwLock<()>,
    is_near: AtomicBool,
    /// The open connections on which something was asked.
    connections: Arc<AtomicUsize>,
}

thread_local! {
    /// Each connection has a thread: here, once something was asked on it.
    static CONNECTION: OnceCell<Connection> = const { OnceCell::new() };
    static IN_HAND: Cell<bool> = const { Cell::new(false) };
}

/// Counts a connection until its thread ends.
struct Connection(Arc<AtomicUsize>);

impl Connection {
    fn count(all: &Arc<AtomicUsize>) -> Self {
        all.fetch_add(1, Ordering::SeqCst);
        Self(Arc::clone(all))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A request in hand: until it is dropped the process does not end.
pub(super) struct InHand<'a> {
    _guard: RwLockReadGuard<'a, ()>,
}

impl Drop for InHand<'_> {
    fn drop(&mut self) {
        IN_HAND.set(false);
    }
}

/// Whether this thread has a request in hand.
pub(super) fn is_in_hand() -> bool {
    IN_HAND.get()
}

impl Ending {
    pub(super) fn begin_request(&self) -> InHand<'_> {
        let guard = self.in_hand.read();
        CONNECTION.with(|connection| {
            connection.get_or_init(|| Connection::count(&self.connections));
        });
        IN_HAND.set(true);
        InHand {
            _guard: guard.unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Whether each connection has to end with the next answer on it.
    pub(super) fn is_near(&self) -> bool {
        self.is_near.load(Ordering::SeqCst)
    }

    fn end(&self) {
        self.is_near.store(true, Ordering::SeqCst);
        let _awake = stop_accepting();
        let farewell = Instant::now() + FAREWELL;
        thread::sleep(MOMENT);
        // A lock that waited would keep what comes on a kept connection from beginning.
        while self.in_hand.try_write().is_err() || self.is_used_until(farewell) {
            thread::sleep(GLANCE);
        }
        process::exit(0);
    }

    fn is_used_until(&self, farewell: Instant) -> bool {
        self.connections.load(Ordering::SeqCst) > 0 && Instant::now() < farewell
    }
}

/// Ends the process at SIGTERM.
pub(super) fn on_sigterm(ending: &Arc<Ending>) {
    match Signals::new([SIGTERM]) {
        Ok(mut signals) => {
            let ending = Arc::clone(ending);
            thread::spawn(move || {
                signals.forever().next();
                ending.end();
            });
        }
        Err(error) => eprintln!(
            "{}",
            Event::new("unprepared").text(
                "cause",
                format!("SIGTERM will not wait for requests: {error}")
            )
        ),
    }
}

/// From here on nothing is accepted any more: whoever connects waits for the next process,
/// where the socket stays open for one. What is returned must live until the end.
fn stop_accepting() -> Option<UnixStream> {
    // The fastcgi crate accepts on file descriptor 0 for ever, so that becomes a socket to
    // which nobody connects.
    let here = io::stdin().as_fd().try_clone_to_owned();
    let silent = SocketAddr::from_abstract_name(format!("offline-circ-{}", process::id()))
        .and_then(|name| UnixListener::bind_addr(&name));
    match silent {
        Ok(silent) => drop(dup2_stdin(silent)),
        Err(error) => eprintln!("{}", Event::new("unprepared").text("cause", error)),
    }
    // It still waits for one connection on the old socket; this one brings it to the new.
    let address = UnixListener::from(here.ok()?).local_addr().ok()?;
    UnixStream::connect_addr(&address).ok()
}
