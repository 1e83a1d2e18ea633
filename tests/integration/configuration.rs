//! A configuration that is missing or wrong.

use std::fs;

use crate::harness::Site;
use crate::harness::database::PASSWORD;

#[test]
fn a_wrong_configuration_is_named_in_the_log_and_nowhere_else() {
    let site = Site::prepare();
    let good = site.config();
    let secret = format!("password = \"{PASSWORD}\"");
    let site = site.serve();
    for (text, key) in [
        (good.replace("username", "usrname"), "database.usrname"),
        (good.replace("\ncontact_name", "\n#"), "contact_name"),
        (format!("motto = \"x\"\n{good}"), "motto"),
        (good.replace("\"AVS\"", "\"../AVS\""), "libraries[1].code"),
        (format!("{good}table = \"a b\"\n"), "database.table"),
        (
            good.replace(&secret, &format!("password = [\"{PASSWORD}\"]")),
            "database.password",
        ),
        (
            good.replace(&secret, &format!("password = \"{PASSWORD}")),
            "password",
        ),
        (
            good.replace(&secret, &format!("password = {PASSWORD}")),
            "password",
        ),
        (
            good.replace("output_dir = \"/", "output_dir = \""),
            "output_dir",
        ),
        (good.replace("[[libraries]]", "[[library]]"), "library"),
    ] {
        assert_ne!(text, good, "{key}");
        site.configure(&text);
        let before = site.failures(0).len();
        let page = site.get("index.php").expect(500);
        page.shows("not configured")
            .shows("Offline Circulation")
            .hides("config.toml")
            .hides("TOML")
            .hides(key);
        let log = site.failures(before + 1);
        assert_eq!(log.len(), before + 1, "{log:#?}");
        let line = log.last().unwrap();
        assert!(
            line.contains(&site.path("config.toml").display().to_string()),
            "{line}"
        );
        assert!(line.contains(key), "{key}: {line}");
    }
    fs::remove_file(site.path("config.toml")).unwrap();
    let before = site.failures(0).len();
    let answer = site
        .post_json("append.php", &[("textarea", "MILLAR,20150827121622,R,7")])
        .expect(500);
    assert!(
        answer.json()["error"]
            .as_str()
            .unwrap()
            .contains("not configured")
    );
    let log = site.failures(before + 1);
    assert!(
        log.last()
            .unwrap()
            .contains("config.toml: the configuration cannot be read"),
        "{log:?}"
    );
    assert!(!site.log().contains(PASSWORD), "{}", site.log());
    // Once it is right, the site works without a restart.
    site.configure(&good);
    site.get("index.php").expect(200);
}
