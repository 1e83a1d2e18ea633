//! Two nodes of a Galera cluster that may both be written to, and a head on each, with one
//! output directory.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use crate::harness::{Database, Mariadb, Port, Site, run, wait};

const NAME: &str = "oc_galera";
/// What brings a new node to the others' state, where it has it already.
const TRANSFER: &str = r#"#!/bin/sh
while [ $# -gt 0 ]; do
    [ "$1" != --role ] || role=$2
    [ "$1" != --address ] || address=$2
    [ "$1" != --gtid ] || position=$2
    shift
done
if [ "$role" = joiner ]; then
    at=$(dirname "$(dirname "$0")")/run/position
    rm -f "$at"
    echo "ready 127.0.0.1:1/$at"
    until [ -s "$at" ]; do sleep 0.05; done
    cat "$at"
else
    at=${address#*/}
    echo "$position" >"$at.new"
    mv "$at.new" "$at"
    echo "done $position"
fi
"#;

const PROVIDERS: [&str; 3] = [
    "/usr/lib/galera/libgalera_smm.so",
    "/usr/lib64/galera-4/libgalera_smm.so",
    "/usr/lib64/galera/libgalera_smm.so",
];

/// A node. It ends before its database is dropped.
pub struct Node {
    pub mariadb: Mariadb,
    pub database: Database,
    _group: Port,
    _transfer: Port,
}

/// The first node counts twice: alone it stays what the cluster is, and the second does not.
pub struct Cluster {
    pub nodes: [Node; 2],
    /// Each uses the node of its own first.
    pub heads: [Site; 2],
}

impl Node {
    /// Not yet started. It knows the other one by its port.
    fn prepare(weight: u8, group: Port, other: Option<u16>) -> Self {
        let provider = PROVIDERS.iter().find(|path| Path::new(path).exists());
        let provider = provider.expect("Galera is installed: run tests/run");
        let transfer = Port::reserve();
        let other = other.map_or_else(String::new, |port| format!("127.0.0.1:{port}"));
        let options = format!(
            "wsrep_on=ON
wsrep_provider={provider}
wsrep_cluster_name=oc
wsrep_cluster_address=gcomm://{other}
wsrep_node_address=127.0.0.1:{group}
wsrep_sst_method=same
wsrep_provider_options=\"pc.weight={weight}; gmcast.listen_addr=tcp://127.0.0.1:{group}; \
ist.recv_addr=127.0.0.1:{transfer}; gcache.size=16M\"
binlog_format=ROW
innodb_autoinc_lock_mode=2"
        );
        let mariadb = Mariadb::prepare(Port::reserve(), &options);
        let script = mariadb.path("bin/wsrep_sst_same");
        fs::create_dir(mariadb.path("bin")).unwrap();
        fs::write(&script, TRANSFER).unwrap();
        fs::set_permissions(&script, Permissions::from_mode(0o755)).unwrap();
        Self {
            database: Database {
                name: NAME.to_owned(),
                socket: mariadb.socket(),
            },
            mariadb,
            _group: group,
            _transfer: transfer,
        }
    }

    fn start(&self) {
        self.mariadb.start_again();
        self.wait_until("wsrep_ready", "ON");
    }

    /// Waits until a status variable of this node is so.
    pub fn wait_until(&self, name: &str, value: &str) {
        let query = format!("SHOW GLOBAL STATUS LIKE '{name}'");
        wait(&format!("{name} to be {value}"), || {
            let rows: Vec<(String, String)> = self.mariadb.query(&query);
            (rows.first()?.1 == value).then_some(())
        });
    }

    /// Sets a variable of this node.
    pub fn set(&self, name: &str, value: &str) {
        let query = format!("SET GLOBAL {name} = '{value}'");
        self.mariadb.query::<u8>(&query);
    }
}

impl Cluster {
    /// With the tables that sql/README.md wants.
    pub fn start() -> Self {
        let cluster = Self::without_writers();
        cluster.nodes[0].database.add_writers();
        cluster
    }

    pub fn without_writers() -> Self {
        let [one, two] = [(); 2].map(|()| Port::reserve());
        let first = one.number;
        let nodes = [
            Node::prepare(2, one, None),
            Node::prepare(1, two, Some(first)),
        ];
        let [one, two] = [&nodes[0].mariadb, &nodes[1].mariadb];
        nodes[0].start();
        one.end("TERM");
        let mut copy = Command::new("cp");
        run(copy.arg("-a").args([one.path("mysql"), two.path("mysql")]));
        fs::remove_file(two.path("mysql/galera.cache")).unwrap();
        nodes[0].start();
        nodes[1].start();
        // The handle goes, the database stays.
        std::mem::forget(Database::named(NAME, &nodes[0].mariadb.socket()));
        nodes[0].database.upgrade();
        let [one, two] = [[0, 1], [1, 0]].map(|order| head(&nodes, order));
        fs::remove_dir_all(two.path("output")).unwrap();
        symlink(one.path("output"), two.path("output")).unwrap();
        let heads = [one.serve(), two.serve()];
        Self { nodes, heads }
    }

    /// Of each record on this node, in how many files it is, or unsaved; nothing is pending.
    pub fn places(&self, node: &Node) -> BTreeMap<String, usize> {
        let [one, two] = &self.heads;
        two.get("listfiles.php").expect(200);
        let pending = |name: &String| name.ends_with(".pending");
        assert!(!one.output().iter().any(pending), "{:?}", one.output());
        let unsaved = "SELECT item_barcode FROM transactions WHERE saved = 0";
        let unsaved: Vec<String> = node.database.query(unsaved);
        let mut places = BTreeMap::new();
        for item in one.items_in(&one.dats()).into_iter().chain(unsaved) {
            *places.entry(item).or_default() += 1;
        }
        places
    }
}

/// A site that tries the nodes in this order.
fn head(nodes: &[Node; 2], order: [usize; 2]) -> Site {
    let site = Site::prepare();
    let [first, second] = order.map(|i| nodes[i].mariadb.port());
    let servers = format!("server = [\"127.0.0.1:{first}\", \"127.0.0.1:{second}\"]");
    let database = &nodes[0].database;
    let socket = format!("socket = \"{}\"", database.socket.display());
    let section = database.config().replace(&socket, &servers);
    site.configure(&site.config().replace(&site.database.config(), &section));
    site
}
