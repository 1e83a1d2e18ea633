//! One HTTP answer, and the bytes of it for the web server (CGI/1.1, RFC 3875).
//!
//! Every answer carries the same protective headers: nothing from outside, no
//! framing, no guessing of types, and no copy kept, for pages show patrons.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

const HEADERS: &str = "\
    Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'\r\n\
    X-Content-Type-Options: nosniff\r\n\
    X-Frame-Options: DENY\r\n\
    Referrer-Policy: no-referrer\r\n\
    Cache-Control: no-store\r\n";

/// Status, the headers beyond the usual ones, and body.
#[derive(Debug)]
pub struct Response {
    status: u16,
    headers: Vec<(&'static str, Cow<'static, str>)>,
    body: Cow<'static, [u8]>,
    is_head: bool,
}

impl Response {
    /// A page.
    pub fn html(status: u16, body: String) -> Self {
        Self::new(status, "text/html; charset=utf-8", body.into_bytes())
    }

    /// A JSON answer.
    pub fn json(status: u16, body: &impl Serialize) -> Self {
        let body = serde_json::to_vec(body).expect("an answer has text for keys");
        Self::new(status, "application/json", body)
    }

    /// A .csv to be saved under this name, which has letters, digits, `-`, `_` and `.` only.
    pub fn csv(name: &str, body: Vec<u8>) -> Self {
        Self::new(200, "text/csv; charset=utf-8", body).with(
            "Content-Disposition",
            format!("attachment; filename=\"{name}\""),
        )
    }

    /// A file to be saved under the name in its URL, whatever is in it.
    pub fn attachment(body: Vec<u8>) -> Self {
        Self::new(200, "application/octet-stream", body).with("Content-Disposition", "attachment")
    }

    /// Bytes for a script.
    pub fn bytes(body: Vec<u8>) -> Self {
        Self::new(200, "application/octet-stream", body)
    }

    /// The same under this name, which has letters, digits, `-`, `_` and `.` only.
    pub fn attachment_named(name: &str, body: Vec<u8>) -> Self {
        Self::new(200, "application/octet-stream", body).with(
            "Content-Disposition",
            format!("attachment; filename=\"{name}\""),
        )
    }

    /// Sends the browser to another page of the site by GET.
    pub fn see_other(page: impl Into<Cow<'static, str>>) -> Self {
        Self::new(303, "text/plain", Vec::new()).with("Location", page)
    }

    fn new(status: u16, content_type: &'static str, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: vec![("Content-Type", content_type.into())],
            body: body.into(),
            is_head: false,
        }
    }

    /// The same answer once more, without a copy of its body.
    pub fn once_more(&'static self) -> Self {
        Self {
            headers: self.headers.clone(),
            body: Cow::Borrowed(&self.body),
            ..*self
        }
    }

    /// The same answer with another status.
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// The same answer with one more header.
    pub fn with(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same answer without its body, as HEAD wants it.
    pub fn without_body(mut self) -> Self {
        self.is_head = true;
        self
    }

    /// The whole answer, to be written at once.
    pub fn into_bytes(self) -> Vec<u8> {
        // Room for all of it: usual heads have about 600 bytes.
        let mut head = String::with_capacity(1024 + self.body.len());
        let _ = write!(head, "Status: {} {}\r\n", self.status, phrase(self.status));
        for (name, value) in &self.headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        // By its length an answer that was cut off is known, also where the way to it ended
        // as if all had been said.
        let _ = write!(head, "Content-Length: {}\r\n", self.body.len());
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(HEADERS.as_bytes());
        bytes.extend_from_slice(b"\r\n");
        if !self.is_head {
            bytes.extend_from_slice(&self.body);
        }
        bytes
    }
}

/// The reason phrase of each status that is ever sent (RFC 9110).
fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        303 => "See Other",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        411 => "Length Required",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(response: Response) -> String {
        String::from_utf8(response.into_bytes()).unwrap()
    }

    #[test]
    fn the_head_ends_before_the_body() {
        let text = text(Response::html(404, "<p>x".to_owned()));
        assert!(
            text.starts_with("Status: 404 Not Found\r\nContent-Type: text/html; charset=utf-8\r\n")
        );
        assert!(text.contains("\r\nX-Content-Type-Options: nosniff\r\n"));
        assert!(text.ends_with("\r\n\r\n<p>x"));
    }

    #[test]
    fn head_has_the_length_and_no_body() {
        let text = text(Response::html(200, "12345".to_owned()).without_body());
        assert!(text.contains("Content-Length: 5\r\n"));
        assert!(text.ends_with("\r\n\r\n"));
    }

    #[test]
    fn a_redirect_is_relative_to_the_mount() {
        assert!(text(Response::see_other("index.php")).contains("Location: index.php\r\n"));
    }
}
