//! The program started as a plain CGI program, where wanted under strace, which can kill
//! it, stop it or let its system calls fail at any step.

use std::fs;
use std::io::Write;
use std::process::{Child, Command, Stdio};

use super::{Answer, Site};

/// What one start of the program came to.
#[derive(Debug)]
pub struct Outcome {
    /// `None` if it was killed before it had answered.
    pub answer: Option<Answer>,
    pub log: String,
    pub finished: bool,
}

impl Site {
    /// Starts the program as CGI beneath a wrapper, which may be empty, and sends the body.
    pub fn start_cgi(&self, wrapper: &[&str], method: &str, page: &str, body: &str) -> Child {
        let program = self.program();
        let mut words = wrapper
            .iter()
            .map(AsRef::as_ref)
            .chain([program.as_os_str()]);
        let mut child = Command::new(words.next().expect("the program"))
            .args(words)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("GATEWAY_INTERFACE", "CGI/1.1")
            .env("REQUEST_METHOD", method)
            .env("SCRIPT_NAME", format!("/offline-circ/{page}"))
            .env("CONTENT_TYPE", "application/x-www-form-urlencoded")
            .env("CONTENT_LENGTH", body.len().to_string())
            .env("HTTP_ACCEPT", "application/json")
            .env("REMOTE_USER", "supervisor")
            .env("OFFLINE_CIRC_CONFIG", self.path("config.toml"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts (and strace, which tests/run installs)");
        let mut stdin = child.stdin.take().expect("a pipe");
        // Whoever is killed early does not read.
        let _ = stdin.write_all(body.as_bytes());
        child
    }

    pub fn cgi(&self, wrapper: &[&str], method: &str, page: &str, body: &str) -> Outcome {
        finish(self.start_cgi(wrapper, method, page, body))
    }

    /// Posts without a wrapper; there must be an answer.
    #[track_caller]
    pub fn cgi_post(&self, page: &str, body: &str) -> Answer {
        let outcome = self.cgi(&[], "POST", page, body);
        outcome.answer.unwrap_or_else(|| panic!("{}", outcome.log))
    }

    /// The wrapper that does something (`signal=KILL`, `error=EIO`) at the n-th of a
    /// system call.
    pub fn at_step(&self, step: &Step, action: &str) -> Vec<String> {
        let Step { call, n } = step;
        let trace = self.path("trace").display().to_string();
        let inject = format!("inject={call}:{action}:when={n}");
        [
            "strace",
            "-qq",
            "-o",
            &trace,
            "-e",
            &format!("trace={call}"),
            "-e",
            &inject,
        ]
        .map(str::to_owned)
        .to_vec()
    }

    /// Every one of these system calls that a request makes, in order.
    pub fn steps(&self, calls: &[&str], page: &str, body: &str) -> Vec<Step> {
        let trace = self.path("trace").display().to_string();
        let set = format!("trace={}", calls.join(","));
        let wrapper = ["strace", "-qq", "-o", &trace, "-e", &set];
        let outcome = self.cgi(&wrapper, "POST", page, body);
        outcome.answer.expect("an answer").expect(200);
        // Only a slow request writes that it was slow.
        let more = outcome.log.matches("offline-circ: slow ").count();
        let trace = fs::read_to_string(trace).expect("strace wrote its trace");
        let mut steps: Vec<Step> = Vec::new();
        for line in trace.lines() {
            let Some((call, _)) = line.split_once('(') else {
                continue;
            };
            let n = steps.iter().filter(|step| step.call == call).count() + 1;
            let call = call.to_owned();
            steps.push(Step { call, n });
        }
        for _ in 0..more {
            if let Some(last) = steps.iter().rposition(|step| step.call == "write") {
                steps.remove(last);
            }
        }
        assert!(!steps.is_empty(), "strace saw nothing: {trace}");
        steps
    }
}

/// The n-th of a system call.
#[derive(Debug)]
pub struct Step {
    pub call: String,
    pub n: usize,
}

pub fn finish(child: Child) -> Outcome {
    let output = child.wait_with_output().expect("the program ends");
    Outcome {
        answer: Answer::parse(&output.stdout),
        log: String::from_utf8_lossy(&output.stderr).into_owned(),
        finished: output.status.success(),
    }
}
