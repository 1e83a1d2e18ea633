//! uploaded.php, returns.php and the .csv: what becomes of a file after it was made.

use std::fs;
use std::process::Command;

use crate::harness::site::{FORM, encode};
use crate::harness::{Answer, Site, load_module, run};

/// `supervisor` with the password `secret`, as Basic authentication sends it.
const SUPERVISOR: (&str, &str) = ("Authorization", "Basic c3VwZXJ2aXNvcjpzZWNyZXQ=");

/// A site whose users may log in.
fn with_login() -> Site {
    let site = Site::prepare();
    site.write("users", "supervisor:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n");
    let modules = ["auth_basic", "authn_file", "authz_user"].map(load_module);
    site.write("before.conf", modules.concat());
    let users = site.path("users").display().to_string();
    site.write(
        "after.conf",
        format!(
            "<Location /offline-circ>\nAuthType Basic\nAuthName x\nAuthUserFile \"{users}\"\n\
             <If \"-n req('Authorization')\">\nRequire valid-user\n</If>\n</Location>\n"
        ),
    );
    site.serve()
}

/// A site with a file of two returns and a loan, made by `supervisor`.
fn with_file() -> (Site, String) {
    let site = with_login();
    site.submit(
        "MILLAR,20150827100003,R,3003,QA 76.5,,\nMILLAR,20150827100001,R,3001\n\
         MILLAR,20150827100002,L,3002,,9002,",
    );
    as_supervisor(&site, "extract.php", &[("library", "MILLAR")]).expect(200);
    let name = site.dats().remove(0);
    (site, name)
}

fn as_supervisor(site: &Site, page: &str, fields: &[(&str, &str)]) -> Answer {
    site.request("POST", page, &[FORM, SUPERVISOR], encode(fields).as_bytes())
}

fn mark(site: &Site, name: &str, uploaded: &str) {
    let answer = site.post("uploaded.php", &[("file", name), ("uploaded", uploaded)]);
    assert_eq!(answer.expect(303).header("Location"), "listfiles.php");
}

#[test]
fn a_file_says_who_made_it_and_who_uploaded_it() {
    let (site, name) = with_file();
    site.get("listfiles.php")
        .expect(200)
        .shows("by supervisor</dd>")
        .shows("1 file to upload")
        .shows("at a desk of Millar Library")
        .shows("<strong class=\"warn\">not yet</strong>");
    as_supervisor(
        &site,
        "uploaded.php",
        &[("file", &name), ("uploaded", "yes")],
    )
    .expect(303);
    site.get("listfiles.php")
        .expect(200)
        .shows(" by supervisor <button class=\"small\" name=\"uploaded\" value=\"no\"")
        .shows("Every file is marked as uploaded.")
        .hides("<strong class=\"warn\">not yet</strong>");
    let page = site.get("clearold.php").expect(200);
    page.hides("not marked as uploaded")
        .shows("1 file is not marked as checked");
    as_supervisor(
        &site,
        "uploaded.php",
        &[("file", &name), ("checked", "yes")],
    )
    .expect(303);
    site.get("listfiles.php")
        .expect(200)
        .shows("Every file is uploaded and checked.")
        .shows(" by supervisor <button class=\"small\" name=\"checked\" value=\"no\"");
    mark(&site, &name, "no");
    let page = site.get("listfiles.php").expect(200);
    page.shows("<li class=\"is-waiting\">")
        .hides("value=\"no\"");
}

#[test]
fn a_mark_survives_a_restart_and_can_be_taken_back() {
    let (site, name) = with_file();
    mark(&site, &name, "yes");
    // A second click keeps the first one's time and person.
    fs::write(
        site.path("output").join(name.replace(".dat", ".uploaded")),
        "ada",
    )
    .unwrap();
    mark(&site, &name, "yes");
    let site = site.serve();
    site.get("listfiles.php")
        .expect(200)
        .shows("by ada")
        .hides("<strong class=\"warn\">not yet</strong>");
    for _ in 0..2 {
        mark(&site, &name, "no");
        site.get("listfiles.php")
            .expect(200)
            .shows("<strong class=\"warn\">not yet</strong>");
    }
    let log = site.log();
    assert!(
        log.contains(&format!("offline-circ: uploaded file={name:?} from=")),
        "{log}"
    );
    assert!(
        log.contains(&format!("offline-circ: not_uploaded file={name:?}")),
        "{log}"
    );
}

#[test]
fn only_a_file_in_the_list_can_be_marked_or_printed() {
    let (site, name) = with_file();
    let before = site.output();
    for bad in [
        "../config.toml",
        "",
        "output/x",
        &name.replace(".dat", ".csv"),
        &format!("{name}/"),
    ] {
        site.post("uploaded.php", &[("file", bad), ("uploaded", "yes")])
            .expect(400);
        site.get(&format!("returns.php?{}", encode(&[("file", bad)])))
            .expect(400);
    }
    site.post("uploaded.php", &[("file", &name)]).expect(400);
    assert_eq!(site.output(), before);
}

#[test]
fn a_mark_is_never_inherited_and_goes_with_its_file() {
    let (site, name) = with_file();
    mark(&site, &name, "yes");
    assert_eq!(site.output().len(), 4);
    site.post("deleteold.php", &[("file[]", &name), ("confirm", "yes")])
        .expect(200);
    assert!(site.output().is_empty(), "{:?}", site.output());
    // Whatever is left of another file of that second, a new one does not take it over.
    let now = chrono::Local::now().naive_local();
    for second in 0..30 {
        let time = (now + chrono::TimeDelta::seconds(second)).format("%Y-%m-%d_%H%M%S");
        site.write(&format!("output/MILLAR_{time}.uploaded"), "ada");
    }
    site.submit("MILLAR,20150827100009,R,3009");
    let made = site.export("MILLAR").remove(0);
    assert!(
        !site.output().contains(&made.replace(".dat", ".uploaded")),
        "{made}"
    );
}

#[test]
fn the_marks_and_makers_are_not_served() {
    let (site, name) = with_file();
    mark(&site, &name, "yes");
    for suffix in [".uploaded", ".maker"] {
        let path = format!("output/{}", name.replace(".dat", suffix));
        assert!(site.path(&path).exists());
        site.get(&path).expect(403);
    }
}

#[test]
fn the_returns_of_a_file_can_be_listed_in_its_order() {
    let (site, name) = with_file();
    let list = |name: &str| site.get(&format!("returns.php?file={name}")).expect(200);
    let page = list(&name).text().to_owned();
    let order = [
        ">3001<",
        "2015-08-27 10:00:01",
        "QA 76.5",
        ">3003<",
        "2015-08-27 10:00:03",
    ];
    let at = order.map(|text| page.find(text).unwrap_or_else(|| panic!("{text}: {page}")));
    assert!(at.is_sorted(), "{page}");
    assert!(!page.contains("3002"), "a loan is no return");
    // A file that the PHP made.
    fs::remove_file(site.path("output").join(name.replace(".dat", ".csv"))).unwrap();
    list(&name)
        .shows(">3001<")
        .shows(">2015-08-27 10:00<")
        .hides("3002");
    site.write("output/AVS_2020-01-01_000000.dat", "");
    list("AVS_2020-01-01_000000.dat").shows("No item was returned");
}

#[test]
fn pythons_csv_reads_what_the_table_has_line_by_line_with_the_dat() {
    let site = Site::start();
    site.submit(
        "MILLAR,20150827100003,L,=1+1,\"QA 76, \"\"5\"\"\",@90,Ünal \nAVS,20150827100001,R,-3001\n\
         MILLAR,20150827100002,L,'3002,,+9002,",
    );
    let name = site.export("---").remove(0);
    let sheet = site.path("output").join(name.replace(".dat", ".csv"));
    let read = "import csv, sys\n\
        rows = list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline='')))\n\
        assert rows[0][0] == 'Library' and len(rows[0]) == 7, rows[0]\n\
        for row in rows[1:]: print('\\t'.join(cell.removeprefix(\"'\") for cell in row))";
    let output = run(Command::new("python3").args(["-c", read]).arg(sheet));
    let read = String::from_utf8(output.stdout).unwrap();
    let table: Vec<String> = site.database.query(
        "SELECT CONCAT_WS('\t', library, timestamp, return_or_loan, item_barcode, item_callnumber, \
         patron_barcode, patron_name) FROM transactions ORDER BY timestamp",
    );
    // The apostrophe that keeps a cell from being a formula is taken off; one that was
    // scanned is behind ours.
    assert_eq!(read.lines().collect::<Vec<_>>(), table);
    let items = read.lines().map(|row| row.split('\t').nth(3).unwrap());
    assert!(items.eq(site.items_in(&[name])));
}
