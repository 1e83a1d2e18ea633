//! No barcode and no name is in a URL that a page gives, in a title, in the name of a download, or
//! in a log: neither after all went well nor after all went wrong.

use chrono::{Local, TimeDelta};

use crate::harness::http::decode;
use crate::harness::site::FORM;
use crate::harness::{Answer, Site};
use crate::listrecords::buttons;

const ITEM: &str = "39876000012345";
const OTHER: &str = "39876000067890";
const PATRON: &str = "29876000055555";
const NAME: &str = "Quixote-Cervantes";
const CALL: &str = "ZZ987.654 Q12";
const SECRETS: [&str; 5] = [ITEM, OTHER, PATRON, NAME, CALL];

fn has_none(text: &str, what: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{secret} in {what}: {text}");
    }
}

/// A page whose title, links and headers name nobody.
fn discreet(page: Answer) -> Answer {
    let text = String::from_utf8_lossy(&page.body).into_owned();
    let title = text.split("<title>").nth(1).unwrap_or_default();
    has_none(
        title.split("</title>").next().unwrap_or_default(),
        "a title",
    );
    let targets = ["href=\"", "src=\"", "action=\""].into_iter();
    for target in targets.flat_map(|start| text.split(start).skip(1)) {
        has_none(
            &decode(target.split('"').next().unwrap_or_default()),
            "a link",
        );
    }
    for (name, value) in &page.headers {
        has_none(value, name);
    }
    assert_eq!(page.header("Referrer-Policy"), "no-referrer");
    page
}

/// Every log of the site.
fn logs(site: &Site) -> String {
    let read = |name| std::fs::read(site.path(name)).unwrap_or_default();
    let names = [
        "log/access.log",
        "log/error.log",
        "log/httpd.out",
        "log/unit.out",
    ];
    String::from_utf8_lossy(&names.map(read).concat()).into_owned()
}

#[test]
fn after_every_page_was_used_no_address_title_or_log_names_anybody() {
    let site = Site::start();
    let lines = format!(
        "MILLAR,20150827100001,L,{ITEM},{CALL},{PATRON},{NAME}\n\
         AVS,20150827100002,R,{OTHER}\nAVS,20150827100003,L,{OTHER},,{PATRON},{NAME}"
    );
    discreet(site.post("append.php", &[("textarea", &lines)]));
    let bad = format!("NOWHERE,20150827100001,L,{ITEM},,{PATRON}\nMILLAR,x,R,{ITEM}");
    discreet(site.post("append.php", &[("textarea", &bad)]).expect(422));
    for text in [ITEM, PATRON, NAME, CALL] {
        let fields = [("text", text), ("sort", "item"), ("type", "L")];
        let posted = discreet(site.post("listrecords.php", &fields).expect(303));
        let address = posted.header("Location").to_owned();
        let page = site.get(address.split('#').next().unwrap()).expect(200);
        discreet(page).shows(text);
        // As a bookmark of an earlier version has it, which no log can be spared.
        let old = site
            .client()
            .send("HEAD", "listrecords.php?text=777", &[], b"")
            .unwrap();
        assert_eq!(old.status, 303);
        discreet(old);
    }
    let page = discreet(site.get("listrecords.php").expect(200));
    let fields = [("view", "type=L"), ("record", &buttons(&page)[0])];
    discreet(site.post("void.php", &fields).expect(200));
    discreet(site.post("void.php", &fields).expect(404));
    discreet(
        site.post("void.php", &[("textarea", &format!("AVS,x,L,{ITEM}"))])
            .expect(400),
    );
    let page = discreet(site.post("extract.php", &[("library", "---"), ("per_library", "on")]));
    let mut downloads = page.links();
    downloads.retain(|link| link.starts_with("output/"));
    assert!(!downloads.is_empty());
    for link in &downloads {
        discreet(site.get(link).expect(200));
    }
    let file = downloads[0].trim_start_matches("output/").to_owned();
    discreet(site.get(&format!("returns.php?file={file}")).expect(200));
    let report = format!("Item not found. Barcode: {ITEM}\nUser not found. Barcode: {PATRON}");
    discreet(site.post("lookup.php", &[("text", &report)]).expect(200)).shows(ITEM);
    let fields = [("text", report.as_str()), ("download", "csv")];
    discreet(site.post("lookup.php", &fields).expect(200)).shows(ITEM);
    // After the file that was made.
    let minute = (Local::now() + TimeDelta::minutes(2)).format("%Y%m%d%H%M");
    let import = format!("{minute}L{ITEM:<80}{PATRON}\r\n");
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"library\"\r\n\r\nAVS\r\n--x\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"{NAME}.dat\"\r\n\r\n{import}\r\n--x--\r\n"
    );
    let media = ("Content-Type", "multipart/form-data; boundary=x");
    let page = site
        .request("POST", "import.php", &[media], body.as_bytes())
        .expect(200);
    let lines = discreet(page).textarea();
    discreet(
        site.post("import.php", &[("confirm", "yes"), ("textarea", &lines)])
            .expect(200),
    );
    for page in [
        "",
        "listfiles.php",
        "clearold.php",
        "import.php",
        "lookup.php",
        "shapes.php",
        "desks.php",
        "lists.php",
        "status.php",
    ] {
        discreet(site.get(page));
    }
    let fields = [("file[]", file.as_str()), ("confirm", "yes")];
    discreet(site.post(
        "uploaded.php",
        &[("file", file.as_str()), ("uploaded", "yes")],
    ));
    discreet(site.post("deleteold.php", &fields).expect(200));
    has_none(&logs(&site), "a log");
    let log = logs(&site);
    for said in [
        "offline-circ: voided kind=R",
        "offline-circ: looked_up",
        "listrecords.php?type=L&find=",
    ] {
        assert!(log.contains(said), "{said}: {log}");
    }
}

#[test]
fn what_goes_wrong_is_logged_without_what_it_was_about() {
    let site = Site::start();
    let append = |item: &str| {
        let line = format!("MILLAR,20150827100001,L,{item},{CALL},{PATRON},{NAME}");
        site.post("append.php", &[("textarea", &line)])
    };
    // A key that a sysadmin has added refuses the second record, and names what is there twice.
    site.database
        .run("ALTER TABLE transactions ADD UNIQUE (patron_barcode, patron_name)");
    append(ITEM).expect(303);
    append(OTHER);
    site.logs("Duplicate entry '...'");
    site.database
        .run("ALTER TABLE transactions DROP INDEX patron_barcode");
    // A column that cannot hold it.
    site.database
        .run("ALTER TABLE transactions MODIFY item_barcode varchar(14) CHARACTER SET latin1");
    append(&format!("{OTHER}\u{1f4d6}"));
    append(&format!("{OTHER}9"));
    site.logs("offline-circ: refused");
    // A table that is gone.
    site.database.run("RENAME TABLE transactions TO elsewhere");
    append(OTHER).expect(503);
    let fields = [("text", ITEM)];
    site.post("lookup.php", &fields).expect(503);
    site.post(
        "void.php",
        &[("textarea", &format!("AVS,20150827100002,R,{OTHER}"))],
    );
    site.request(
        "POST",
        "append.php",
        &[FORM, ("Origin", "https://evil.example")],
        NAME.as_bytes(),
    )
    .expect(403);
    site.failures(3);
    has_none(&logs(&site), "a log");
}

#[test]
fn a_panic_is_a_line_without_quotations_in_a_program_of_one_request_too() {
    let site = Site::prepare();
    let trace = site.path("trace").display().to_string();
    // Without random numbers no table of the standard library can be made.
    let inject = ["trace=getrandom", "inject=getrandom:error=EIO"];
    let wrapper = [
        "strace", "-qq", "-o", &trace, "-e", inject[0], "-e", inject[1],
    ];
    let log = site.cgi(&wrapper, "GET", "index.php", "").log;
    assert!(log.contains("offline-circ: panic cause="), "{log}");
    assert!(!log.contains("panicked at"), "{log}");
}
