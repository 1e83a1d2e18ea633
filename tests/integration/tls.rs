//! An encrypted way to the database: required means encrypted, to the right server, or not
//! at all; and the error log says which of these was amiss.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::harness::database::USER;
use crate::harness::{Folder, Mariadb, Port, Site, run};

const LINE: [(&str, &str); 1] = [("textarea", "MILLAR,20150827121621,R,1")];

fn openssl(dir: &Path, words: &str) {
    run(Command::new("openssl")
        .args(words.split(' '))
        .current_dir(dir));
}

/// An authority, NAME.pem.
fn authority(dir: &Path, name: &str) {
    openssl(
        dir,
        &format!(
            "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={name} -keyout {name}.key -out {name}.pem"
        ),
    );
}

/// Its certificate for a server of this name, server.pem with server.key.
fn certificate(dir: &Path, authority: &str, server: &str) {
    fs::write(dir.join("names"), format!("subjectAltName={server}")).unwrap();
    openssl(
        dir,
        "req -new -newkey rsa:2048 -nodes -subj /CN=server -keyout server.key -out server.csr",
    );
    openssl(
        dir,
        &format!(
            "x509 -req -in server.csr -CA {authority}.pem -CAkey {authority}.key -CAcreateserial -days 2 -extfile names -out server.pem"
        ),
    );
    // The server may run as another user.
    run(Command::new("chmod").arg("644").arg(dir.join("server.key")));
}

struct Stage {
    keys: Folder,
    mariadb: Mariadb,
}

/// A server that shows a certificate for this name, by the authority `ours`.
fn server_named(name: &str) -> Stage {
    let keys = Folder::new();
    let dir = keys.path();
    authority(dir, "ours");
    authority(dir, "theirs");
    certificate(dir, "ours", name);
    let dir = dir.display();
    let options = format!("ssl-cert={dir}/server.pem\nssl-key={dir}/server.key");
    let mariadb = Mariadb::on_tcp(Port::reserve(), &options);
    Stage { keys, mariadb }
}

impl Stage {
    /// A site that reaches the server with these settings.
    fn site(&self, tls: &str) -> Site {
        let site = Site::on(&self.mariadb.socket());
        let tls = tls.replace("DIR", &self.keys.path().display().to_string());
        site.reach_database_by(&format!(
            "server = \"127.0.0.1:{}\"\n{tls}",
            self.mariadb.port()
        ));
        site
    }
}

#[track_caller]
fn assert_refused(site: &Site, cause: &str) {
    let outcome = site.cgi(
        &[],
        "POST",
        "append.php",
        "textarea=MILLAR,20150827121621,R,1",
    );
    let answer = outcome.answer.unwrap().expect(503);
    answer.hides("certificate").hides("TLS");
    assert!(outcome.log.contains(cause), "{cause:?}: {}", outcome.log);
}

#[test]
fn with_tls_required_records_travel_encrypted() {
    let stage = server_named("IP:127.0.0.1");
    let site = stage.site("tls = \"required\"\ntls_ca = \"DIR/ours.pem\"");
    // The server itself now refuses this account what is not encrypted.
    site.database
        .run(&format!("ALTER USER {USER}@localhost REQUIRE SSL"));
    let site = site.serve();
    assert_eq!(site.post("append.php", &LINE).expect(303).status, 303);
    assert_eq!(site.items_in(&site.export("---")), ["1"]);
    assert_refused(&stage.site("tls = \"off\""), "Access denied");
}

#[test]
fn a_server_with_a_certificate_of_somebody_else_is_refused() {
    let stage = server_named("IP:127.0.0.1");
    let theirs = "tls = \"required\"\ntls_ca = \"DIR/theirs.pem\"";
    assert_refused(&stage.site(theirs), "UnknownIssuer");
    assert_refused(&stage.site("tls = \"required\""), "UnknownIssuer");
    let nothing = "tls = \"required\"\ntls_ca = \"DIR/nothing.pem\"";
    assert_refused(
        &stage.site(nothing),
        "nothing.pem cannot be read: No such file",
    );
}

#[test]
fn a_certificate_for_another_name_is_refused() {
    let stage = server_named("DNS:other.example.edu");
    let ours = "tls = \"required\"\ntls_ca = \"DIR/ours.pem\"";
    assert_refused(&stage.site(ours), "not valid for name");
}

#[test]
fn a_server_without_tls_is_refused_where_it_is_required() {
    let mariadb = Mariadb::on_tcp(Port::reserve(), "skip-ssl");
    let port = mariadb.port();
    let site = Site::on(&mariadb.socket());
    site.reach_database_by(&format!(
        "server = \"127.0.0.1:{port}\"\ntls = \"required\""
    ));
    assert_refused(&site, "secure connection");
}
