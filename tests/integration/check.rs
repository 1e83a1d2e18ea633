//! `offline-circ check`: each thing that can be wrong is found, and named with its remedy.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::commands::expect;
use crate::harness::database::USER;
use crate::harness::{Mariadb, Port, Site};
use crate::lists::tables;

/// A site where nothing is wrong.
fn sound() -> Site {
    made_sound(Site::start())
}

fn made_sound(site: Site) -> Site {
    mode(&site.path("config.toml"), 0o640);
    mode(&site.path("output"), 0o750);
    give(&site, "config.toml");
    site
}

/// Gives a file to whoever has the output directory.
fn give(site: &Site, file: &str) {
    if Path::new("/usr/bin/chown").exists() {
        // The tests run as root or as somebody who owns both already.
        let owner = std::process::Command::new("chown")
            .arg(format!("--reference={}", site.path("output").display()))
            .arg(site.path(file))
            .status();
        assert!(owner.unwrap().success());
    }
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// The lines of the check but for those about the user and the time zone, which depend on who
/// runs the tests, and where.
#[track_caller]
fn lines(site: &Site, code: i32) -> Vec<String> {
    let output = site.command(&["check"]);
    let got = output.status.code();
    let text = String::from_utf8_lossy(&output.stdout);
    let depends = |line: &&str| {
        ["user ", "time zone "]
            .iter()
            .any(|it| line[9..].starts_with(it))
    };
    let (own, lines): (Vec<&str>, Vec<&str>) = text.lines().partition(depends);
    let is_user = |line: &&&str| line[9..].starts_with("user ");
    assert_eq!(
        own.iter().filter(is_user).count(),
        1,
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    // Somebody else than Apache's user is warned of, and so is a machine in UTC.
    let least = i32::from(own.iter().any(|line| !line.starts_with("ok")));
    assert_eq!(got, Some(code.max(least)), "{text}");
    lines.into_iter().map(str::to_owned).collect()
}

/// The only line that is not ok.
#[track_caller]
fn complaint(site: &Site, code: i32) -> String {
    let lines = lines(site, code);
    let bad: Vec<&String> = lines
        .iter()
        .filter(|line| !line.starts_with("ok "))
        .collect();
    assert_eq!(bad.len(), 1, "{lines:#?}");
    bad[0].clone()
}

#[test]
fn where_nothing_is_wrong_every_line_is_ok_and_nothing_is_left_behind() {
    let site = sound();
    site.submit("MILLAR,20150827100000,R,5");
    let rows = site.database.rows();
    let lines = lines(&site, 0);
    let about = |line: &String| line[9..].split("  ").next().unwrap().trim().to_owned();
    assert_eq!(
        lines.iter().map(about).collect::<Vec<_>>(),
        [
            "configuration",
            "output",
            "space",
            "pending",
            "hosts",
            "database",
            "clock",
            "strict mode",
            "table",
            "columns",
            "rights"
        ]
    );
    assert!(
        lines.iter().all(|line| line.starts_with("ok ")),
        "{lines:#?}"
    );
    assert_eq!(site.database.rows(), rows);
    assert!(site.output().is_empty(), "{:?}", site.output());
    // An upgraded table is as good.
    site.database.upgrade();
    assert_eq!(complaints(&site), Vec::<String>::new());
}

fn complaints(site: &Site) -> Vec<String> {
    let lines = lines(site, 0);
    lines
        .into_iter()
        .filter(|line| !line.starts_with("ok "))
        .collect()
}

#[test]
fn what_others_may_read_is_warned_of() {
    let site = sound();
    mode(&site.path("config.toml"), 0o644);
    let line = complaint(&site, 1);
    assert!(
        line.starts_with("warning  configuration") && line.contains("chmod o= "),
        "{line}"
    );
    mode(&site.path("config.toml"), 0o640);
    mode(&site.path("output"), 0o755);
    let line = complaint(&site, 1);
    assert!(
        line.starts_with("warning  output") && line.contains("chmod o= "),
        "{line}"
    );
}

#[test]
fn what_is_still_as_in_the_example_is_warned_of() {
    let site = sound();
    let config = site
        .config()
        .replace("help@library.test", "human@example.edu");
    site.configure(&config);
    let line = complaint(&site, 1);
    assert!(
        line.starts_with("warning  example") && line.contains("contact_email, [[libraries]]"),
        "{line}"
    );
}

#[test]
fn a_configuration_that_is_wrong_or_missing_is_a_failure() {
    let site = sound();
    let good = site.config();
    site.write("config.toml", good.replace("contact_name", "contactname"));
    let line = complaint(&site, 2);
    assert!(
        line.starts_with("failed   configuration") && line.contains("contactname"),
        "{line}"
    );
    fs::remove_file(site.path("config.toml")).unwrap();
    let lines = lines(&site, 2);
    assert!(
        lines[0].contains("No such file") && lines[0].contains("chmod 640"),
        "{lines:?}"
    );
}

#[test]
fn an_output_directory_that_cannot_be_used_is_a_failure() {
    let site = sound();
    fs::remove_dir_all(site.path("output")).unwrap();
    let line = lines(&site, 2)
        .into_iter()
        .find(|line| line.contains(" output "))
        .unwrap();
    assert!(
        line.starts_with("failed ") && line.contains("install -d -o "),
        "{line}"
    );
}

#[test]
fn a_clock_that_fell_far_back_is_warned_of() {
    let site = sound();
    let clock = fs::File::create(site.path("output/.clock")).unwrap();
    let hours = |hours: u64| SystemTime::now() + Duration::from_secs(hours * 3600);
    clock.set_modified(hours(1)).unwrap();
    assert_eq!(complaints(&site), Vec::<String>::new());
    clock.set_modified(hours(3)).unwrap();
    let line = complaint(&site, 1);
    assert!(
        line.starts_with("warning  latest time") && line.contains("/.clock*`"),
        "{line}"
    );
}

#[test]
fn a_file_left_half_made_is_warned_of() {
    let site = sound();
    site.submit("MILLAR,20150827100001,R,1");
    let name = site.export("MILLAR").remove(0);
    let sheet = name.replace(".dat", ".csv");
    let output = site.path("output");
    for name in [&name, &sheet] {
        fs::rename(output.join(name), output.join(format!("{name}.pending"))).unwrap();
    }
    let line = complaint(&site, 1);
    assert!(
        line.starts_with("warning  pending") && line.contains("`offline-circ list` to complete"),
        "{line}"
    );
    // What nothing can complete by itself.
    fs::remove_file(output.join(format!("{sheet}.pending"))).unwrap();
    let line = complaint(&site, 1);
    assert!(
        line.starts_with("warning  pending")
            && line.contains(&format!("{name}.pending"))
            && line.contains("rename it to")
            && !line.contains("offline-circ list"),
        "{line}"
    );
    expect(&site.command(&["list"]), 0);
    assert!(output.join(format!("{name}.pending")).exists());
}

#[test]
fn a_database_that_is_not_there_is_a_failure() {
    let site = sound();
    site.write(
        "config.toml",
        site.config().replace("mysql.sock", "nothing.sock"),
    );
    let line = complaint(&site, 2);
    assert!(
        line.starts_with("failed   database") && line.contains("nothing.sock"),
        "{line}"
    );
    site.write(
        "config.toml",
        site.config().replace("password = \"", "password = \"x"),
    );
    let line = complaint(&site, 2);
    assert!(line.contains("Access denied"), "{line}");
}

#[test]
fn a_server_that_answers_only_once_is_a_failure() {
    let mariadb = Mariadb::start();
    let site = made_sound(Site::on(&mariadb.socket()).serve());
    let limit = format!("ALTER USER {USER}@localhost WITH MAX_CONNECTIONS_PER_HOUR 1");
    site.database.run(&limit);
    let line = complaint(&site, 2);
    assert!(
        line.starts_with("failed   table") && line.contains("max_connections_per_hour"),
        "{line}"
    );
}

#[test]
fn a_server_far_away_without_encryption_is_warned_of() {
    let site = sound();
    let socket = site.database.socket.display().to_string();
    let far = site
        .config()
        .replace(&format!("socket = \"{socket}\""), "server = \"192.0.2.7\"");
    site.write("config.toml", far);
    let lines = lines(&site, 2);
    let find = |what: &str| lines.iter().find(|line| line.contains(what)).cloned();
    assert!(
        find("failed   database")
            .unwrap()
            .contains("192.0.2.7:3306"),
        "{lines:?}"
    );
    assert!(
        find("warning  encryption")
            .unwrap()
            .contains("tls = \"required\""),
        "{lines:?}"
    );
}

#[test]
fn a_table_that_is_not_as_the_php_left_it_is_a_failure() {
    let site = sound();
    let alter = |change: &str| {
        site.database
            .run(&format!("ALTER TABLE transactions {change}"));
    };
    for (change, back, word) in [
        ("ENGINE=MyISAM", "ENGINE=InnoDB", "ENGINE=InnoDB"),
        (
            "MODIFY item_barcode varchar(20)",
            "MODIFY item_barcode varchar(32)",
            "item_barcode holds only 20 of 32 characters",
        ),
        (
            "MODIFY timestamp date",
            "MODIFY timestamp datetime",
            "timestamp is a date",
        ),
        ("ADD note text", "DROP note", "they are library, "),
        ("RENAME elsewhere", "", "GRANT"),
    ] {
        alter(change);
        let line = complaint(&site, 2);
        assert!(line.starts_with("failed ") && line.contains(word), "{line}");
        if !back.is_empty() {
            alter(back);
        }
    }
}

#[test]
fn without_the_table_of_writers_a_second_server_is_warned_of() {
    let mariadb = Mariadb::on_tcp(Port::reserve(), "");
    let site = made_sound(Site::on(&mariadb.socket()).serve());
    let server = format!("\"127.0.0.1:{}\"", mariadb.port());
    site.reach_database_by(&format!("server = [{server}, {server}]"));
    mode(&site.path("config.toml"), 0o640);
    let is_warned = || {
        let line = complaint(&site, 1);
        assert!(
            line.starts_with("warning  writers") && line.contains("load writers.sql"),
            "{line}"
        );
    };
    is_warned();
    // A table that the account may not see is as good as none, and one that it may not change
    // is worse.
    site.database.run(include_str!("../../sql/writers.sql"));
    is_warned();
    let table = format!("{}.offline_circ_writers", site.database.name);
    site.database
        .run(&format!("GRANT SELECT ON {table} TO {USER}@localhost"));
    let line = complaint(&site, 2);
    let grant = format!("GRANT SELECT, INSERT, UPDATE ON {table} TO '{USER}'@'localhost'`");
    assert!(
        line.starts_with("failed   rights") && line.contains(&grant),
        "{line}"
    );
    site.database.add_writers();
    assert_eq!(complaints(&site), Vec::<String>::new());
    let turns: Vec<u64> = site.database.query("SELECT turn FROM offline_circ_writers");
    assert_eq!(turns, [0; 0]);
}

#[test]
fn a_view_and_a_column_of_somebody_else_are_failures_without_a_wrong_remedy() {
    let site = sound();
    let name = &site.database.name;
    site.database
        .run("ALTER TABLE transactions MODIFY patron_name varchar(64) NOT NULL");
    let line = complaint(&site, 2);
    assert!(
        line.contains("patron_name") && !line.contains("GRANT"),
        "{line}"
    );
    site.database.run("RENAME TABLE transactions TO real_one");
    site.database
        .run("CREATE VIEW transactions AS SELECT * FROM real_one");
    let grant = format!("GRANT SELECT ON {name}.transactions TO {USER}@localhost");
    site.database.run(&grant);
    let line = complaint(&site, 2);
    assert!(line.contains("is a view"), "{line}");
}

#[test]
fn what_a_killed_check_has_left_is_swept_away() {
    let site = sound();
    site.write("output/.trial-1-1", "");
    let now = fs::File::open(site.path("output/.trial-1-1")).unwrap();
    now.set_modified(SystemTime::now() - Duration::from_secs(120))
        .unwrap();
    site.write("output/.trial-2-2", "");
    lines(&site, 0);
    assert_eq!(site.output(), [".trial-2-2"]);
}

#[test]
fn a_right_that_is_missing_is_a_failure_with_the_grant_that_gives_it() {
    let site = sound();
    let table = format!("{}.transactions", site.database.name);
    for right in ["INSERT", "UPDATE", "DELETE"] {
        site.database
            .run(&format!("REVOKE {right} ON {table} FROM {USER}@localhost"));
        let line = complaint(&site, 2);
        assert!(line.starts_with("failed   rights"), "{line}");
        assert!(
            line.contains(&format!(
                "GRANT {right} ON {table} TO '{USER}'@'localhost'`"
            )),
            "{line}"
        );
        site.database
            .run(&format!("GRANT {right} ON {table} TO {USER}@localhost"));
    }
    assert_eq!(complaints(&site), Vec::<String>::new());
    assert!(expect(&site.command(&["list"]), 0).contains("nothing to export"));
}

#[test]
fn lists_that_are_old_and_a_key_that_cannot_be_used_are_named() {
    let site = sound();
    tables::prepare(&site, "old_days = 3\nmax_age_days = 9");
    mode(&site.path("config.toml"), 0o640);
    mode(&site.path("lists.key"), 0o640);
    give(&site, "lists.key");
    let about = |what: &str, code| {
        let lines = lines(&site, code);
        let line = lines.iter().find(|line| line[9..].starts_with(what));
        line.unwrap_or_else(|| panic!("{what}: {lines:#?}")).clone()
    };
    assert!(about("patrons", 0).ends_with("no list is loaded"));
    tables::loaded(&site, "items", 0, "");
    tables::loaded(&site, "patrons", 3, "");
    assert!(
        about("items", 1).starts_with("ok       items          the list has 1 entry, loaded at 20")
    );
    let old = about("patrons", 1);
    assert!(
        old.starts_with("warning")
            && old.contains("`offline-circ lists load patrons FILE`: it is 3 days old"),
        "{old}"
    );
    tables::loaded(&site, "patrons", 10, "");
    assert!(about("patrons", 1).contains("10 days old, which is too old to count"));
    tables::loaded(&site, "patrons", 0, "");
    assert_eq!(complaints(&site), Vec::<String>::new());
    let holds = fs::read_to_string(site.path("config.toml"))
        .unwrap()
        .replace("old_days = 3", "old_days = 3\nhold = [\"patron\"]");
    site.write("config.toml", holds);
    let lines = lines(&site, 0);
    assert!(
        lines
            .iter()
            .any(|line| line.contains("New patrons are in no list")),
        "{lines:#?}"
    );

    mode(&site.path("lists.key"), 0o644);
    assert!(complaint(&site, 1).contains("chmod o= "));
    site.write("lists.key", "11");
    assert!(complaint(&site, 2).contains("there is no key in it"));
    fs::remove_file(site.path("lists.key")).unwrap();
    let missing = complaint(&site, 2);
    assert!(
        missing.starts_with("failed   key") && missing.contains("load the list of patrons again"),
        "{missing}"
    );
    fs::create_dir(site.path("lists.key")).unwrap();
    assert!(complaint(&site, 2).contains("chmod 640"));
    // Only patrons need it.
    site.database
        .run("DELETE FROM offline_circ_lists WHERE kind = 'patrons'");
    assert_eq!(complaints(&site), Vec::<String>::new());
}

#[test]
fn a_right_on_the_lists_that_is_missing_is_a_failure_and_so_is_a_missing_table() {
    let site = sound();
    site.database.add_lists();
    for (right, table) in [
        ("INSERT", "lists"),
        ("UPDATE", "lists"),
        ("SELECT", "patrons"),
        ("DELETE", "items"),
    ] {
        let table = format!("{}.offline_circ_{table}", site.database.name);
        site.database
            .run(&format!("REVOKE {right} ON {table} FROM {USER}@localhost"));
        let line = complaint(&site, 2);
        assert!(
            line.starts_with("failed   rights")
                && line.contains("GRANT ")
                && line.contains(&format!(" ON {table} TO '{USER}'@'localhost'`")),
            "{line}"
        );
        assert!(line.contains(right), "{line}");
        site.database
            .run(&format!("GRANT {right} ON {table} TO {USER}@localhost"));
    }
    site.database.run("DROP TABLE offline_circ_items");
    let line = complaint(&site, 2);
    assert!(line.contains("load lists.sql again"), "{line}");
    site.database.run("DROP TABLE offline_circ_lists");
    assert!(lines(&site, 0).iter().all(|line| !line.contains("list")));
}
