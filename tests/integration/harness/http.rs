//! HTTP as a browser speaks it, and, for what no browser would send, bytes over TCP.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::http::Request;

use super::STANDSTILL;

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The header, or `""`.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map_or("", |(_, value)| value.as_str())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the body is UTF-8")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    /// What stands in the page's textarea, with the entities undone.
    pub fn textarea(&self) -> String {
        let (_, rest) = self.text().split_once("<textarea").expect("a textarea");
        let (_, rest) = rest.split_once('>').expect("a whole tag");
        let (content, _) = rest.split_once("</textarea>").expect("its end");
        // HTML drops one line end right after the tag.
        unescape(content.strip_prefix('\n').unwrap_or(content))
    }

    /// Where the page's links and forms lead, decoded.
    pub fn links(&self) -> Vec<String> {
        let hrefs = self.text().split("<a href=\"").skip(1);
        let hrefs = hrefs.filter_map(|rest| rest.split_once('"'));
        hrefs.map(|(href, _)| decode(&unescape(href))).collect()
    }

    /// Fails unless the status is this one.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(
            self.status,
            status,
            "{}",
            String::from_utf8_lossy(&self.body)
        );
        self
    }

    /// Fails unless the body contains the text.
    #[track_caller]
    pub fn shows(self, text: &str) -> Self {
        let body = String::from_utf8_lossy(&self.body);
        assert!(body.contains(text), "{text:?} is not in {body}");
        self
    }

    /// Fails if the body contains the text.
    #[track_caller]
    pub fn hides(self, text: &str) -> Self {
        let body = String::from_utf8_lossy(&self.body);
        assert!(!body.contains(text), "{text:?} is in {body}");
        self
    }

    /// The head and body as CGI or HTTP has them.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]);
        let (first, rest) = head.split_once("\r\n").unwrap_or((&head, ""));
        let header = |line: &str| {
            let (key, value) = line.split_once(':')?;
            Some((key.to_owned(), value.trim().to_owned()))
        };
        Some(Self {
            status: first.split(' ').nth(1)?.parse().ok()?,
            headers: rest.split("\r\n").filter_map(header).collect(),
            body: bytes[end + 4..].to_vec(),
        })
    }
}

/// The entities that the templates write.
pub fn unescape(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&#x2F;", "/")
        .replace("&amp;", "&")
}

/// A path with its percent signs undone.
pub fn decode(path: &str) -> String {
    let mut parts = path.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two digits"));
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// A connection that fails when nothing comes any longer.
pub fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("Apache listens");
    stream
        .set_read_timeout(Some(STANDSTILL))
        .and_then(|()| stream.set_write_timeout(Some(STANDSTILL)))
        .expect("a time is set");
    stream
}

/// A client of one site.
pub struct Client {
    agent: Agent,
    pub port: u16,
}

impl Client {
    pub fn new(port: u16) -> Self {
        Self::with_patience(port, STANDSTILL)
    }

    /// A client that gives up after a while.
    pub fn with_patience(port: u16, patience: Duration) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .timeout_global(Some(patience))
            // Apache closes a connection that is idle for five seconds.
            .max_idle_age(Duration::from_secs(1))
            // It fills them with zeros for each request.
            .input_buffer_size(16 * 1024)
            .output_buffer_size(16 * 1024)
            .build()
            .new_agent();
        Self { agent, port }
    }

    /// A request with these headers; the path is relative to the site's folder.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer, ureq::Error> {
        let uri = format!("http://127.0.0.1:{}/offline-circ/{path}", self.port);
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = if body.is_empty() && method != "POST" {
            self.agent.run(request.body(())?)?
        } else {
            self.agent.run(request.body(body)?)?
        };
        let headers = response.headers().iter();
        let headers = headers.map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            (name.to_string(), value.into_owned())
        });
        Ok(Answer {
            status: response.status().as_u16(),
            headers: headers.collect(),
            body: response
                .body_mut()
                .with_config()
                .limit(1 << 30)
                .read_to_vec()?,
        })
    }

    /// These very bytes, and what comes back until the server closes. A request that does
    /// not say `Connection: close` waits for Apache's keep-alive time-out.
    pub fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = connect(self.port);
        // Apache may answer, and close, before it has read everything.
        let _ = stream.write_all(request);
        let _ = stream.shutdown(Shutdown::Write);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::parse(&bytes).unwrap_or_else(|| panic!("no answer: {bytes:?}"))
    }
}
