//! sql/upgrade.sql: what it adds is seen by nobody, keeps every order, and makes recording
//! on a large table quick.

use crate::harness::{Mariadb, Site};

#[test]
fn an_upgraded_table_keeps_its_rows_in_order_and_may_be_upgraded_again() {
    let site = Site::start();
    site.submit("MILLAR,20150827100001,R,z\nMILLAR,20150827100001,R,a");
    site.database
        .insert_as_php(["MILLAR", "20150827100000", "R", "php", "", "", ""].map(Some));
    let before = site.database.rows();
    site.database.upgrade();
    assert_eq!(site.database.rows(), before);
    site.submit("MILLAR,20150827100001,R,m\nMILLAR,20150827100001,R,a");
    site.database
        .insert_as_php(["MILLAR", "20150827100001", "R", "b", "", "", ""].map(Some));
    site.database.upgrade();
    let [name] = &site.export("MILLAR")[..] else {
        panic!()
    };
    assert_eq!(
        site.items_in(std::slice::from_ref(name)),
        ["php", "z", "a", "m", "b"]
    );
    site.submit("MILLAR,20150827100001,R,last");
    site.post("deleteold.php", &[("file[]", name), ("confirm", "yes")])
        .expect(200)
        .shows("with 5 records");
    assert_eq!(
        site.database.rows(),
        ["MILLAR\t2015-08-27 10:00:01\tR\tlast\t\t\t\t0"]
    );
}

#[test]
fn on_an_upgraded_table_recording_and_voiding_read_no_other_rows() {
    const OLD: u64 = 20_000;
    let mariadb = Mariadb::start();
    let site = Site::on(&mariadb.socket()).serve();
    site.database.run(&format!(
        "INSERT INTO transactions SELECT 'MILLAR', '2015-08-27' + INTERVAL seq SECOND, 'R', seq, '', '', '', 1 \
         FROM seq_1_to_{OLD}",
    ));
    // Rows that were read one after the other, by anybody.
    let read = || -> u64 {
        let status = "SHOW GLOBAL STATUS LIKE 'Handler_read_rnd_next'";
        let rows: Vec<(String, u64)> = site.database.query(status);
        rows[0].1
    };
    let read_by = |page: &str| {
        let before = read();
        let line = [("textarea", "MILLAR,20260827100000,L,new,,7,")];
        assert!(site.post(page, &line).status < 400);
        read() - before
    };
    assert!(read_by("append.php") > OLD);
    assert!(read_by("void.php") > OLD);
    site.database.upgrade();
    assert!(read_by("append.php") < OLD / 10);
    assert!(read_by("void.php") < OLD / 10);
}
