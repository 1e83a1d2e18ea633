//! `offline-circ create-database`: makes what is missing of the database, its account and
//! its table.
//!
//! The server's own client does the work, because it knows how root logs in on this host.
//! Nothing that exists is changed. It is done when the account of the configuration gets in.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use clap::Args;
use serde::Deserialize;

use super::say;
use crate::config::{Config, Database, Server, default_port};
use crate::ledger::{Ledger, local_socket};
use crate::messages::message;

const TABLE: &str = include_str!("../../sql/alma_offline.sql");
/// How it stands before the key that the PHP cannot see, and with it.
const KEY: [&str; 2] = ["-- , id", ", id"];
const WRITERS: &str = include_str!("../../sql/writers.sql");
/// That of config.example.toml, which everybody knows.
const EXAMPLE_PASSWORD: &str = "offline_pass";
const LOCAL_HOSTS: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// How root logs in.
#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(last = true, value_name = "OPTION", help = message!("help.create-database-client"))]
    client: Vec<OsString>,
}

/// Makes what is missing, with a random password in the place of the example's.
pub fn run(file: &Path, arguments: &Arguments) -> Result<(), String> {
    let config = Config::from_file(file).map_err(|e| e.to_string())?;
    let database = &config.database;
    let shown = file.display();
    is_here(database).map_err(|problem| message!("commands.at-file", file = shown, problem))?;
    let ask = |sql: &str| client(database, &arguments.client, sql);

    let user = &database.username;
    let known = ask(&format!(
        "SELECT COUNT(*) FROM mysql.user WHERE user = {} AND host = 'localhost';",
        literal(user)
    ))
    .map_err(|e| message!("commands.let-in", cause = e))?;
    let mut password = database.password.reveal().to_owned();
    let is_new = known.trim() == "0";
    if !is_new {
        say!("{}", message!("commands.account-kept", account = user));
    } else if password.is_empty() || password == EXAMPLE_PASSWORD {
        let failed = |e| message!("commands.no-new-password", file = shown, cause = e);
        password = random().map_err(failed)?;
        change_password(file, &password).map_err(failed)?;
        say!("{}", message!("commands.new-password", file = shown));
    }
    let asks_for_key = ask("SHOW VARIABLES WHERE value = 'ON' \
         AND variable_name IN ('innodb_force_primary_key', 'sql_require_primary_key');")?;
    let needs_key = !asks_for_key.trim().is_empty();
    ask(&statements(
        database,
        is_new.then_some(&password),
        needs_key,
    ))?;
    // What the file says now, which may be a new password.
    let config = Config::from_file(file).map_err(|e| e.to_string())?;
    let shut_out = |cause| {
        let (account, file) = (user, file.display());
        message!("commands.account-shut-out", account, file, cause)
    };
    Ledger::new(&config.database).inspect().map_err(shut_out)?;
    let (name, table) = (&database.name, &database.table);
    let made = message!(
        "commands.database-made",
        database = name,
        table,
        account = user
    );
    say!("{made}");
    Ok(())
}

/// Whether root of this host is root of the server, too: the client goes to the usual one.
fn is_here(database: &Database) -> Result<(), String> {
    match &database.server[..] {
        _ if database.socket.is_some() => Ok(()),
        [server] if is_usual(server, database.port) => Ok(()),
        [Server { host, port }] => {
            let server = Server {
                host: host.clone(),
                port: port.or(Some(database.port)),
            };
            Err(message!("commands.not-here", server))
        }
        _ => Err(message!("commands.several-servers").to_owned()),
    }
}

/// Whether it is the server behind this host's usual socket, or on the usual port.
fn is_usual(server: &Server, port: u16) -> bool {
    let port = server.port.unwrap_or(port);
    LOCAL_HOSTS.contains(&server.host.as_str())
        && (port == default_port() || local_socket(server).is_some())
}

/// What makes the database; an account that exists has no password here.
fn statements(database: &Database, password: Option<&String>, needs_key: bool) -> String {
    let name = identifier(&database.name);
    let account = format!("{}@localhost", literal(&database.username));
    let account_is_made = password.map_or_else(String::new, |password| {
        format!("CREATE USER {account} IDENTIFIED BY {};", literal(password))
    });
    let table = identifier(&database.table);
    let mut table_is_made = TABLE.replace("EXISTS transactions", &format!("EXISTS {table}"));
    if needs_key {
        table_is_made = table_is_made.replace(KEY[0], KEY[1]);
    }
    format!(
        "CREATE DATABASE IF NOT EXISTS {name} CHARACTER SET utf8;
{account_is_made}
GRANT SELECT, INSERT, UPDATE, DELETE ON {name}.* TO {account};
USE {name};
{table_is_made}
{WRITERS}"
    )
}

fn identifier(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// Where a backslash stands for itself.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// What the client prints. A password goes through its standard input, where nobody sees it.
fn client(database: &Database, options: &[OsString], sql: &str) -> Result<String, String> {
    let exists = |name: &&str| Command::new(name).arg("--version").output().is_ok();
    let program = ["mariadb", "mysql"]
        .into_iter()
        .find(exists)
        .ok_or(message!("commands.no-client"))?;
    let failed = |e| message!("commands.client-not-run", program, cause = e);
    let mut command = Command::new(program);
    command
        .args(options)
        .args(["--batch", "--skip-column-names"]);
    if let Some(socket) = &database.socket {
        command.arg("--socket").arg(socket);
    }
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    // A client that does not read all of it has failed, and says why.
    let _ = child.stdin.take().map(|mut input| {
        let is_written = input.write_all(b"SET sql_mode = 'NO_BACKSLASH_ESCAPES';\n");
        is_written.and_then(|()| input.write_all(sql.as_bytes()))
    });
    let output = child.wait_with_output().map_err(failed)?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(message!(
            "commands.client-failed",
            program,
            status = output.status
        ))
    }
}

fn random() -> io::Result<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}

/// In place, so that owner and mode stay: few may read this file, from beginning to end. The old
/// text stays, too, if the disk has no room for the new one.
fn change_password(file: &Path, password: &str) -> io::Result<()> {
    let text = fs::read_to_string(file)?;
    let changed = with_password(&text, password).map_err(io::Error::other)?;
    let mut file = File::options().write(true).open(file)?;
    make_room(&mut file, text.len(), changed.len()).inspect_err(|_| {
        // Else it ends with some empty lines.
        let _ = file.set_len(text.len() as u64);
    })?;
    file.rewind()?;
    file.write_all(changed.as_bytes())?;
    file.set_len(changed.len() as u64)?;
    file.sync_all()
}

/// Takes room for a longer text: empty lines at the end change nothing.
fn make_room(file: &mut File, has: usize, needs: usize) -> io::Result<()> {
    file.seek(SeekFrom::End(0))?;
    file.write_all("\n".repeat(needs.saturating_sub(has)).as_bytes())?;
    // Some file systems find out only now that there is none.
    file.sync_all()
}

/// The configuration's text with this password; everything else stays as somebody wrote it.
fn with_password(text: &str, password: &str) -> Result<String, toml::de::Error> {
    #[derive(Deserialize)]
    struct File {
        database: Section,
    }
    #[derive(Deserialize)]
    struct Section {
        password: toml::Spanned<String>,
    }
    let file: File = toml::from_str(text)?;
    let mut text = text.to_owned();
    text.replace_range(file.database.password.span(), &format!("\"{password}\""));
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_password_takes_the_place_of_the_old_one_however_that_is_written() {
        for (old, new) in [
            (
                "[ database ] # ours\n  password\t=  'a' # the PHP has \"it\"\n[x]\npassword = 'a'",
                "[ database ] # ours\n  password\t=  \"n\" # the PHP has \"it\"\n[x]\npassword = 'a'",
            ),
            (
                "database = { password = \"a\\\"\", name = \"password\" }",
                "database = { password = \"n\", name = \"password\" }",
            ),
            (
                "database.password = '''\na'''\n",
                "database.password = \"n\"\n",
            ),
        ] {
            assert_eq!(with_password(old, "n").unwrap(), new);
        }
    }
}
