//! desks.php: whether each desk is ready for an outage; and which desks are forgotten.

use super::*;

#[test]
fn the_page_of_the_desks_says_what_is_wanting_and_forgets_one() {
    let site = Site::start();
    site.hears(ONE, &[("desk", "Ready")]);
    let wanting = [
        ("desk", "Wanting"),
        ("offline", "no"),
        ("version", "0.0.1"),
        ("storage", "temporary"),
        ("now", "1000"),
        ("sound", ""),
        ("scanner", ""),
        ("practice", ""),
    ];
    site.hears(TWO, &wanting);
    site.hears(
        THREE,
        &[("desk", "Holding"), ("waiting", "3"), ("age", "60")],
    );
    let page = site
        .get("desks.php")
        .expect(200)
        .shows("2 of 3 desks are ready");
    let at = |name: &str| page.text().find(&format!("<h2>{name} ")).expect(name);
    assert!(at("Holding") < at("Wanting") && at("Wanting") < at("Ready"));
    let card = &page.text()[at("Wanting")..at("Ready")];
    assert_eq!(card.matches("class=\"is-warning\"").count(), 7, "{card}");
    for text in [
        "Not ready",
        "Press Test sound",
        "hours slow",
        "over HTTPS",
        "last 14 days",
    ] {
        assert!(card.contains(text), "{text}: {card}");
    }
    assert!(page.text()[at("Ready")..].contains("✔ Ready"));

    let status = site.get("status.php").expect(200).json();
    let numbers = ["desks", "desks_ready", "desks_holding", "desks_unsent"].map(|key| &status[key]);
    assert_eq!(numbers, [3, 2, 1, 3]);
    assert!(!status.to_string().contains("Holding"));
    let check = site.command(&["check"]);
    let lines = String::from_utf8_lossy(&check.stdout).into_owned();
    let line = lines
        .lines()
        .find(|line| line[9..].starts_with("desks "))
        .expect("a line");
    assert!(line.starts_with("warning "), "{line}");
    assert!(
        line.contains("1 desk still holds unsent scans (3)"),
        "{line}"
    );
    assert!(
        line.contains("3 desks were heard from in the last 14 days, 2 ready"),
        "{line}"
    );

    site.post("desks.php", &[("workstation", "../x")])
        .expect(400);
    site.post("desks.php", &[("workstation", TWO)]).expect(303);
    let ask = site
        .post("desks.php", &[("workstation", THREE)])
        .expect(409);
    let ask = ask.shows("Forget Holding and its 3 scans");
    let token = hidden(&ask, "without").to_owned();
    assert_eq!(
        site.workstations(),
        [format!("{ONE}.json"), format!("{THREE}.json")]
    );
    let forget = [("workstation", THREE), ("without", token.as_str())];
    site.hears(THREE, &[("desk", "Holding"), ("waiting", "4")]);
    site.post("desks.php", &forget)
        .expect(409)
        .shows("its 4 scans");
    site.hears(THREE, &[("desk", "Holding"), ("waiting", "3")]);
    site.post("desks.php", &forget).expect(303);
    assert_eq!(site.workstations(), [format!("{ONE}.json")]);
    site.logs("offline-circ: forgotten scans=3");
    // Twice is as good as once, and what cannot be read can be forgotten too.
    site.post("desks.php", &forget).expect(303);
    site.write(&format!("output/desks/{TWO}.json"), "");
    let page = site.get("desks.php").expect(200);
    assert_eq!(page.text().matches(">Forget</button>").count(), 2);
    site.post("desks.php", &[("workstation", TWO)]).expect(303);
    // Old ones are not shown.
    site.age(ONE, 14 * DAY + 60);
    site.get("desks.php")
        .expect(200)
        .shows("No desk was heard from");
    assert_eq!(site.get("status.php").expect(200).json()["desks"], 0);
}

#[test]
fn old_desks_go_with_old_files_and_those_that_hold_scans_stay() {
    let site = Site::start();
    for (workstation, waiting, days) in [(ONE, "0", 31), (TWO, "1", 31), (THREE, "0", 29)] {
        site.hears(workstation, &[("waiting", waiting)]);
        site.age(workstation, days * DAY);
    }
    site.write("output/desks/workstation00009.json", "torn");
    let said = |arguments: &[&str]| String::from_utf8(site.command(arguments).stdout).unwrap();
    let dry = said(&["purge", "--older-than", "30", "--dry-run"]);
    assert_eq!(
        dry,
        "Would forget 1 desk that has been silent for that long\n"
    );
    let ask = site
        .post("deleteold.php", &[("older_than", "30")])
        .expect(200);
    let ask = ask.shows("1 desk that has been silent for that long");
    assert_eq!(site.workstations().len(), 4);
    let fields = [("before", hidden(&ask, "before")), ("confirm", "yes")];
    site.post("deleteold.php", &fields)
        .expect(200)
        .shows("1 desk that has been silent for that long");
    let left = [TWO, THREE, "workstation00009"].map(|id| format!("{id}.json"));
    assert_eq!(site.workstations(), left);
    let done = said(&["purge", "--older-than", "28"]);
    assert_eq!(done, "Forgot 1 desk that has been silent for that long\n");
    assert!(said(&["purge", "--older-than", "28"]).starts_with("There is nothing"));
    // The folder is in nobody's way.
    site.submit(LINE);
    assert!(site.command(&["export", "--anyway"]).status.success());
    assert!(site.command(&["list"]).status.success());
    site.get("listfiles.php").expect(200);
}

#[test]
fn there_is_room_for_500_and_those_that_hold_scans_stay() {
    let site = Site::start();
    site.hears(ONE, &[]);
    let kept = fs::read(site.desk_file(ONE)).unwrap();
    let mut desk: Value = serde_json::from_slice(&kept).unwrap();
    let mut fill = |waiting: usize| {
        for n in 1..=500 {
            let tab = &mut desk["tabs"]["tab0000000000001"];
            tab["heard"] = (Utc::now().timestamp() - 100_000 + n).into();
            tab["waiting"] = waiting.into();
            let file = site.desk_file(&format!("workstation{n:05}"));
            fs::write(file, desk.to_string()).unwrap();
        }
    };
    fill(0);
    // Nobody has been heard from for longer than the first.
    site.age(ONE, 200_000);
    let new = "newworkstation01";
    site.hears(new, &[]);
    let there = site.workstations();
    assert_eq!(there.len(), 500);
    assert!(there.contains(&format!("{new}.json")) && !there.contains(&format!("{ONE}.json")));
    fs::remove_file(site.desk_file(new)).unwrap();
    fill(1);
    site.heartbeat(new, &[]).expect(503);
    site.heartbeat(new, &[]).expect(503);
    site.hears(TWO, &[("waiting", "3")]);
    assert_eq!(site.workstations().len(), 500);
    let log = site.log();
    assert_eq!(log.matches("offline-circ: unheard").count(), 1, "{log}");
    assert!(log.contains("more than 500 desks hold scans"), "{log}");
}
