//! Between the web server and the pages: FastCGI and CGI, the only file that names the
//! fastcgi crate.
//!
//! Whatever happens, each request gets exactly one whole answer in one write, a cause
//! goes to the web server's error log, and SIGTERM lets the requests in hand finish.

mod shutdown;

use std::any::Any;
use std::cell::RefCell;
use std::env;
use std::io::{self, Read, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use rustix::net::sockopt::socket_acceptconn;
use shutdown::Shutdown;

use crate::config;
use crate::error::Error;
use crate::http::request::{Request, body_limit};
use crate::http::response::Response;
use crate::log::{self, Event};
use crate::messages::message;
use crate::pages;
use crate::site::Site;

/// Before connections are accepted again.
const PAUSE: Duration = Duration::from_millis(100);
/// A page that takes longer gets a line in the log.
const SLOW: Duration = Duration::from_secs(2);

/// The program as a web server sees it.
#[derive(Debug)]
pub struct Gateway {
    config: PathBuf,
    site: OnceLock<Site>,
    shutdown: Arc<Shutdown>,
}

/// Whether file descriptor 0 is a listening socket, as FastCGI has it.
pub fn is_fastcgi() -> bool {
    socket_acceptconn(io::stdin()).unwrap_or(false)
}

impl Gateway {
    /// A gateway with the configuration that `OFFLINE_CIRC_CONFIG` names.
    pub fn from_environment() -> Self {
        let config = env::var_os("OFFLINE_CIRC_CONFIG").map(PathBuf::from);
        Self::new(config.unwrap_or_else(|| PathBuf::from(config::DEFAULT_PATH)))
    }

    /// A gateway that reads this configuration when the first request comes.
    fn new(config: PathBuf) -> Self {
        Self {
            config,
            site: OnceLock::new(),
            shutdown: Arc::default(),
        }
    }

    /// Answers requests until SIGTERM.
    pub fn serve_fastcgi(self) {
        let gateway = Arc::new(self);
        gateway.shutdown.on_sigterm();
        log_panics(&gateway.shutdown);
        while is_fastcgi() {
            let gateway = Arc::clone(&gateway);
            let run = || fastcgi::run(move |request| gateway.serve(request));
            // It panics when there is no file or thread left for another connection, and the
            // requests in hand go on and give theirs back; and when the socket is gone.
            let _ = panic::catch_unwind(AssertUnwindSafe(run));
            thread::sleep(PAUSE);
        }
        gateway.shutdown.wait();
    }

    fn serve(&self, request: fastcgi::Request) {
        let _active = self.shutdown.begin_request();
        // Dropped before `_active`, so the end of the request is sent while it still counts.
        let request = Rc::new(RefCell::new(request));
        let parsed = Request::from_params(|name| request.borrow().param(name));
        let length = request.borrow().param("CONTENT_LENGTH");
        let limit = self.body_limit(&parsed);
        let body = read_body(length.as_deref(), &mut request.borrow_mut().stdin(), limit);
        let stderr = Rc::clone(&request);
        // Each line is a record of its own, and so a line of its own in any server's log.
        // If nobody listens any more, there is nobody to tell.
        let sink = move |line: &str| {
            let _ = stderr.borrow_mut().stderr().write_all(line.as_bytes());
        };
        let answer = self.answer(parsed, body, sink);
        let _ = request.borrow_mut().stdout().write_all(&answer);
        if self.shutdown.has_begun() {
            // The crate offers no other way to close a connection that is kept open. It sends
            // the end of the request on its way out: the less there is between the two, the
            // less can the web server think that it may go on.
            panic::resume_unwind(Box::new("the process ends"));
        }
    }

    /// Answers the one request that the environment and standard input hold.
    pub fn serve_cgi(&self) {
        log_panics(&self.shutdown);
        // What is not UTF-8 must not pass for what is not there.
        let param = |name: &str| Some(env::var_os(name)?.to_string_lossy().into_owned());
        // Without a declared length a CGI program must not read (RFC 3875, 4.2).
        let length = param("CONTENT_LENGTH").filter(|length| !length.is_empty());
        let declared = length.as_deref().unwrap_or("0");
        let length = declared.parse().unwrap_or(0);
        let parsed = Request::from_params(param);
        let limit = self.body_limit(&parsed);
        let body = read_body(Some(declared), &mut io::stdin().take(length), limit);
        let answer = self.answer(parsed, body, log::to_standard_error);
        let _ = io::stdout().lock().write_all(&answer);
    }

    /// How much of its body is read.
    fn body_limit(&self, parsed: &Result<Request, Error>) -> usize {
        let page = parsed.as_ref().map_or("", |request| &request.page);
        // Without a configuration there is nothing to import.
        let megabytes = self.site().map_or(1, |site| site.config.import_megabytes);
        body_limit(page, megabytes)
    }

    /// The whole answer; lines for the error log go to the sink.
    fn answer(
        &self,
        parsed: Result<Request, Error>,
        body: Result<Vec<u8>, Error>,
        sink: impl FnMut(&str) + 'static,
    ) -> Vec<u8> {
        let (mut request, mut early) = match parsed {
            Ok(request) => (request, None),
            Err(error) => (Request::default(), Some(error)),
        };
        match body {
            Ok(body) => request.body = body,
            Err(error) => early = early.or(Some(error)),
        }
        let (from, user) = (request.address.as_str(), request.user.as_deref());
        let answer = log::of_request(from, user, sink, || self.respond(&request, early));
        answer.into_bytes()
    }

    fn respond(&self, request: &Request, early: Option<Error>) -> Response {
        let page = || match (self.site(), early) {
            (Ok(site), early) => pages::respond(site, request, early),
            (Err(error), early) => Err(early.unwrap_or(error)),
        };
        let began = Instant::now();
        // Nothing is left half changed: a lock that a panic has poisoned guards whole values.
        let outcome = panic::catch_unwind(AssertUnwindSafe(page)).unwrap_or_else(|payload| {
            let cause = message(payload.as_ref());
            Err(Error::Panic(log::without_quotations(&cause)))
        });
        if began.elapsed() >= SLOW {
            let seconds = format_args!("{:.1}", began.elapsed().as_secs_f32()).to_string();
            let slow = Event::new("slow").text("page", &request.page);
            slow.with("seconds", seconds).write();
        }
        let config = self.site.get().map(|site| &site.config);
        let response =
            outcome.unwrap_or_else(|e| pages::error::respond_to_any(config, request, &e));
        if request.method == "HEAD" {
            response.without_body()
        } else {
            response
        }
    }

    /// The site by its configuration; tried again at each request until it can be read.
    fn site(&self) -> Result<&Site, Error> {
        if let Some(site) = self.site.get() {
            return Ok(site);
        }
        let site = Site::load(&self.config)?;
        // Another thread may have been first; its site is the same.
        Ok(self.site.get_or_init(|| site))
    }
}

/// One line for each panic, those of the fastcgi crate among them: it panics when a web
/// server goes away in the middle of a record.
fn log_panics(shutdown: &Arc<Shutdown>) {
    let shutdown = Arc::clone(shutdown);
    panic::set_hook(Box::new(move |panic| {
        let cause = message(panic.payload());
        // A web server that closes an idle connection causes one too, which is normal; and so
        // does the end of the socket at a shutdown.
        let is_normal = cause.contains("HEADER_LEN") || shutdown.has_begun();
        if is_normal && !shutdown::has_request() {
            return;
        }
        let at = panic.location().map(ToString::to_string);
        let event = Event::new("panic").text("cause", log::without_quotations(&cause));
        event.text("at", at.unwrap_or_default()).write();
    }));
}

/// Reads the body to its end, for a web server may not listen before, but keeps no more
/// than the limit.
fn read_body(
    declared: Option<&str>,
    stdin: &mut impl Read,
    limit: usize,
) -> Result<Vec<u8>, Error> {
    let bad = |problem: String| Error::BadRequest(problem);
    let mut body = Vec::new();
    let read = |e: io::Error| bad(message!("errors.damaged-body", cause = e));
    stdin
        .take(limit as u64 + 1)
        .read_to_end(&mut body)
        .map_err(read)?;
    let mut length = body.len() as u64;
    if length > limit as u64 {
        length += io::copy(stdin, &mut io::sink()).map_err(read)?;
    }
    if let Some(declared) = declared.filter(|declared| !declared.is_empty())
        && declared.parse() != Ok(length)
    {
        return Err(bad(message!("errors.body-length", length, declared)));
    }
    if length > limit as u64 {
        return Err(Error::TooLarge);
    }
    Ok(body)
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| payload.downcast_ref().cloned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: usize = 1000;

    fn read(declared: Option<&str>, body: &[u8]) -> Result<Vec<u8>, Error> {
        read_body(declared, &mut &*body, LIMIT)
    }

    #[test]
    fn the_body_must_have_the_declared_length() {
        assert_eq!(read(Some("3"), b"abc").unwrap(), b"abc");
        assert_eq!(read(None, b"abc").unwrap(), b"abc");
        for declared in ["2", "4", "-1", "x", "3 "] {
            assert!(matches!(
                read(Some(declared), b"abc"),
                Err(Error::BadRequest(_))
            ));
        }
    }

    #[test]
    fn a_body_over_the_limit_is_too_large() {
        let body = vec![b'x'; LIMIT + 1];
        assert!(read(None, &body[1..]).is_ok());
        assert!(matches!(read(None, &body), Err(Error::TooLarge)));
    }

    #[test]
    fn a_panic_becomes_a_page_and_a_log_line() {
        let gateway = Gateway::new(PathBuf::from("/nonexistent/config.toml"));
        let log = Rc::new(RefCell::new(String::new()));
        let sink = Rc::clone(&log);
        let sink = move |line: &str| sink.borrow_mut().push_str(line);
        let panic = Err(Error::Panic("boom".to_owned()));
        let answer = gateway.answer(panic, Ok(Vec::new()), sink);
        let answer = String::from_utf8(answer).unwrap();
        assert!(answer.starts_with("Status: 500 "));
        assert!(!answer.contains("boom"));
        assert_eq!(
            log.take(),
            "offline-circ: failed page=\"\" status=500 cause=\"panic: boom\" from=\"\"\n"
        );
    }
}
