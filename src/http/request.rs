//! One HTTP request as the web server hands it over (CGI/1.1, RFC 3875).
//!
//! What a request must have it has: a missing `REQUEST_METHOD` or `SCRIPT_NAME` is
//! an error and never a default, because the FastCGI layer loses every parameter
//! that follows one that is not UTF-8.

use std::path::PathBuf;

use crate::error::Error;
use crate::http::upload::Upload;
use crate::messages::message;
use crate::names::{Host, Names, Told};

/// The largest body that is read of most pages, in bytes.
const BODY_LIMIT: usize = 8 * 1024 * 1024;
/// The field with the mark of the site's own forms.
const MARK: &str = "mark";
/// The most lines that are taken at once: what is made of a line that breaks a rule is many
/// times as large as the line.
const LINE_LIMIT: usize = 200_000;
/// The most fields of a form, for the same reason: those of as many files to delete.
const FIELD_LIMIT: usize = 100_000;

/// The pages that take files, and so more at once than the others.
const UPLOADS: [&str; 2] = ["import.php", "lists.php"];

/// The largest body of a request to this page, in bytes, where the files of an import may have
/// so many megabytes. Its next step sends them again as text, a third larger, with the choices.
pub fn body_limit(page: &str, import_megabytes: usize) -> usize {
    if UPLOADS.contains(&page) {
        2 * import_megabytes * 1024 * 1024
    } else {
        BODY_LIMIT
    }
}

/// Refuses texts that have more lines than are taken at once.
pub fn check_lines<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<(), Error> {
    let ends = |text: &str| text.bytes().filter(|&byte| byte == b'\n').count();
    let lines: usize = texts.into_iter().map(ends).sum();
    if lines > LINE_LIMIT {
        Err(Error::TooLarge)
    } else {
        Ok(())
    }
}

/// The CGI parameters that are read, and the body.
#[derive(Debug, Default)]
pub struct Request {
    /// `GET`, `HEAD`, `POST`, …
    pub method: String,
    /// Last segment of the URL's path, such as `index.php`; the folder is `index.php`, and a
    /// generated file is `output/NAME`.
    pub page: String,
    /// Whether the path goes on after the page's name.
    pub has_path_info: bool,
    /// Query string, still encoded.
    pub query: String,
    /// Body, at most [`body_limit`] bytes.
    pub body: Vec<u8>,
    /// Status of an internal redirect to the error page.
    pub redirect_status: Option<u16>,
    /// Who is logged in, if Apache asks for that (`REMOTE_USER`).
    pub user: Option<String>,
    /// Where it comes from (`REMOTE_ADDR`).
    pub address: String,
    content_type: String,
    accept: String,
    host: String,
    /// `HTTP/1.0`, …
    protocol: String,
    told: Told,
    origin: Option<String>,
    fetch_site: Option<String>,
}

impl Request {
    /// Takes what is needed from the CGI parameters; the body comes later.
    ///
    /// # Errors
    /// [`Error::BadRequest`] when the method or the path is missing.
    pub fn from_params(param: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let needed = |name: &str| {
            param(name)
                .filter(|value| !value.is_empty())
                .ok_or_else(|| Error::BadRequest(message!("errors.missing-parameter", name)))
        };
        let given = |name: &str| param(name).filter(|value| !value.is_empty());
        let script = needed("SCRIPT_NAME")?;
        let mut parts = script.rsplit('/');
        let page = parts.next().unwrap_or_default();
        let ends = page.rsplit_once('.').map(|(_, end)| end);
        let is_file = ends.is_some_and(|end| ["dat", "csv"].contains(&end));
        let is_output = is_file && parts.next() == Some("output");
        Ok(Self {
            method: needed("REQUEST_METHOD")?,
            page: match page {
                "" => "index.php".to_owned(),
                file if is_output => format!("output/{file}"),
                page => page.to_owned(),
            },
            has_path_info: given("PATH_INFO").is_some(),
            query: given("QUERY_STRING").unwrap_or_default(),
            redirect_status: given("REDIRECT_STATUS").and_then(|status| status.parse().ok()),
            user: given("REMOTE_USER"),
            address: given("REMOTE_ADDR").unwrap_or_default(),
            content_type: given("CONTENT_TYPE").unwrap_or_default(),
            accept: given("HTTP_ACCEPT").unwrap_or_default(),
            host: given("HTTP_HOST").unwrap_or_default(),
            protocol: given("SERVER_PROTOCOL").unwrap_or_default(),
            told: Told {
                // Otherwise it may be what the client has sent as Host.
                server_name: given("OFFLINE_CIRC_CANONICAL_NAME").and(given("SERVER_NAME")),
                https: given("OFFLINE_CIRC_HTTPS"),
                apache: given("OFFLINE_CIRC_APACHE").map(PathBuf::from),
            },
            origin: given("HTTP_ORIGIN"),
            fetch_site: given("HTTP_SEC_FETCH_SITE"),
            ..Self::default()
        })
    }

    /// The fields of a posted form, in order.
    ///
    /// # Errors
    /// [`Error::MediaType`] when the body is not `application/x-www-form-urlencoded`,
    /// [`Error::TooLarge`] when it has too many fields.
    pub fn form(&self) -> Result<Form, Error> {
        if !self.has_media_type("application/x-www-form-urlencoded") {
            return Err(Error::MediaType);
        }
        Form::parse(&self.body)
    }

    /// Whether the posted form has files in it.
    pub fn is_upload(&self) -> bool {
        self.has_media_type("multipart/form-data")
    }

    /// The fields and files of a posted form.
    ///
    /// # Errors
    /// [`Error::MediaType`] when the body is not `multipart/form-data`,
    /// [`Error::BadRequest`] when it is damaged.
    pub fn upload(&self) -> Result<Upload, Error> {
        let boundary = multer::parse_boundary(&self.content_type).map_err(|_| Error::MediaType)?;
        Upload::parse(&self.body, boundary)
            .map_err(|e| Error::BadRequest(message!("errors.damaged-form", cause = e)))
    }

    fn has_media_type(&self, wanted: &str) -> bool {
        let media = self.content_type.split(';').next().unwrap_or_default();
        media.trim().eq_ignore_ascii_case(wanted)
    }

    /// The fields of the query string, none if it has too many.
    pub fn query(&self) -> Form {
        Form::parse(self.query.as_bytes()).unwrap_or_default()
    }

    /// The mark of a form that one of the site's pages has sent, `""` without one.
    fn mark(&self) -> String {
        if self.is_upload() {
            let upload = self.upload().unwrap_or_default();
            return upload.trimmed(MARK).to_owned();
        }
        let form = Form::parse(&self.body).unwrap_or_default();
        form.trimmed(MARK).to_owned()
    }

    /// Whether the client is a script, which wants JSON and not a page: ours say exactly that.
    pub fn prefers_json(&self) -> bool {
        self.accept.starts_with("application/json")
    }

    /// Refuses a request for a host that is not this one: its page may be a stranger's, whose
    /// name leads here.
    ///
    /// Only what asks as HTTP/1.0 may leave the host away: no browser does.
    pub fn own_host(&self, names: &Names) -> Result<(), Error> {
        if self.host.is_empty() && ["", "HTTP/1.0"].contains(&self.protocol.as_str()) {
            return Ok(());
        }
        match Host::parse(&self.host) {
            Some(host) if names.has(&host, &self.told) => Ok(()),
            Some(Host::Name(name)) => Err(Error::Host(name)),
            _ => Err(Error::Host(self.host.clone())),
        }
    }

    /// Refuses a request that another site made the browser send.
    ///
    /// `Sec-Fetch-Site` decides where the browser sends it, else `Origin` must name
    /// the host that was asked; a client that sends neither is no browser. A form of a page
    /// that tells no referrer comes with the origin `null` over plain HTTP, as a stranger's
    /// may: then it must have the mark, which no stranger can read; `is_mark` knows it.
    pub fn same_site(&self, is_mark: impl FnOnce(&str) -> bool) -> Result<(), Error> {
        let ours = match (&self.fetch_site, &self.origin) {
            (Some(site), _) => site == "same-origin" || site == "none",
            (None, Some(origin)) if origin == "null" => is_mark(&self.mark()),
            (None, Some(origin)) => {
                let host = origin.split_once("://").map(|(_, host)| host);
                host.is_some_and(|host| host.eq_ignore_ascii_case(&self.host))
            }
            (None, None) => true,
        };
        if ours {
            return Ok(());
        }
        Err(Error::CrossSite(format!(
            "host={:?} origin={:?} sec-fetch-site={:?}",
            self.host, self.origin, self.fetch_site
        )))
    }
}

/// Decoded form fields, in the order in which they came.
#[derive(Debug, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// Parses `application/x-www-form-urlencoded`; bytes that are not UTF-8 become
    /// U+FFFD, which no rule lets through.
    ///
    /// # Errors
    /// [`Error::TooLarge`] when there are too many fields.
    pub(crate) fn parse(encoded: &[u8]) -> Result<Self, Error> {
        if encoded.split(|&byte| byte == b'&').count() > FIELD_LIMIT {
            return Err(Error::TooLarge);
        }
        Ok(Self(
            serde_urlencoded::from_bytes(encoded).unwrap_or_default(),
        ))
    }

    /// The first field of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    /// The first field of that name without the blanks around it, `""` if there is none.
    pub fn trimmed(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default().trim()
    }

    /// Every field of that name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::Seal;

    fn request(params: &[(&str, &str)]) -> Result<Request, Error> {
        let params: std::collections::HashMap<_, _> = params.iter().copied().collect();
        let default = [("REQUEST_METHOD", "POST"), ("SCRIPT_NAME", "/a/append.php")];
        Request::from_params(|name| {
            let usual = default
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value);
            params.get(name).or(usual).map(ToString::to_string)
        })
    }

    #[test]
    fn the_page_is_the_last_segment_under_any_mount() {
        for (script, page) in [
            ("/offline-circ/append.php", "append.php"),
            ("/append.php", "append.php"),
            ("/a/b/c/", "index.php"),
            ("/", "index.php"),
            ("/a/output/x.dat", "output/x.dat"),
            ("/output/append.php", "append.php"),
        ] {
            assert_eq!(request(&[("SCRIPT_NAME", script)]).unwrap().page, page);
        }
    }

    #[test]
    fn a_missing_method_or_path_is_an_error() {
        for name in ["REQUEST_METHOD", "SCRIPT_NAME"] {
            assert!(matches!(request(&[(name, "")]), Err(Error::BadRequest(_))));
        }
    }

    #[test]
    fn json_is_sent_only_to_those_who_ask_for_it_first() {
        let prefers = |accept| request(&[("HTTP_ACCEPT", accept)]).unwrap().prefers_json();
        assert!(prefers("application/json"));
        assert!(prefers("application/json, text/plain, */*"));
        for accept in [
            "text/html, application/json",
            "text/html,*/*;q=0.8",
            "*/*",
            "",
        ] {
            assert!(!prefers(accept), "{accept}");
        }
    }

    #[test]
    fn another_sites_post_is_refused() {
        let example = include_str!("../../config.example.toml");
        let seal = Seal::of(&crate::config::Config::parse(example).unwrap());
        let is_mark = |mark: &str| seal.is_mark(mark);
        let allowed = |params: &[(&str, &str)]| request(params).unwrap().same_site(is_mark).is_ok();
        let host = ("HTTP_HOST", "circ.example.edu:8080");
        assert!(allowed(&[host]));
        assert!(allowed(&[
            host,
            ("HTTP_ORIGIN", "http://circ.example.edu:8080")
        ]));
        assert!(allowed(&[host, ("HTTP_SEC_FETCH_SITE", "same-origin")]));
        assert!(allowed(&[host, ("HTTP_SEC_FETCH_SITE", "none")]));
        assert!(!allowed(&[
            host,
            ("HTTP_ORIGIN", "http://circ.example.edu")
        ]));
        assert!(!allowed(&[host, ("HTTP_ORIGIN", "https://evil.example")]));
        assert!(!allowed(&[host, ("HTTP_ORIGIN", "null")]));
        assert!(!allowed(&[host, ("HTTP_SEC_FETCH_SITE", "cross-site")]));
        assert!(!allowed(&[host, ("HTTP_SEC_FETCH_SITE", "same-site")]));
        let marked = |mark: &str, params: &[(&str, &str)]| {
            let mut request = request(params).unwrap();
            request.body = format!("x=1&mark={mark}").into_bytes();
            request.same_site(is_mark).is_ok()
        };
        let own = seal.mark();
        assert!(marked(&own, &[host, ("HTTP_ORIGIN", "null")]));
        assert!(!marked("0", &[host, ("HTTP_ORIGIN", "null")]));
        assert!(!marked(
            &own,
            &[host, ("HTTP_ORIGIN", "https://evil.example")]
        ));
        assert!(!marked(
            &own,
            &[host, ("HTTP_SEC_FETCH_SITE", "cross-site")]
        ));
    }

    #[test]
    fn form_fields_are_decoded_once() {
        let form = Form::parse(b"textarea=a%2Bb+c%2541%0D%0A&file%5B%5D=1&file[]=2&x=%FF").unwrap();
        assert_eq!(form.get("textarea"), Some("a+b c%41\r\n"));
        assert_eq!(form.all("file[]").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(form.get("x"), Some("\u{fffd}"));
        assert_eq!(form.trimmed("nothing"), "");
    }

    #[test]
    fn a_form_with_too_many_fields_is_too_large() {
        let form_of = |fields: usize| {
            let media = [("CONTENT_TYPE", "application/x-www-form-urlencoded")];
            let mut request = request(&media).unwrap();
            request.body = format!("a=1{}", "&a".repeat(fields - 1)).into_bytes();
            request.form()
        };
        assert_eq!(form_of(100_000).unwrap().all("a").count(), 100_000);
        assert!(matches!(form_of(100_001), Err(Error::TooLarge)));
    }
}
