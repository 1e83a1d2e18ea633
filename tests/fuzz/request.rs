//! CGI parameters as NAME=value lines, a blank line and a body: understood or refused.

#![no_main]

use std::collections::HashMap;

use libfuzzer_sys::fuzz_target;
use offline_circ::request::Request;

fuzz_target!(|bytes: &[u8]| {
    let end = bytes.windows(2).position(|two| two == b"\n\n");
    let (head, body) = bytes.split_at(end.unwrap_or(bytes.len()));
    let params: HashMap<&[u8], &[u8]> = head
        .split(|&byte| byte == b'\n')
        .filter_map(|line| {
            let equals = line.iter().position(|&byte| byte == b'=')?;
            Some((&line[..equals], &line[equals + 1..]))
        })
        .collect();
    // What is not UTF-8 is lost in the FastCGI layer.
    let param = |name: &str| String::from_utf8(params.get(name.as_bytes())?.to_vec()).ok();
    let Ok(mut request) = Request::from_params(param) else {
        return;
    };
    assert!(!request.method.is_empty() && !request.page.is_empty());
    request.body = body.get(2..).unwrap_or_default().to_vec();
    let _ = (request.prefers_json(), request.same_site());
    let _ = request.query().trimmed("library");
    if let Ok(form) = request.form() {
        assert_eq!(form.all("textarea").next(), form.get("textarea"));
    }
    if let Ok(upload) = request.upload() {
        assert!(request.is_upload());
        assert_eq!(upload.trimmed("library"), upload.trimmed("library").trim());
        assert!(upload.files("file").count() <= body.len());
    }
});
