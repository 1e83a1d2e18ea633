//! What the documents say, beside what there is: settings, commands, events of the log, links.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap_mangen::Man;
use offline_circ::commands;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const MAN_PAGE: &str = "apache/offline-circ.8";
const LONGEST_README: usize = 150;

#[test]
fn each_setting_is_explained_once_in_the_example() {
    let known = known_settings();
    let once: BTreeMap<String, usize> = known.iter().map(|name| (name.clone(), 1)).collect();
    assert_eq!(explanations(&read("config.example.toml")), once);
    let keys = known
        .iter()
        .map(|name| name.rsplit('.').next().unwrap_or(name));
    only_points_at(&keys.collect());
}

#[test]
fn each_command_and_option_is_explained_once_in_the_man_page() {
    let made = man_page();
    if read(MAN_PAGE) != made {
        let new = Path::new(env!("CARGO_TARGET_TMPDIR")).join("offline-circ.8");
        fs::write(&new, made).expect("the man page is written");
        panic!("{MAN_PAGE} is old: cp {} {MAN_PAGE}", new.display());
    }
    let mut names = BTreeSet::new();
    for (name, command) in all_commands() {
        assert!(command.get_about().is_some(), "{name}: no explanation");
        if name.contains(' ') {
            names.insert(name);
        }
        for option in command.get_arguments() {
            let id = option.get_id();
            assert!(option.get_help().is_some(), "{id}: no explanation");
            names.insert(format!("--{}", option.get_long().unwrap_or(id.as_str())));
        }
    }
    only_points_at(&names.iter().map(String::as_str).collect());
}

#[test]
fn each_event_of_the_log_is_listed_once() {
    let mut made = BTreeSet::new();
    for file in files(Path::new(ROOT).join("src"), "rs") {
        let text = fs::read_to_string(file).expect("a source file is text");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, _) in code.match_indices("Event::new(") {
            made.extend(names_of_event(code, at));
        }
    }
    let manual = read("apache/README.md");
    let rows = manual
        .lines()
        .skip_while(|line| *line != "| Event | Keys |");
    let cells = rows.map_while(|row| row.strip_prefix('|')?.split('|').next());
    let listed: Vec<&str> = cells.flat_map(in_backticks).collect();
    let once: BTreeSet<String> = listed.iter().map(|&name| name.to_owned()).collect();
    assert_eq!(once.len(), listed.len(), "one is listed twice: {listed:?}");
    assert_eq!(once, made);
}

#[test]
fn each_link_leads_somewhere() {
    for (document, text) in documents() {
        let here = document.display();
        for link in links(&text) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => document.clone(),
                file => document.with_file_name(file),
            };
            assert!(target.exists(), "{here}: there is no {link}");
            if !anchor.is_empty() {
                let target = fs::read_to_string(target).expect("a document is text");
                let is_there = anchors(&target).any(|there| there == anchor);
                assert!(is_there, "{here}: there is no heading for {link}");
            }
        }
    }
}

#[test]
fn each_file_that_a_document_names_is_there() {
    const FOLDERS: [&str; 5] = ["apache/", "sql/", "src/", "templates/", "tests/"];
    for (document, text) in documents() {
        for name in in_backticks(&text) {
            let path = name.split(' ').next().unwrap_or_default();
            let is_ours = FOLDERS.iter().any(|folder| path.starts_with(folder));
            if is_ours && !path.contains('*') && !path.ends_with("node_modules") {
                let is_there = Path::new(ROOT).join(path).exists();
                assert!(is_there, "{}: there is no {path}", document.display());
            }
        }
    }
}

#[test]
fn the_readme_is_short() {
    let lines = read("README.md").lines().count();
    assert!(lines <= LONGEST_README, "README.md has {lines} lines");
}

// ---- the documents ---------------------------------------------------------------------------

fn read(name: &str) -> String {
    let text = fs::read_to_string(Path::new(ROOT).join(name));
    text.unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Every document that is written for people, with its text.
fn documents() -> Vec<(PathBuf, String)> {
    let paths = files(PathBuf::from(ROOT), "md").into_iter();
    let text = |path: &PathBuf| fs::read_to_string(path).expect("a document is text");
    paths.map(|path| (path.clone(), text(&path))).collect()
}

/// The files with this extension in the folder and below it, without what tools have put there.
fn files(folder: PathBuf, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("an entry can be read").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() {
                if !["target", "node_modules"].contains(&&*name) && !name.starts_with('.') {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|it| it == extension) {
                found.push(path);
            }
        }
    }
    found
}

/// Settings and commands are explained elsewhere: no list and no table of a document has one
/// of these names as its entry.
fn only_points_at(names: &BTreeSet<&str>) {
    for (document, text) in documents() {
        for line in text.lines().map(str::trim_start) {
            let entry = line.trim_start_matches(['-', '*', '|', ' ']);
            if entry == line || !entry.starts_with('`') {
                continue;
            }
            let entry = in_backticks(entry).next().unwrap_or_default();
            let explains = |name: &str| format!("{entry} ").starts_with(&format!("{name} "));
            let again = names.iter().find(|name| explains(name));
            let here = document.display();
            assert_eq!(again, None, "{here} explains it again: {line}");
        }
    }
}

/// What stands between single backticks.
fn in_backticks(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The targets of the links and pictures that are files here.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text.split("](").skip(1);
    let targets = targets.filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains("://"))
}

/// What a `#` in a link can name: each heading as GitHub and others have it.
fn anchors(text: &str) -> impl Iterator<Item = String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings.map(|heading| {
        let heading = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = heading
            .chars()
            .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        kept.collect::<String>().replace(' ', "-")
    })
}

// ---- settings --------------------------------------------------------------------------------

/// The settings of the example, `section.key`, and how often each is explained: by a comment
/// that stands above it without a blank line between. One that is switched off is a comment
/// itself.
fn explanations(example: &str) -> BTreeMap<String, usize> {
    let (mut found, mut section, mut is_explained) = (BTreeMap::new(), String::new(), false);
    for line in example.lines() {
        let assigned = line.trim_start_matches("# ").split_once(" = ");
        let key = assigned.map(|(key, _)| key).filter(|key| is_key(key));
        let name = match key {
            Some(key) => format!("{section}{key}"),
            None if line.starts_with('[') => {
                let name = line.trim_matches(['[', ']']).to_owned();
                section = format!("{name}.");
                name
            }
            None => {
                is_explained = line.starts_with('#');
                continue;
            }
        };
        *found.entry(name).or_default() += usize::from(is_explained);
    }
    found
}

fn is_key(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

/// The settings of the program, `section.key`, from what it says of an unknown one.
fn known_settings() -> BTreeSet<String> {
    let example = format!("\n{}", read("config.example.toml"));
    let headers = example.lines().filter(|line| line.starts_with('['));
    let headers: BTreeSet<String> = headers.map(|line| format!("{line}\n")).collect();
    let mut known = BTreeSet::new();
    for header in [vec![String::new()], headers.into_iter().collect()].concat() {
        let section = header.trim_matches(['[', ']', '\n']);
        let prefix = if section.is_empty() {
            String::new()
        } else {
            format!("{section}.")
        };
        let start = format!("\n{header}");
        let said = refusal(&example.replacen(&start, &format!("{start}unknown = 1\n"), 1));
        let (_, expected) = said
            .split_once("expected")
            .unwrap_or_else(|| panic!("{said}"));
        known.extend(in_backticks(expected).map(|key| format!("{prefix}{key}")));
    }
    known
}

/// What the program says of this configuration.
fn refusal(configuration: &str) -> String {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unknown.toml");
    fs::write(&file, configuration).expect("a configuration is written");
    let mut list = Command::new(env!("CARGO_BIN_EXE_offline-circ"));
    let output = list.arg("list").arg("--config").arg(file).output();
    String::from_utf8(output.expect("the program starts").stderr).expect("it writes text")
}

// ---- events ----------------------------------------------------------------------------------

/// The name of the event that is made at this place. One in a variable is among the words that
/// the variable's `let` has on lines of their own, or at the end of an arm.
fn names_of_event(code: &str, at: usize) -> Vec<String> {
    let word = |text: &str| Some(text.strip_prefix('"')?.split_once('"')?.0.to_owned());
    let argument = &code[at + "Event::new(".len()..];
    if let Some(name) = word(argument) {
        return vec![name];
    }
    let variable = argument.split(')').next().unwrap_or_default();
    let start = code[..at].rfind(&format!("let {variable} = "));
    let lines = code[start.unwrap_or(at)..at].lines();
    let words = lines.filter_map(|line| word(line.rsplit("=> ").next()?.trim()));
    let names: Vec<String> = words.filter(|name| is_key(name)).collect();
    assert!(!names.is_empty(), "which events are in {variable}?");
    names
}

// ---- the man page ----------------------------------------------------------------------------

/// The program itself, each of its commands, and each of theirs, named as somebody types it.
fn all_commands() -> Vec<(String, clap::Command)> {
    fn with_parts(name: &str, command: &clap::Command) -> Vec<(String, clap::Command)> {
        let parts = command.get_subcommands();
        let parts = parts.flat_map(|part| with_parts(&format!("{name} {}", part.get_name()), part));
        let itself = (name.to_owned(), command.clone());
        [itself].into_iter().chain(parts).collect()
    }
    with_parts("offline-circ", &commands::definition())
}

/// One page for all commands, with what clap_mangen makes of each.
fn man_page() -> String {
    let whole = commands::definition()
        .disable_help_subcommand(true)
        .subcommand_value_name("COMMAND");
    let man = Man::new(whole.clone()).section("8");
    let mut page = rendered(|page| man.render_title(page));
    page += &section("NAME", |page| man.render_name_section(page));
    page += &heading("SH", "SYNOPSIS");
    page += &synopsis(whole);
    page += &section("DESCRIPTION", |page| man.render_description_section(page));
    page += &section("OPTIONS", |page| man.render_options_section(page));
    page += &heading("SH", "COMMANDS");
    for (name, command) in all_commands().into_iter().skip(1) {
        page += &heading("SS", &name);
        let command = command.subcommand_value_name("COMMAND");
        let command = command.bin_name(name).disable_help_flag(true);
        let man = Man::new(command.clone());
        page += &synopsis(command);
        page += ".PP\n";
        page += &body(|page| man.render_description_section(page));
        page += &body(|page| man.render_options_section(page));
    }
    page + &section("EXIT STATUS", |page| man.render_extra_section(page))
}

/// As `--help` says it; clap_mangen leaves out what options and arguments take.
fn synopsis(mut command: clap::Command) -> String {
    let usage = command.render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").expect("clap says usage");
    format!(".B {}\n", usage.replace('-', "\\-"))
}

fn section(name: &str, render: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    heading("SH", name) + &body(render)
}

fn heading(macro_name: &str, text: &str) -> String {
    format!(".{macro_name} \"{}\"\n", text.replace('-', "\\-"))
}

/// A section without its heading; empty if there is none.
fn body(render: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let text = rendered(render);
    let section = text.split_once(".SH ").map(|(_, section)| section);
    let body = section.and_then(|section| section.split_once('\n'));
    body.map(|(_, body)| body.to_owned()).unwrap_or_default()
}

fn rendered(render: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut text = Vec::new();
    render(&mut text).expect("a Vec takes all");
    String::from_utf8(text).expect("a man page is text")
}
