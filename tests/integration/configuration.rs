//! A configuration that is missing or wrong.

use std::fs;

use crate::harness::Site;
use crate::harness::database::PASSWORD;

/// The configuration with this setting of the scanning page.
fn scanning(config: &str, setting: &str) -> String {
    format!("{config}\n[scanning]\n{setting}\n")
}

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
        (
            scanning(&good, "keys = { accept = \"F25\" }"),
            "keys.accept",
        ),
        (scanning(&good, "keys = { held = \"F2\" }"), "keys: F2"),
        (scanning(&good, "item_pattern = \"(a)(b)\""), "item_pattern"),
        (scanning(&good, "item_pattern = \"\""), "item_pattern"),
        (
            scanning(&good, "patron_pattern = \"([0-9]*)\""),
            "patron_pattern",
        ),
    ] {
        assert_ne!(text, good, "{key}");
        site.configure(&text);
        let before = site.failures(0).len();
        let page = site.get("index.php").expect(500);
        page.shows("not set up yet")
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
            .contains("not set up yet")
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

#[test]
fn the_scanning_page_shows_and_gets_the_configured_keys() {
    let with = |setting| {
        let site = Site::prepare();
        site.configure(&scanning(&site.config(), setting));
        site.serve().get("index.php").expect(200)
    };
    with("keys = { check_in = \"F6\" }")
        .shows("Check Out <kbd data-script>F2</kbd></h2>")
        .shows("Check In <kbd data-script>F6</kbd></h2>")
        .shows(
            "&quot;keys&quot;:{&quot;check_out&quot;:&quot;F2&quot;,&quot;check_in&quot;:\
             &quot;F6&quot;,&quot;accept&quot;:&quot;F9&quot;,&quot;held&quot;:&quot;F4&quot;}",
        );
    with("keys = { check_out = \"\", check_in = \"\", accept = \"\", held = \"\" }")
        .shows("Check Out</h2>")
        .shows("Check In</h2>")
        .hides("<kbd data-script");
}
