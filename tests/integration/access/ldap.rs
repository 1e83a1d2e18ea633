//! The login by LDAP, against a slapd of the test's own.

use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command};

use super::{BOSS, NOBODY, ask, supervisors_alone, with};
use crate::harness::{Port, Site, run, wait};

/// A directory of its own, in the site's folder and on a loopback port, with both people.
struct Directory(Child);

impl Directory {
    fn start(site: &Site, port: u16) -> Self {
        let dir = site.path("ldap");
        fs::create_dir(&dir).expect("a folder is made");
        let schema = ["/etc/ldap/schema", "/etc/openldap/schema"];
        let schema = schema.iter().find(|dir| Path::new(dir).exists());
        let schema = schema.expect("OpenLDAP's schemas");
        let module = ["/usr/lib/ldap", "/usr/lib64/openldap"];
        let module = module.iter().find(|dir| Path::new(dir).exists());
        let module = module.map_or(String::new(), |dir| {
            format!("modulepath {dir}\nmoduleload back_mdb\n")
        });
        let dir = dir.display();
        let conf = format!(
            "include {schema}/core.schema\ninclude {schema}/cosine.schema\n\
             include {schema}/inetorgperson.schema\n{module}database mdb\n\
             suffix dc=example,dc=edu\ndirectory {dir}\n"
        );
        site.write("slapd.conf", conf);
        site.write("people.ldif", PEOPLE);
        let (conf, people) = (site.path("slapd.conf"), site.path("people.ldif"));
        let add = ["-T", "add", "-f"];
        run(Command::new("/usr/sbin/slapd")
            .args(add)
            .arg(&conf)
            .arg("-l")
            .arg(people));
        let url = format!("ldap://127.0.0.1:{port}");
        let slapd = Command::new("setpriv")
            .args([
                "--pdeathsig",
                "TERM",
                "/usr/sbin/slapd",
                "-d",
                "0",
                "-h",
                &url,
                "-f",
            ])
            .arg(conf)
            .spawn()
            .expect("setpriv is there");
        wait("slapd", || TcpStream::connect(("127.0.0.1", port)).ok());
        Self(slapd)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

const PEOPLE: &str = "dn: dc=example,dc=edu
objectClass: dcObject
objectClass: organization
dc: example
o: Example

dn: uid=staff,dc=example,dc=edu
objectClass: inetOrgPerson
uid: staff
cn: staff
sn: staff
userPassword: scan
employeeType: clerk

dn: uid=boss,dc=example,dc=edu
objectClass: inetOrgPerson
uid: boss
cn: boss
sn: boss
userPassword: lead
employeeType: supervisor

dn: cn=supervisors,dc=example,dc=edu
objectClass: groupOfNames
cn: supervisors
member: uid=boss,dc=example,dc=edu
";

#[test]
fn with_ldap_only_the_supervisors_of_the_directory_reach_what_is_not_scanning() {
    for supervisors in [
        "\"ldap-group cn=supervisors,dc=example,dc=edu\"",
        "\"ldap-attribute employeeType=supervisor\"",
    ] {
        let modules = ["auth_basic", "authz_user", "ldap", "authnz_ldap"];
        let switches = [
            (
                "OFFLINE_CIRC_LDAP_URL",
                "\"ldap://LDAP/dc=example,dc=edu?uid\"",
            ),
            ("OFFLINE_CIRC_LDAP_SUPERVISORS", supervisors),
        ];
        let site = with(&modules, &switches);
        let port = Port::reserve();
        let conf = fs::read_to_string(site.path("offline-circ.conf")).expect("the copy");
        let host = format!("127.0.0.1:{port}");
        site.write(
            "offline-circ.conf",
            conf.replace("LDAP/", &format!("{host}/")),
        );
        let site = site.serve();
        let closed = ask(&site, "GET listrecords.php", BOSS).status;
        assert!([401, 403, 500].contains(&closed), "{closed}");
        let _directory = Directory::start(&site, port.number);
        supervisors_alone(&site);
        ask(&site, "GET ", NOBODY).expect(200);
    }
}
