//! Whoever makes files is told first who still holds scans, on the page and on the command line.

use super::*;

#[test]
fn generating_asks_first_and_names_who_still_holds_scans() {
    let site = Site::start();
    site.submit(LINE);
    site.hears(ONE, &[]);
    site.hears(TWO, &[("desk", "Circ 7"), ("waiting", "2")]);
    let form = [("library", "MILLAR"), ("per_library", "on")];
    let ask = site.post("extract.php", &form).expect(409);
    says(&ask, "Circ 7 still holds 2 scans.", 0);
    let ask = ask
        .shows("Generate without Circ 7’s 2 scans</button>")
        .hides("Circ 1");
    assert_eq!(hidden(&ask, "library"), "MILLAR");
    assert_eq!(hidden(&ask, "per_library"), "on");
    let token = hidden(&ask, "without").to_owned();
    let told = site.post_json("extract.php", &form).expect(409).json();
    assert_eq!(told["desks"][0]["name"], "Circ 7");
    assert_eq!(told["desks"][0]["scans"], 2);
    assert_eq!(told["token"], token.as_str());
    assert!(told["error"].is_string());
    assert!(site.dats().is_empty());

    // Another one has scans meanwhile: that was not named.
    let post =
        |token: &str| site.post_json("extract.php", &[&form[..], &[("without", token)]].concat());
    for wrong in ["", "0", &token[1..]] {
        post(wrong).expect(409);
    }
    site.hears(THREE, &[("desk", "Circ 9"), ("held", "1")]);
    let again = post(&token).expect(409).json();
    assert_eq!(again["desks"].as_array().unwrap().len(), 2);
    site.post("extract.php", &form)
        .expect(409)
        .shows("Generate without 3 scans of 2 desks");
    site.hears(THREE, &[("desk", "Circ 9")]);
    // A later word with the same number is no change.
    site.hears(TWO, &[("desk", "Circ 7"), ("waiting", "2"), ("age", "3")]);
    let made = post(&token).expect(200);
    assert_eq!(names(&made).len(), 1);
    assert_eq!(names(&made), site.dats());
    // One that fell silent with nothing is no reason to ask.
    site.submit("MILLAR,20150827100001,R,2");
    site.hears(TWO, &[("desk", "Circ 7")]);
    site.age(TWO, SILENT);
    assert_eq!(site.export("---").len(), 1);
}

#[test]
fn the_command_line_refuses_unless_it_is_told_to_go_on() {
    let site = Site::start();
    site.submit(LINE);
    site.hears(ONE, &[("desk", "Circ 7"), ("waiting", "2")]);
    let refused = site.command(&["export"]);
    assert_eq!(refused.status.code(), Some(2));
    let said = stderr(&refused);
    assert!(
        said.contains("Circ 7 holds 2 scans, last heard from 20"),
        "{said}"
    );
    assert!(said.contains("--anyway"), "{said}");
    assert!(site.dats().is_empty());
    // Of one that fell silent it says so, and goes on.
    site.hears(ONE, &[("desk", "Circ 7")]);
    site.age(ONE, SILENT);
    let done = site.command(&["export", "--library", "AVS"]);
    assert!(done.status.success());
    assert!(stderr(&done).contains("Circ 7 was last heard from 20"));
    assert!(stderr(&done).contains("may have scanned since"));
    let checked = site.command(&["check"]);
    let checked = String::from_utf8(checked.stdout).unwrap();
    assert!(checked.contains("1 desk fell silent"), "{checked}");
    let status = site.get("status.php").expect(200).json();
    assert_eq!(status["desks_unknown"], 1);
    site.hears(ONE, &[("desk", "Circ 7"), ("waiting", "2")]);
    let done = site.command(&["export", "--anyway"]);
    assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    assert_eq!(site.dats().len(), 1);
    // A name cannot play with the terminal.
    site.hears(ONE, &[("desk", "\u{1b}[2J\u{7}X"), ("waiting", "1")]);
    let said = stderr(&site.command(&["export"]));
    assert!(
        said.contains("[2JX holds 1 scan,") && !said.contains('\u{1b}'),
        "{said:?}"
    );
}
