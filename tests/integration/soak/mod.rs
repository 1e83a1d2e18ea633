//! Everything killed at random while desks record and a supervisor exports and deletes:
//! FastCGI processes, the whole of Apache, MariaDB.
//!
//! What is acknowledged is in exactly one place, whatever was killed when. Less than a
//! minute here; tests/bench/soak goes on for as long as wanted.

mod check;
mod people;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::process::Child;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use check::Told;
use rustix::process::{Pid, Signal, kill_process};

use crate::harness::{Mariadb, Site, signal, wait};

const DESKS: u64 = 6;
const KILLS_IN_A_ROUND: u32 = 8;

/// splitmix64: the same numbers from the same seed.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }

    pub fn choose<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        let n = self.below(among.len() as u64);
        &among[usize::try_from(n).expect("a place in memory")]
    }

    fn pause(&mut self, milliseconds: u64) {
        thread::sleep(Duration::from_millis(self.below(milliseconds)));
    }
}

struct Soak {
    /// The Apache that runs now; none before the first one was killed.
    apache: Option<Child>,
    site: Site,
    mariadb: Mariadb,
    told: Mutex<BTreeMap<String, Told>>,
    deleted: Mutex<Vec<String>>,
    /// The files whose lines nobody can still be sending: to a table that has forgotten such a
    /// line, it would be new.
    settled: Vec<String>,
    scans: AtomicU64,
    working: AtomicBool,
}

/// Lets desks and supervisor go home, also when the test fails.
struct EndOfWork<'a>(&'a AtomicBool);

impl Drop for EndOfWork<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

#[test]
fn whatever_is_killed_under_load_every_acknowledged_record_is_in_one_place() {
    let number = |name: &str| env::var(name).ok()?.parse().ok();
    let seconds = number("OFFLINE_CIRC_SOAK_SECONDS").unwrap_or(20);
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let seed = number("OFFLINE_CIRC_SOAK_SEED").unwrap_or(now);
    println!("seed {seed}");
    let mut soak = Soak::start();
    let mut random = Random(seed);
    let mut kills = [0; 3];
    let end = Instant::now() + Duration::from_secs(seconds);
    loop {
        soak.round(&mut random, &mut kills);
        let [workers, apaches, databases] = kills;
        println!(
            "killed {workers} workers, {apaches} Apaches, {databases} MariaDBs; {}",
            soak.check()
        );
        if Instant::now() >= end {
            break;
        }
    }
    soak.site.export("---");
    println!("at the end: {}", soak.check());
    assert_eq!(soak.site.database.count("saved = 0"), 0);
    let log = soak.site.log();
    for defect in ["panicked", "panic:", "status=500"] {
        let found = log.lines().find(|line| line.contains(defect));
        assert_eq!(found, None, "seed {seed}");
    }
}

impl Soak {
    fn start() -> Self {
        let mariadb = Mariadb::start();
        let site = Site::on(&mariadb.socket());
        site.database.upgrade();
        // mod_fcgid starts no more than about ten processes at once, and then waits.
        let limit = "<IfModule fcgid_module>\nFcgidSpawnScoreUpLimit 100000\n</IfModule>\n";
        site.write("before.conf", limit);
        Self {
            apache: None,
            site: site.serve(),
            mariadb,
            told: Mutex::default(),
            deleted: Mutex::default(),
            settled: Vec::new(),
            scans: AtomicU64::new(0),
            working: AtomicBool::new(false),
        }
    }

    /// Kills so often under load, and lets everybody finish what they have begun.
    fn round(&mut self, random: &mut Random, kills: &mut [usize; 3]) {
        self.working.store(true, Ordering::SeqCst);
        let mut apache = self.apache.take();
        thread::scope(|scope| {
            let soak = &*self;
            let end_of_work = EndOfWork(&soak.working);
            for _ in 0..DESKS {
                let mut random = Random(random.below(u64::MAX));
                scope.spawn(move || soak.desk(&mut random));
            }
            let mut of_supervisor = Random(random.below(u64::MAX));
            scope.spawn(move || soak.supervisor(&mut of_supervisor));
            for _ in 0..KILLS_IN_A_ROUND {
                random.pause(300);
                if random.below(2) == 0 {
                    soak.wait_for_pending_file();
                }
                let workers = soak.site.workers();
                match random.below(4) {
                    0 => {
                        apache = Some(soak.kill_apache(random, apache.take()));
                        kills[1] += 1;
                    }
                    1 => {
                        soak.mariadb.kill();
                        random.pause(300);
                        soak.mariadb.start_again();
                        kills[2] += 1;
                    }
                    _ => kills[0] += kill_workers(random, workers),
                }
            }
            drop(end_of_work);
        });
        self.apache = Some(self.settle(random, apache));
        self.settled = self.site.dats();
    }

    /// Ends the requests that go on although their clients have given up.
    fn settle(&self, random: &mut Random, apache: Option<Child>) -> Child {
        let apache = self.kill_apache(random, apache);
        // Whatever waited at the service's socket is read before this is answered.
        wait("an answer", || {
            let answer = self.site.client().send("GET", "listfiles.php", &[], b"");
            answer.ok().filter(|answer| answer.status == 200)
        });
        for pid in self.site.workers() {
            signal(pid, "KILL");
        }
        let others = "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()";
        wait("the end of all requests", || {
            (self.site.database.query::<u64>(others)[0] == 0).then_some(())
        });
        apache
    }

    /// Waits for the moment that matters most, when a file is being made; a little while.
    fn wait_for_pending_file(&self) {
        let is_pending = |name: &String| name.ends_with(".dat.pending");
        let end = Instant::now() + Duration::from_millis(500);
        while Instant::now() < end && !self.site.output().iter().any(is_pending) {
            thread::yield_now();
        }
    }

    /// Every process of Apache, with or without the FastCGI processes, and starts it again.
    fn kill_apache(&self, random: &mut Random, before: Option<Child>) -> Child {
        for pid in self.httpd() {
            signal(pid, "KILL");
        }
        if random.below(2) == 0 {
            kill_workers(random, self.site.workers());
        }
        if let Some(mut before) = before {
            wait("the end of Apache", || {
                before.try_wait().expect("a process of ours")
            });
        }
        random.pause(200);
        self.site.start_apache()
    }

    fn httpd(&self) -> Vec<i32> {
        let conf = self.site.path("httpd.conf").display().to_string();
        let entries = fs::read_dir("/proc").expect("/proc is there").flatten();
        let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        let is_ours = |pid: &i32| {
            let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&line)
                .split('\0')
                .any(|word| word == conf)
        };
        pids.filter(is_ours).collect()
    }
}

/// One of the FastCGI processes, or all of them; returns how many.
fn kill_workers(random: &mut Random, mut workers: Vec<i32>) -> usize {
    if random.below(2) == 0 && !workers.is_empty() {
        workers = vec![*random.choose(&workers)];
    }
    let pids = workers.into_iter().filter_map(Pid::from_raw);
    // Without a process of its own for it, the signal is there at once.
    pids.filter(|pid| kill_process(*pid, Signal::KILL).is_ok())
        .count()
}

impl Drop for Soak {
    fn drop(&mut self) {
        if let Some(mut apache) = self.apache.take() {
            let _ = apache.kill();
            let _ = apache.wait();
        }
    }
}
