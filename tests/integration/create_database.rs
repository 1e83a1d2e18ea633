//! `offline-circ create-database`, on servers that have nothing of ours yet.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::{Command, Output};

use crate::commands::expect;
use crate::harness::{Mariadb, Port, Site};

/// A site whose [database] section has these lines.
fn site(mariadb: &Mariadb, lines: &str) -> Site {
    let site = Site::on(&mariadb.socket());
    let (config, _) = site.config().split_once("[database]").map(own).unwrap();
    let socket = mariadb.socket();
    let section = format!(
        "[ database ] # here\nsocket = '{}'\n{lines}\n",
        socket.display()
    );
    site.configure(&format!("{config}{section}"));
    site
}

fn own((before, after): (&str, &str)) -> (String, String) {
    (before.to_owned(), after.to_owned())
}

/// As root of the test's own server, whatever the tester's own ~/.my.cnf says.
fn create(site: &Site) -> Output {
    site.command(&["create-database", "--", "--no-defaults", "--user=root"])
}

fn config(site: &Site) -> String {
    fs::read_to_string(site.path("config.toml")).unwrap()
}

#[test]
fn what_is_missing_is_made_with_a_random_password_and_once_only() {
    let mariadb = Mariadb::start();
    let lines = "  username = 'lib'\npassword\t= \"offline_pass\"  # the PHP has \"it\"\nname = \"circ\"\ntable = \"loans\"";
    let site = site(&mariadb, lines);
    let before = config(&site);
    fs::set_permissions(site.path("config.toml"), Permissions::from_mode(0o640)).unwrap();
    let rights = || {
        let metadata = fs::metadata(site.path("config.toml")).unwrap();
        (metadata.mode(), metadata.uid(), metadata.gid())
    };
    let had = rights();
    let text = expect(&create(&site), 0);
    assert!(text.starts_with("A new password is in "), "{text}");
    assert!(
        text.contains("The database circ has the table loans, and lib can use it."),
        "{text}"
    );
    let (start, rest) = before.split_once("offline_pass").unwrap();
    let after = config(&site);
    let password = after
        .strip_prefix(start)
        .and_then(|text| text.strip_suffix(rest));
    let password = password.expect("nothing else has changed");
    assert!(
        password.len() == 32 && password.chars().all(|c| c.is_ascii_hexdigit()),
        "{password}"
    );
    assert_eq!(rights(), had);
    assert!(expect(&site.command(&["list"]), 0).contains("nothing to export"));
    let turns = mariadb.query::<u64>("SELECT turn FROM circ.offline_circ_writers");
    assert_eq!(turns, [0; 0]);
    let again = expect(&create(&site), 0);
    assert!(
        again.starts_with("The account lib exists and keeps its password"),
        "{again}"
    );
    assert_eq!(config(&site), after);
}

#[test]
fn a_full_disk_leaves_the_configuration_as_it_was() {
    let mariadb = Mariadb::start();
    let site = site(&mariadb, "username = 'lib'\npassword = 'offline_pass'");
    let text = config(&site);
    // As long as a file may become: no byte more can be written.
    site.configure(&format!("{}#\n{text}", "#".repeat(4094 - text.len())));
    let before = config(&site);
    assert_eq!(before.len(), 4096);
    let output = Command::new("prlimit")
        .args([
            "--fsize=4096",
            "sh",
            "-c",
            "trap '' XFSZ; exec \"$@\"",
            "sh",
        ])
        .arg(site.program())
        .args(["create-database", "--", "--no-defaults", "--user=root"])
        .env("OFFLINE_CIRC_CONFIG", site.path("config.toml"))
        .output()
        .unwrap();
    expect(&output, 2);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("File too large"), "{said}");
    assert_eq!(config(&site), before);
    // Nothing is left of the attempt that keeps the next one from its work.
    expect(&create(&site), 0);
    assert!(expect(&site.command(&["list"]), 0).contains("nothing to export"));
}

#[test]
fn a_server_that_refuses_a_table_without_a_key_gets_one_that_the_php_cannot_see() {
    let mariadb = Mariadb::on_tcp(Port::reserve(), "");
    // The shipped table of the test's own database has none.
    let site = site(&mariadb, "username = \"lib\"\npassword = \"offline_pass\"");
    site.database.run("SET GLOBAL innodb_force_primary_key = 1");
    expect(&create(&site), 0);
    let by_php = "INSERT INTO alma_offline.transactions VALUES \
                  ('MILLAR', 20150827100000, 'R', '5', '', '', '', 0)";
    site.database.run(by_php);
    let all = "SELECT * FROM alma_offline.transactions";
    let rows: Vec<mysql::Row> = site.database.query(all);
    assert_eq!(rows[0].len(), 8);
    let key = "SELECT id FROM alma_offline.transactions";
    assert_eq!(site.database.query::<u64>(key), [1]);
    assert!(expect(&site.command(&["list"]), 0).contains("1 record is not yet"));
    let checked = site.command(&["check"]);
    let checked = String::from_utf8_lossy(&checked.stdout);
    assert!(checked.contains("all eight are there"), "{checked}");
    // The table that is there is left, with its key; upgrade.sql finds it.
    expect(&create(&site), 0);
    let upgrade = include_str!("../../sql/upgrade.sql");
    site.database.run(&format!("USE alma_offline; {upgrade}"));
    assert_eq!(site.database.query::<u64>(key), [1]);
}

#[test]
fn names_and_passwords_may_have_any_characters() {
    let mariadb = Mariadb::start();
    for (n, password) in [
        r#"it's "half" \\' ; -- `x` 50 %"#,
        r"ends with \\",
        "päss\nword",
    ]
    .iter()
    .enumerate()
    {
        let lines = format!(
            "username = \"o'brien{n}\"\nname = \"circ-{n} `loans`\"\npassword = \"\"\"{}\"\"\"",
            password.replace('"', "\\\"")
        );
        let site = site(&mariadb, &lines);
        let before = config(&site);
        expect(&create(&site), 0);
        assert_eq!(config(&site), before);
        assert!(expect(&site.command(&["list"]), 0).contains("nothing to export"));
    }
}

#[test]
fn what_exists_is_not_changed() {
    let mariadb = Mariadb::start();
    let site = site(&mariadb, "username = \"php\"\npassword = \"offline_pass\"");
    for statement in [
        "CREATE DATABASE alma_offline",
        "CREATE TABLE alma_offline.transactions (mine int)",
        "INSERT INTO alma_offline.transactions VALUES (5)",
        "CREATE USER php@localhost IDENTIFIED BY 'its own'",
    ] {
        site.database.run(statement);
    }
    let account = "SELECT authentication_string FROM mysql.user WHERE user = 'php'";
    let had: Vec<String> = site.database.query(account);
    let before = config(&site);
    // Nor is it said that the account can use it, which has another password.
    let output = create(&site);
    let text = expect(&output, 2);
    assert_eq!(text, "The account php exists and keeps its password.\n");
    let log = String::from_utf8_lossy(&output.stderr);
    assert!(log.contains("php cannot use the database"), "{log}");
    assert!(log.contains("ALTER USER php@localhost"), "{log}");
    assert_eq!(config(&site), before);
    assert_eq!(site.database.query::<String>(account), had);
    assert_eq!(
        site.database
            .query::<u8>("SELECT mine FROM alma_offline.transactions"),
        [5]
    );
    site.database
        .run("ALTER USER php@localhost IDENTIFIED BY 'offline_pass'");
    expect(&create(&site), 0);
}

#[test]
fn what_cannot_be_done_is_refused_before_anything_is_changed() {
    let site = Site::prepare();
    let refused = |database: &str, text: &str| {
        let (config_above, _) = site.config().split_once("[database]").map(own).unwrap();
        let password = "username = \"lib\"\npassword = \"offline_pass\"";
        site.configure(&format!(
            "{config_above}[database]\n{database}\n{password}\n"
        ));
        let before = config(&site);
        let output = create(&site);
        expect(&output, 2);
        let log = String::from_utf8_lossy(&output.stderr);
        assert!(log.contains(text), "{log}");
        assert_eq!(config(&site), before);
    };
    refused("server = \"db1\"", "create the database on db1");
    refused(
        "server = \"localhost:3307\"",
        "create the database on localhost:3307",
    );
    refused(
        "server = \"127.0.0.1\"\nport = 3307",
        "create the database on 127.0.0.1:3307",
    );
    refused("server = [\"db1\", \"db2\"]", "names several");
    refused("name = 5", "database.name");
    let nowhere = format!("socket = '{}'", site.path("nothing.sock").display());
    refused(&nowhere, "MariaDB must run on this host and let you in");
}
