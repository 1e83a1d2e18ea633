//! apache/demo: its folder is its own, and nothing goes on running without it.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::harness::{Folder, PROGRAM, Port, ROOT, leader, wait};

fn demo(port: &Port, dir: &Path, log: &Path) -> Child {
    let output = fs::File::create(log).unwrap();
    Command::new(Path::new(ROOT).join("apache/demo"))
        .args(["--port", &port.to_string(), "--dir"])
        .arg(dir)
        .arg("--program")
        .arg(&*PROGRAM)
        .stdin(Stdio::null())
        .stdout(output.try_clone().unwrap())
        .stderr(output)
        .spawn()
        .expect("apache/demo starts")
}

/// What a demo says that does not go on.
fn refused(port: &Port, dir: &Path, log: &Path) -> String {
    assert_eq!(demo(port, dir, log).wait().unwrap().code(), Some(1));
    fs::read_to_string(log).unwrap()
}

#[test]
fn a_folder_that_is_not_its_own_is_left_alone() {
    let folder = Folder::new();
    let dir = folder.path().join("var");
    fs::create_dir_all(dir.join("mysql")).unwrap();
    let said = refused(&Port::reserve(), &dir, &folder.path().join("log"));
    assert!(said.contains("holds something else"), "{said}");
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);
}

#[test]
fn one_demo_runs_in_a_folder_and_takes_its_servers_along_when_it_is_killed() {
    let folder = Folder::new();
    let dir = folder.path().join("demo");
    let (port, other) = (Port::reserve(), Port::reserve());
    // What an installation of MariaDB's files that was broken off has left.
    fs::create_dir_all(dir.join("mysql.new/mysql")).unwrap();
    fs::write(dir.join(".offline-circ-demo"), "").unwrap();
    for turn in ["first", "second"] {
        let log = folder.path().join(turn);
        let mut demo = demo(&port, &dir, &log);
        wait("the demo", || {
            let said = fs::read_to_string(&log).unwrap();
            assert_eq!(demo.try_wait().unwrap(), None, "{said}");
            said.contains("ready: http://127.0.0.1:").then_some(())
        });
        let said = refused(&other, &dir, &folder.path().join("refused"));
        let expected = format!("already runs in {} (process {})", dir.display(), demo.id());
        assert!(said.contains(&expected), "{said}");
        let session = |name| dir.join(format!("run/{name}.session"));
        let servers = ["httpd", "mariadbd"].map(session);
        assert!(servers.iter().all(|server| leader(server).is_some()));
        demo.kill().unwrap();
        demo.wait().unwrap();
        wait("the end of the servers", || {
            servers
                .iter()
                .all(|server| leader(server).is_none())
                .then_some(())
        });
    }
}
