//! Practice: the sheet and its barcodes, the page without a script, and the file for Alma's sandbox.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::process::Output;

use serde_json::Value;

use crate::commands::expect;
use crate::harness::site::JSON;
use crate::harness::{Answer, Site};

/// Code 39 as its standard has it: bars and spaces of a sign in turn, 1 for a wide one.
const CODE_39: [(char, &str); 14] = [
    ('0', "000110100"),
    ('1', "100100001"),
    ('2', "001100001"),
    ('3', "101100000"),
    ('4', "000110001"),
    ('5', "100110000"),
    ('6', "001110000"),
    ('7', "000100101"),
    ('8', "100100100"),
    ('9', "001100100"),
    ('B', "001001001"),
    ('-', "010000101"),
    ('X', "010010001"),
    ('*', "010010100"),
];

/// The text of a barcode of Code 39, read from its path as a scanner reads it.
fn read(path: &str) -> String {
    let numbers = |bar: &str| {
        let (at, rest) = bar.split_once(" 0h").expect("a bar");
        let (width, _) = rest.split_once("v1").expect("a bar");
        (
            at.parse::<usize>().unwrap(),
            width.parse::<usize>().unwrap(),
        )
    };
    let bars: Vec<(usize, usize)> = path.split('M').skip(1).map(numbers).collect();
    assert_eq!(bars.len() % 5, 0, "each sign has five bars");
    let signs = bars.chunks(5).map(|bars| {
        let spaces = bars.windows(2).map(|two| two[1].0 - two[0].0 - two[0].1);
        let spaces: Vec<usize> = spaces.collect();
        let widths = (0..9).map(|i| match i % 2 {
            0 => bars[i / 2].1,
            _ => spaces[i / 2],
        });
        let widths: Vec<usize> = widths.collect();
        let narrow = widths.iter().min().unwrap();
        let wide = |width: &usize| if width > narrow { '1' } else { '0' };
        let pattern: String = widths.iter().map(wide).collect();
        let sign = CODE_39.iter().find(|(_, known)| *known == pattern);
        sign.unwrap_or_else(|| panic!("no sign: {pattern}")).0
    });
    let text: String = signs.collect();
    let inner = text
        .strip_prefix('*')
        .and_then(|text| text.strip_suffix('*'));
    inner
        .expect("it begins and ends with an asterisk")
        .to_owned()
}

/// What the sheet draws, each with the text below it.
fn drawn(sheet: &Answer) -> Vec<(String, String)> {
    let figures = sheet.text().split("<figure>").skip(1);
    let figures = figures.map(|figure| {
        let (_, bars) = figure.split_once("<path d=\"").expect("bars");
        let (path, rest) = bars.split_once('"').expect("a path ends");
        let (_, text) = rest.split_once("<span class=\"mono\">").expect("a text");
        let (text, _) = text.split_once('<').expect("a text ends");
        (read(path), text.to_owned())
    });
    figures.collect()
}

fn steps(site: &Site) -> Vec<Value> {
    let answer = site.request("GET", "practice.php", &[JSON], b"");
    let json = answer.expect(200).json();
    json["steps"].as_array().expect("steps").clone()
}

#[test]
fn the_sheet_draws_the_barcodes_that_its_steps_name() {
    let site = Site::start();
    let sheet = site.get("practice.php").expect(200);
    let drawn = drawn(&sheet);
    assert_eq!(drawn.len(), 10);
    for (bars, text) in &drawn {
        assert_eq!(bars, text);
    }
    let named = steps(&site).into_iter().filter_map(|step| {
        assert!(step["does"].is_string() && step["then"].is_string());
        Some(step["barcode"]["text"].as_str()?.to_owned())
    });
    let drawn: Vec<String> = drawn.into_iter().map(|(bars, _)| bars).collect();
    assert_eq!(drawn, named.collect::<Vec<_>>());
    // Quiet zones are ten modules, of which each is drawn two wide.
    sheet
        .shows("<path d=\"M20 0h")
        .hides("style=")
        .hides("<script");
    site.post("practice.php", &[]).expect(405);
}

#[test]
fn the_barcodes_are_those_of_this_site() {
    let site = Site::prepare();
    let own = "[scanning]\npatron_pattern = \"(B[0-9]{6})\"\nitem_pattern = \"3-[0-9]{5}\"\nrepeat_minutes = 0\n\
               keys = { check_in = \"\", held = \"F7\" }\n";
    site.configure(&format!("{}{own}", site.config()));
    let site = site.serve();
    let steps = steps(&site);
    let text = |id: &str| {
        let step = steps.iter().find(|step| step["id"] == id);
        step.map(|step| {
            step["barcode"]["text"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
    };
    assert!(text("patron").unwrap().starts_with("B0000"));
    assert!(text("loan").unwrap().starts_with("3-000"));
    assert_eq!(text("repeat"), None);
    let sheet = site.get("practice.php").expect(200);
    for (bars, text) in drawn(&sheet) {
        assert_eq!(bars, text);
    }
    sheet
        .shows("Press F7 to go to the held scans.")
        .shows("Click Item Barcode under Check In");
}

#[test]
fn the_barcodes_have_the_shape_that_is_ordinary_here_and_need_no_table() {
    let site = Site::start();
    let lines = (0..40).map(|n| format!("MILLAR,201508271000{n:02},R,B{n:06}-"));
    site.submit(&lines.collect::<Vec<_>>().join("\n"));
    let loan = steps(&site)[1]["barcode"]["text"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(loan.starts_with("B0000"), "{loan}");
    // Those of the sandbox are the same.
    let mine = site.path("mine");
    fs::create_dir(&mine).unwrap();
    expect(&site.command(&["practice", mine.to_str().unwrap()]), 0);
    let mut made = fs::read_dir(&mine)
        .unwrap()
        .map(|file| file.unwrap().path());
    let dat = made.find(|path| path.extension().is_some_and(|end| end == "dat"));
    assert!(fs::read_to_string(dat.unwrap()).unwrap().contains(&loan));
    site.database.run("RENAME TABLE transactions TO elsewhere");
    site.get("practice.php").expect(200);
    site.database.run("RENAME TABLE elsewhere TO transactions");
}

#[test]
fn where_no_barcode_fits_the_sheet_says_what_to_use() {
    let site = Site::prepare();
    let own = "[scanning]\npatron_pattern = \"(ADA)\"\nitem_pattern = \"DVD\"\n";
    site.configure(&format!("{}{own}", site.config()));
    let sheet = site.serve().get("practice.php").expect(200);
    let sheet = sheet
        .shows("Use your own library card:")
        .shows("Use any item of the library:");
    assert_eq!(sheet.text().matches("<svg").count(), 1);
}

#[test]
fn without_a_script_practice_has_nothing_that_records() {
    let site = Site::start();
    let real = site.get("index.php?library=AVS").expect(200);
    real.shows("action=\"append.php\"")
        .shows("href=\"index.php?practice\"");
    for query in [
        "practice",
        "practice=",
        "library=AVS&practice",
        "practice=1&desk=x",
    ] {
        let page = site.get(&format!("index.php?{query}")).expect(200);
        let page = page
            .hides("append.php")
            .hides("void.php")
            .hides("name=\"mark\"");
        let page = page.shows("Practice needs a browser that runs the script of this page.");
        let buttons = page.text().matches("type=\"submit\"").count();
        assert_eq!(
            page.text().matches("type=\"submit\" disabled").count(),
            buttons,
            "{query}"
        );
    }
    // The page for everybody is not that of practice.
    site.get("index.php")
        .expect(200)
        .shows("action=\"append.php\"");
    site.post("index.php?practice", &[("itemBarcode2", "1")])
        .expect(405);
}

#[test]
fn the_command_makes_a_file_for_the_sandbox_into_a_folder_of_the_callers() {
    let site = Site::prepare();
    fs::create_dir(site.path("mine")).unwrap();
    let mine = site.path("mine");
    // No database is needed: there is none of that name.
    let nameless = format!("name = \"{}", site.database.name);
    assert!(site.config().contains(&nameless));
    site.configure(&site.config().replace(&nameless, "name = \"no"));
    let practise = |dir: &str| -> Output { site.command(&["practice", dir]) };
    let done = practise(mine.to_str().unwrap());
    let text = expect(&done, 0);
    let log = String::from_utf8_lossy(&done.stderr);
    assert!(log.contains("made from [scanning] alone"), "{log}");
    let names = || {
        let files = fs::read_dir(&mine).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    };
    let made = names();
    assert_eq!(made.len(), 2);
    let stem = made[0].strip_suffix(".csv").unwrap();
    assert!(stem.starts_with("practice-20"), "{stem}");
    let dat = mine.join(format!("{stem}.dat"));
    assert_eq!(
        text,
        format!(
            "5 practice records are in {}. Load it into Alma's sandbox only.\n",
            dat.display()
        )
    );
    let lines = fs::read_to_string(&dat).unwrap();
    let lines: Vec<&str> = lines.split("\r\n").collect();
    assert_eq!(lines.len(), 6);
    assert_eq!(
        lines[0][12..],
        format!("L{:<80}{}", "30000000000012", "20000000000014")
    );
    assert_eq!(lines[4][12..], format!("R{:<80}", "30000000000020"));
    assert!(lines[..5].is_sorted());
    let csv = fs::read_to_string(mine.join(&made[0])).unwrap();
    assert_eq!(csv.lines().count(), 6);
    assert!(csv.contains("MILLAR,"));
}

#[test]
fn the_command_refuses_the_output_directory_and_overwrites_nothing() {
    let site = Site::prepare();
    fs::create_dir(site.path("output/below")).unwrap();
    symlink(site.path("output"), site.path("link")).unwrap();
    for dir in ["output", "output/below", "link", "bin/../output"] {
        let refused = site.command(&["practice", site.path(dir).to_str().unwrap()]);
        expect(&refused, 2);
        let error = String::from_utf8(refused.stderr).unwrap();
        assert!(
            error.starts_with("offline-circ: choose another folder:"),
            "{error}"
        );
    }
    assert_eq!(site.output(), ["below"]);
    expect(
        &site.command(&["practice", site.path("nothing").to_str().unwrap()]),
        2,
    );
    // Each second has a name of its own; what is there in the same second stays as it is.
    fs::create_dir(site.path("mine")).unwrap();
    let mine = site.path("mine");
    let mut made = BTreeMap::new();
    for _ in 0..5 {
        let done = site.command(&["practice", mine.to_str().unwrap()]);
        let files = fs::read_dir(&mine)
            .unwrap()
            .map(|file| file.unwrap().path());
        let files: BTreeMap<_, _> = files
            .map(|path| {
                let file = fs::metadata(&path).unwrap();
                (path, (file.ino(), file.modified().unwrap()))
            })
            .collect();
        let new = if done.status.success() { 2 } else { 0 };
        assert_eq!(files.len(), made.len() + new);
        assert!(
            made.iter()
                .all(|(path, file)| files.get(path) == Some(file))
        );
        made = files;
    }
}
