//! The other ways to reach the program: at another URL, as plain CGI, by hand.

use std::process::Command;

use crate::harness::site::{FORM, encode};
use crate::harness::{PROGRAM, Site};

#[test]
fn the_site_works_under_another_url() {
    let site = Site::prepare();
    site.write(
        "before.conf",
        "Define OFFLINE_CIRC_URL /library/circ.test\n",
    );
    let site = site.serve();
    let base = "../library/circ.test";
    site.get(&format!("{base}/")).expect(200).shows("Check Out");
    site.get(&format!("{base}/styles/components.css"))
        .expect(200);
    let body = encode(&[("textarea", "MILLAR,20150827100001,R,1")]);
    let append = format!("{base}/append.php");
    site.request("POST", &append, &[FORM], body.as_bytes())
        .expect(303);
    assert_eq!(site.database.rows().len(), 1);
    site.request(
        "POST",
        &format!("{base}/extract.php"),
        &[FORM],
        b"library=---",
    )
    .expect(200);
    let name = site.dats().remove(0);
    assert_eq!(
        site.get(&format!("{base}/output/{name}"))
            .expect(200)
            .text(),
        site.file(&name)
    );
    assert!(matches!(site.get("index.php").status, 403 | 404));
}

#[test]
fn as_plain_cgi_the_program_answers_the_same() {
    let site = Site::start();
    for page in ["index.php", "clearold.php", "listfiles.php"] {
        let outcome = site.cgi(&[], "GET", page, "");
        assert!(outcome.finished && outcome.log.is_empty(), "{outcome:?}");
        let (cgi, fastcgi) = (outcome.answer.unwrap(), site.get(page));
        assert_eq!(cgi.status, 200);
        assert_eq!(cgi.text(), fastcgi.text());
        for (name, value) in &cgi.headers {
            // How a body ends is between the web server and the browser.
            if !["Status", "Content-Length"].contains(&name.as_str()) {
                assert_eq!(fastcgi.header(name), value, "{name}");
            }
        }
    }
    let body = encode(&[("textarea", "MILLAR,20150827100001,R,1\nMILLAR,x,R,2")]);
    let cgi = site.cgi_post("append.php", &body).expect(200);
    let fastcgi = site.post_json(
        "append.php",
        &[("textarea", "MILLAR,20150827100002,R,1\nMILLAR,x,R,2")],
    );
    for key in ["recorded", "already_recorded", "rejected"] {
        assert_eq!(cgi.json()[key], fastcgi.json()[key], "{key}");
    }
    assert_eq!(site.database.rows().len(), 2);
}

#[test]
fn started_by_hand_the_program_explains_itself_and_exits_with_2() {
    let output = Command::new(&*PROGRAM)
        .env_remove("GATEWAY_INTERFACE")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stderr).unwrap();
    for word in [
        "offline-circ.conf in Apache's configuration",
        "/etc/offline-circ/config.toml",
        "OFFLINE_CIRC_CONFIG",
    ] {
        assert!(text.contains(word), "{text}");
    }
}

#[test]
fn what_a_web_server_leaves_out_is_never_guessed() {
    let site = Site::prepare();
    let body = encode(&[("textarea", "MILLAR,20150827100001,R,1")]);
    for (wrong, status) in [
        (&["env", "-u", "REQUEST_METHOD"][..], 400),
        (&["env", "-u", "SCRIPT_NAME"], 400),
        (&["env", "-u", "CONTENT_LENGTH"], 400),
        (&["env", "-u", "CONTENT_TYPE"], 415),
        (&["env", "CONTENT_LENGTH=500"], 400),
        (&["env", "CONTENT_LENGTH=x"], 400),
        (&["env", "PATH_INFO=/x"], 404),
        (&["env", "REQUEST_METHOD=PUT"], 405),
    ] {
        let answer = site.cgi(wrong, "POST", "append.php", &body).answer;
        answer.expect("an answer").expect(status);
        assert!(site.database.rows().is_empty(), "{wrong:?}");
    }
    site.cgi_post("append.php", &body).expect(200);
    assert_eq!(site.database.rows().len(), 1);
}
