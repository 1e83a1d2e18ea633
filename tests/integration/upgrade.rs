//! sql/upgrade.sql: what it adds is seen by nobody, keeps every order, and makes recording
//! on a large table quick.

use chrono::Local;

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
fn on_an_upgraded_table_nothing_of_the_day_reads_the_old_rows() {
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
    let counting = |work: &dyn Fn()| {
        let before = read();
        work();
        read() - before
    };
    let line = [("textarea", "MILLAR,20260827100000,L,new,,7,")];
    let post = |page: &str, fields: &[(&str, &str)]| {
        counting(&|| assert!(site.post(page, fields).status < 400))
    };
    let get = |page: &str| counting(&|| drop(site.get(page).expect(200)));
    let pages = [
        "listrecords.php",
        "listfiles.php",
        "clearold.php",
        "status.php",
    ];
    assert!(post("append.php", &line) > OLD);
    assert!(post("void.php", &line) > OLD);
    for page in pages {
        assert!(get(page) > OLD, "{page}");
    }
    site.database.upgrade();
    // A connection has asked about the table when it began.
    site.database
        .run("KILL CONNECTION USER offline_test@localhost");
    assert!(post("append.php", &line) < OLD / 10);
    for page in pages {
        assert!(get(page) < OLD / 10, "{page}");
    }
    assert!(post("void.php", &line) < OLD / 10);
    assert!(post("append.php", &line) < OLD / 10);
    assert!(post("extract.php", &[("library", "MILLAR")]) < OLD / 10);
}

#[test]
fn on_an_upgraded_table_a_day_of_many_scans_is_not_read_for_each_one() {
    const TODAY: u64 = 20_000;
    let mariadb = Mariadb::start();
    let site = Site::on(&mariadb.socket()).serve();
    site.database.upgrade();
    site.database.run(&format!(
        "INSERT INTO transactions SELECT 'MILLAR', CURDATE() + INTERVAL seq SECOND, 'L', 30000000 + seq, '', 70000000 + seq, '', 0 \
         FROM seq_1_to_{TODAY}; ANALYZE TABLE transactions",
    ));
    let read = || -> u64 {
        let status = "SHOW GLOBAL STATUS LIKE 'Handler_read_%'";
        let rows: Vec<(String, u64)> = site.database.query(status);
        rows.iter().map(|(_, rows)| rows).sum()
    };
    let now = Local::now().format("%Y%m%d%H%M%S");
    let scan = |item: &str| {
        let line = format!("MILLAR,{now},R,{item}");
        let answer = site.post_json("append.php", &[("textarea", &line), ("check", "1")]);
        answer.expect(200).json()["recorded"].clone()
    };
    let before = read();
    assert_eq!(scan("90000001"), 1);
    assert_eq!(scan("70000001"), 0, "a patron's barcode as an item's");
    // What is ordinary here the program has learned from 5,000.
    assert!(read() - before < TODAY / 2);
}
