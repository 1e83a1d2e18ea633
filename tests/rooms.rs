//! The plan of `src`: which room may use which, read from the `use` lines of every file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each room may use those on the lines below its own.
const FLOORS: [&[&str]; 9] = [
    &["commands", "gateway"],
    &["pages"],
    &["http", "jobs"],
    &["site"],
    &["clock", "desks", "ledger", "names", "outbox", "seal"],
    &["config"],
    &["circulation", "lists"],
    &["error"],
    &["hex", "log", "messages"],
];

type Arrows = BTreeMap<String, BTreeSet<String>>;

#[test]
fn each_room_uses_only_rooms_below_it() {
    let floor = |room: &str| FLOORS.iter().position(|rooms| rooms.contains(&room));
    let mut wrong = Vec::new();
    for (from, uses) in arrows() {
        for to in uses {
            let (from_room, to_room) = (room(&from), room(&to));
            if from_room != to_room && (floor(from_room) >= floor(to_room)) {
                wrong.push(format!("{from} uses {to}"));
            }
        }
    }
    assert!(wrong.is_empty(), "not below: {wrong:#?}");
}

#[test]
fn no_file_uses_itself_by_way_of_others() {
    let arrows = arrows();
    let circles: Vec<&String> = arrows
        .keys()
        .filter(|file| reached(&arrows, file).contains(file))
        .collect();
    assert!(circles.is_empty(), "in circles: {circles:#?}");
}

#[test]
fn no_page_uses_another_page() {
    let arrows = arrows();
    let (pages, parts): (Vec<&String>, Vec<&String>) = arrows
        .keys()
        .filter(|file| file.starts_with("pages::"))
        .partition(|file| is_page(file));
    assert!(pages.len() > 10 && parts.len() > 3, "{pages:?} {parts:?}");
    for page in &pages {
        let others = arrows[*page].iter().filter(|used| is_page(used));
        assert_eq!(others.collect::<Vec<_>>(), [""; 0], "used by {page}");
    }
}

/// Whether the file answers a URL.
fn is_page(file: &str) -> bool {
    let path = format!("src/{}.rs", file.replace("::", "/"));
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
    let answers = |text: String| text.contains("pub fn get(") || text.contains("pub fn post(");
    file.starts_with("pages::") && text.is_ok_and(answers)
}

fn reached<'a>(arrows: &'a Arrows, start: &'a String) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut next = vec![start];
    while let Some(file) = next.pop() {
        let new = arrows.get(file).into_iter().flatten();
        next.extend(new.filter(|to| reached.insert(*to)));
    }
    reached
}

/// Whether one of the two is the other, or holds it.
fn are_one(one: &str, other: &str) -> bool {
    let holds = |outer: &str, inner: &str| format!("{inner}::").starts_with(&format!("{outer}::"));
    holds(one, other) || holds(other, one)
}

fn room(file: &str) -> &str {
    file.split("::").next().expect("a path is not empty")
}

/// Each file by its module's path, and the files that it uses.
fn arrows() -> Arrows {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    find_files(&src, &mut files);
    let modules: BTreeMap<String, PathBuf> = files
        .into_iter()
        .map(|file| (module(file.strip_prefix(&src).expect("it is in src")), file))
        .filter(|(module, _)| !["lib", "main", "properties"].contains(&module.as_str()))
        .collect();
    let file_of = |path: &[String]| {
        let candidates = (1..=path.len()).rev().map(|n| path[..n].join("::"));
        candidates
            .into_iter()
            .find(|path| modules.contains_key(path))
    };
    modules
        .iter()
        .map(|(module, file)| {
            let text = fs::read_to_string(file).expect("a source file is text");
            let is_mod = file.ends_with("mod.rs");
            let used = used_paths(&text, module, is_mod);
            let used = used.iter().filter_map(|path| file_of(path));
            (
                module.clone(),
                used.filter(|used| !are_one(used, module)).collect(),
            )
        })
        .collect()
}

fn find_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            find_files(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// `ledger::pool` for `ledger/pool.rs`, and `ledger` for `ledger/mod.rs`.
fn module(file: &Path) -> String {
    let path = file.with_extension("").display().to_string();
    path.trim_end_matches("/mod").replace('/', "::")
}

/// What the code says after `use`, from the crate's root, without the tests at the end of the file.
fn used_paths(text: &str, module: &str, is_mod: bool) -> Vec<Vec<String>> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let own: Vec<String> = module.split("::").map(str::to_owned).collect();
    let mut above = own.clone();
    above.pop();
    let children = code.lines().filter_map(|line| {
        let (_, name) = line.trim_end_matches(';').split_once("mod ")?;
        Some(name.to_owned())
    });
    let children: Vec<String> = children.collect();
    let statements = code.split('\n').enumerate().filter_map(|(at, line)| {
        let starts =
            line.starts_with("use ") || (line.starts_with("pub") && line.contains(" use "));
        let rest: String = code.split('\n').skip(at).collect();
        let (_, tree) = rest.split_once("use ").filter(|_| starts)?;
        tree.split_once(';').map(|(tree, _)| tree.replace(' ', ""))
    });
    let mut paths = Vec::new();
    for tree in statements {
        for path in expand(&tree) {
            let mut path: Vec<String> = path.split("::").map(str::to_owned).collect();
            match path.remove(0).as_str() {
                "crate" => paths.push(path),
                "super" => paths.push([above.clone(), path].concat()),
                "self" => paths.push([own.clone(), path].concat()),
                name if is_mod && children.iter().any(|child| child == name) => {
                    paths.push([own.clone(), vec![name.to_owned()], path].concat());
                }
                _ => {}
            }
        }
    }
    paths
}

/// `a::{b, c::d}` as `a::b` and `a::c::d`.
fn expand(tree: &str) -> Vec<String> {
    let Some((stem, group)) = tree.split_once('{') else {
        return vec![tree.to_owned()];
    };
    let group = group.strip_suffix('}').unwrap_or(group);
    let mut depth = 0;
    let parts = group.split(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    });
    let whole = parts.filter(|part| !part.is_empty());
    whole
        .flat_map(|part| expand(&format!("{stem}{part}")))
        .collect()
}
