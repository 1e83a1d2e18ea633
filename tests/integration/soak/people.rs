//! Desks that send again until they are told that it is recorded, as the page does, and a
//! supervisor who makes files and deletes some.

use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use chrono::{NaiveDate, TimeDelta};

use super::check::Told;
use super::{Random, Soak};
use crate::harness::site::{FORM, JSON, encode};
use crate::harness::{Answer, Client, STANDSTILL};

impl Soak {
    /// Scans, and takes some of it back, until the round ends.
    pub(super) fn desk(&self, random: &mut Random) {
        while self.working.load(Ordering::SeqCst) {
            let many = if random.below(4) == 0 { 20 } else { 1 };
            let scans: Vec<(String, String)> = (0..many).map(|_| self.scan(random)).collect();
            let lines: Vec<&str> = scans.iter().map(|(_, line)| line.as_str()).collect();
            let lines = lines.join("\r\n");
            let (answer, sent) = self.insist("append.php", &[("textarea", &lines)], &[200]);
            let counts = answer.json();
            let count = |name: &str| counts[name].as_u64().expect("a number");
            assert_eq!(count("recorded") + count("already_recorded"), many);
            for (item, _) in &scans {
                self.tell(item, Told::Recorded);
            }
            if random.below(4) == 0 {
                let (item, line) = &scans[0];
                let statuses = [200, 404, 409];
                let (answer, attempts) = self.insist("void.php", &[("textarea", line)], &statuses);
                let told = match answer.status {
                    409 => Told::Recorded,
                    _ if sent > 1 => Told::Forgotten,
                    200 => Told::Voided,
                    _ => Told::NotThere {
                        at_once: attempts == 1,
                    },
                };
                self.tell(item, told);
            }
            random.pause(40);
        }
    }

    /// The item barcode and the line of a new scan.
    fn scan(&self, random: &mut Random) -> (String, String) {
        let n = self.scans.fetch_add(1, Ordering::SeqCst);
        let start = NaiveDate::from_ymd_opt(2015, 8, 27).and_then(|day| day.and_hms_opt(8, 0, 0));
        // Desks are a little ahead or behind, and often scan in the same second.
        let second = n / 8 + random.below(5);
        let time = start.expect("a time") + TimeDelta::seconds(second.cast_signed());
        let time = time.format("%Y%m%d%H%M%S");
        let library = *random.choose(&["MILLAR", "AVS"]);
        let item = format!("i{n}");
        let line = match random.below(2) {
            0 => format!("{library},{time},L,{item},,p{},", random.below(9)),
            _ => format!("{library},{time},R,{item}"),
        };
        (item, line)
    }

    fn tell(&self, item: &str, told: Told) {
        let mut all = self.told.lock().expect("no thread has failed");
        all.insert(item.to_owned(), told);
    }

    /// Makes files, looks at them, and deletes some, until the round ends.
    pub(super) fn supervisor(&self, random: &mut Random) {
        while self.working.load(Ordering::SeqCst) {
            let library = *random.choose(&["---", "MILLAR", "AVS"]);
            let mut fields = vec![("library", library)];
            if random.below(2) == 0 {
                fields.push(("per_library", "on"));
            }
            self.insist("extract.php", &fields, &[200]);
            random.pause(100);
            let mut settled = self.site.dats();
            settled.retain(|name| self.settled.contains(name));
            if settled.is_empty() || random.below(2) == 0 {
                continue;
            }
            let name = random.choose(&settled);
            let items = self.site.items_in(std::slice::from_ref(name));
            // After a lost answer the file may be gone.
            let fields = [("file[]", name.as_str()), ("confirm", "yes")];
            self.insist("deleteold.php", &fields, &[200, 400]);
            assert!(!self.site.dats().contains(name), "{name} is still there");
            self.deleted
                .lock()
                .expect("no thread has failed")
                .extend(items);
        }
    }

    /// Posts until one of these answers comes, as the page does; returns how often.
    fn insist(&self, page: &str, fields: &[(&str, &str)], wanted: &[u16]) -> (Answer, usize) {
        let client = Client::with_patience(self.site.port(), Duration::from_secs(5));
        let body = encode(fields);
        let end = Instant::now() + STANDSTILL;
        for attempt in 1.. {
            let answer = client.send("POST", page, &[FORM, JSON], body.as_bytes());
            match answer {
                Ok(answer) if wanted.contains(&answer.status) => return (answer, attempt),
                other => assert!(Instant::now() < end, "{page} in vain: {other:?}"),
            }
            thread::sleep(Duration::from_millis(20));
        }
        unreachable!("attempts have no end");
    }
}
