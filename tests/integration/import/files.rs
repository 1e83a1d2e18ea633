//! Files of any program and any size.

use super::*;

#[test]
fn a_file_is_read_whatever_program_wrote_it() {
    let site = Site::start();
    let (day, name) = (ago(1, ""), "Zoë Łukasz");
    let text = format!("AVS,{day}090000,L,1,,70,Zoë\nAVS,{day}090100,R,2");
    let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| {
        text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
    };
    let marked = format!("\u{feff}{text}");
    let expected = format!("AVS,{day}090000,L,1,,70,Zoë\r\nAVS,{day}090100,R,2,,,");
    for (at, bytes) in [
        text.clone().into_bytes(),
        marked.clone().into_bytes(),
        utf16(&marked, u16::to_le_bytes),
        utf16(&marked, u16::to_be_bytes),
        utf16(&text.replace('\n', "\r\n"), u16::to_le_bytes),
        utf16(&text, u16::to_be_bytes),
        text.chars().map(|c| u8::try_from(c).unwrap()).collect(),
        text.replace('\n', "\r").into_bytes(),
        text.replace('\n', "\r\n\r\n").into_bytes(),
        [text.as_bytes(), b"\r\n\x1a\0\0\0\0"].concat(),
    ]
    .iter()
    .enumerate()
    {
        let page = upload(&site, "AVS", &[("a.txt", bytes)]).expect(200);
        assert_eq!(
            page.hides("not understood and").textarea(),
            expected,
            "{at}"
        );
    }
    let saved = format!("AVS,{day}090000,L,1,,70,{name}");
    let page = upload(&site, "AVS", &[("a.txt", &utf16(&saved, u16::to_le_bytes))]).expect(200);
    assert!(page.textarea().ends_with(name));
    assert_eq!(
        import(
            &site,
            "AVS",
            &[("a.txt", &utf16(&marked, u16::to_be_bytes))]
        ),
        2
    );
    upload(&site, "AVS", &[("a.txt", saved.as_bytes())])
        .expect(200)
        .shows("1 of 1 line is recorded and in no file yet");
    let rows = site.database.rows();
    assert!(rows.iter().any(|row| row.contains("Zoë")), "{rows:?}");
}

#[test]
fn what_was_not_understood_is_downloaded_as_it_was() {
    let site = Site::start();
    let good = line(&ago(1, "0900"), 'R', "1", "");
    let bytes = [
        b"\xff\0 nonsense\xe9\r".as_slice(),
        good.as_bytes(),
        b"\r\nhello, <b>\n\n20150230R1",
    ]
    .concat();
    let wide = "\u{feff}Überschrift\r\nx\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect::<Vec<u8>>();
    let files: [(&str, &[u8]); 2] = [("a.dat", &bytes), ("b.txt", &wide)];
    let page = upload(&site, "AVS", &files)
        .expect(200)
        .shows("a.dat: 3 lines were")
        .shows("b.txt: 2 lines were");
    let first = choose(&site, &page, &[("download", "0")]).expect(200);
    assert_eq!(first.body, b"\xff\0 nonsense\xe9\rhello, <b>\n20150230R1");
    assert_eq!(first.header("Content-Type"), "application/octet-stream");
    assert!(
        first
            .header("Content-Disposition")
            .starts_with("attachment; filename=\"not-understood_")
    );
    assert_eq!(
        choose(&site, &page, &[("download", "1")]).expect(200).body,
        wide
    );
    choose(&site, &page, &[("download", "2")]).expect(400);
    let broken = [("name", "a"), ("source", "no base 64!")];
    choose(&site, &page, &broken).expect(400);
    assert_eq!(site.database.rows().len(), 0);
}

#[test]
fn a_file_that_was_not_copied_to_its_end_is_said() {
    let site = Site::start();
    let day = ago(1, "");
    let whole = format!("AVS,{day}090000,R,1,,,\r\nAVS,{day}090100,L,31234,,21234,\r\n");
    let warning = "may not be whole: line 2, its last, has no line end";
    let page = upload(&site, "AVS", &[("a.txt", whole.as_bytes())]);
    page.expect(200).hides(warning);
    let cut = &whole.as_bytes()[..whole.len() - 5];
    let page = upload(&site, "AVS", &[("a.txt", cut)]);
    page.expect(200).shows(warning);
    // Whoever types a list need not end its last line.
    let page = upload(
        &site,
        "AVS",
        &[("list.txt", b"31234000000001\n31234000000002")],
    );
    page.expect(200).hides("may not be whole");
}

#[test]
fn files_of_the_same_name_are_told_apart() {
    let site = Site::start();
    let files: [(&str, &[u8]); 3] = [
        ("OffCirc.dat", b"x"),
        ("other.dat", b"x"),
        ("OffCirc.dat", b"y"),
    ];
    let page = upload(&site, "AVS", &files).expect(200);
    let page = page
        .shows("OffCirc.dat (file 1): one line was not understood")
        .shows("OffCirc.dat (file 3): one line was not understood")
        .shows("other.dat: one line was not understood")
        .shows("correct the file, and import it")
        .hides("scanning page</a>");
    choose(&site, &page, &[])
        .expect(200)
        .shows("OffCirc.dat (file 3): one")
        .hides("(file 3) (file 3)");
}

#[test]
fn a_workbook_and_a_document_are_refused_with_what_to_do() {
    let site = Site::start();
    let files: [(&str, &[u8]); 2] = [
        ("a.xlsx", b"PK\x03\x04xl/worksheets"),
        ("b.doc", b"{\\rtf1 201508271216R1}"),
    ];
    let page = upload(&site, "AVS", &files).expect(200);
    page.shows("a.xlsx: Save a workbook as CSV")
        .shows("b.doc: Save its lines as plain text")
        .hides("name=\"confirm\"");
}

#[test]
fn files_are_as_large_as_config_allows() {
    let site = Site::prepare();
    site.configure(&format!("import_megabytes = 1\n{}", site.config()));
    let site = site.serve();
    let megabyte = 1024 * 1024;
    site.get("import.php")
        .expect(200)
        .shows("Together at most 1 MB");
    let page = upload(&site, "AVS", &[("a.dat", &vec![b'x'; megabyte + 1])]).expect(413);
    page.shows("larger than 1 MB");
    let page = upload(&site, "AVS", &[("a.dat", &vec![b'x'; megabyte])]).expect(200);
    // The next step has it once more.
    assert_eq!(
        choose(&site, &page, &[("download", "0")])
            .expect(200)
            .body
            .len(),
        megabyte
    );
    for end in ["\n", "\r", "\r\n"] {
        let lines = ["x", end].concat().repeat(25_001);
        let page = upload(&site, "AVS", &[("a.dat", lines.as_bytes())]).expect(413);
        page.shows("more than 25000 lines");
    }
    upload(&site, "AVS", &[("a.dat", &vec![b'x'; 3 * megabyte])]).expect(413);
    let site = Site::start();
    let page = upload(&site, "AVS", &[("a.dat", &vec![b'x'; 8 * megabyte])]).expect(200);
    choose(&site, &page, &[])
        .expect(200)
        .shows("a.dat: one line was");
    let head = "POST /offline-circ/import.php HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
                Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 16777217\r\n\r\n";
    site.client()
        .raw(head.as_bytes())
        .expect(413)
        .shows("Import page");
}

#[test]
fn a_sysadmin_can_allow_larger_files() {
    let site = Site::prepare();
    site.configure(&format!("import_megabytes = 20\n{}", site.config()));
    site.write("before.conf", "Define OFFLINE_CIRC_IMPORT_BYTES 41943040\n");
    let site = site.serve();
    let large = vec![b'x'; 17 * 1024 * 1024];
    let page = upload(&site, "AVS", &[("a.dat", &large)]).expect(200);
    let again = choose(&site, &page, &[("download", "0")]).expect(200);
    assert_eq!(again.body, large);
}
