//! Lines that come again, and lines of another year.

use chrono::Utc;

use super::*;

#[test]
fn lines_of_last_month_come_again_with_new_ones_and_only_the_new_are_added() {
    let site = Site::start();
    let old: String = (0..20)
        .map(|n| line(&ago(30, &format!("10{n:02}")), 'R', &format!("3{n}"), "") + "\r\n")
        .collect();
    assert_eq!(import(&site, "AVS", &[("OffCirc.dat", old.as_bytes())]), 20);
    let made = site.export("AVS").remove(0);
    let new: String = (0..10)
        .map(|n| {
            line(
                &Local::now().format("%Y%m%d%H%M").to_string(),
                'R',
                &format!("4{n}"),
                "",
            ) + "\r\n"
        })
        .collect();
    // A new minute, which is not before the file.
    let later = (Local::now() + TimeDelta::minutes(1))
        .format("%Y%m%d%H%M")
        .to_string();
    let new = new.replace(&new[..12].to_owned(), &later);
    let both = [old.as_str(), &new].concat();
    let day = Local::now().format("%-d %B %Y");
    let page = upload(&site, "AVS", &[("OffCirc.dat", both.as_bytes())]).expect(200);
    let page = page
        .shows("OffCirc.dat: 20 of 30 lines are there already, and are not recorded again.")
        .shows(&format!("20 of 30 lines were in a file of {day} ({made})"))
        .shows("Record 10 Records");
    assert!(page.textarea().lines().all(|line| line.contains(",R,4")));
    // The same without the rows, which somebody has deleted.
    site.database.run("DELETE FROM transactions");
    let again = upload(&site, "AVS", &[("OffCirc.dat", both.as_bytes())]).expect(200);
    assert_eq!(again.textarea(), page.textarea());
    confirm(&site, &page.textarea())
        .expect(200)
        .shows("10 records were added");
    let page = upload(&site, "AVS", &[("OffCirc.dat", both.as_bytes())]).expect(200);
    page.shows("10 of 30 lines are recorded and in no file yet")
        .shows("There is nothing to add");
}

#[test]
fn lines_older_than_the_latest_file_are_left_out_until_somebody_takes_them() {
    let site = Site::start();
    site.submit(&format!("AVS,{},R,9", ago(1, "090000")));
    site.export("AVS");
    let text = [
        line(&ago(1, "0901"), 'R', "1", ""),
        line(&ago(40, "0901"), 'R', "2", ""),
    ]
    .join("\n");
    let files: [(&str, &[u8]); 1] = [("a.dat", text.as_bytes())];
    let page = upload(&site, "AVS", &files).expect(200);
    let page = page
        .shows("2 records are left out")
        .shows("older than the latest file of AV Services")
        .hides("name=\"confirm\"");
    let page = choose(&site, &page, &[("older", "yes")])
        .expect(200)
        .shows("Record 2 Records");
    assert_eq!(page.textarea().lines().count(), 2);
    // Another library has made no file.
    upload(&site, "MILLAR", &files)
        .expect(200)
        .hides("left out:")
        .shows("Record 2 Records");
    site.export("---");
    assert_eq!(site.database.rows().len(), 1, "nothing is recorded yet");
}

#[test]
fn lines_of_a_file_that_is_deleted_do_not_come_again_as_new_ones() {
    let site = Site::start();
    let text = [
        line(&ago(1, "0901"), 'R', "1", ""),
        line(&ago(1, "0902"), 'R', "2", ""),
    ]
    .join("\n");
    let files: [(&str, &[u8]); 1] = [("OffCirc.dat", text.as_bytes())];
    assert_eq!(import(&site, "AVS", &files), 2);
    for name in site.export("---") {
        let fields = [("file[]", name.as_str()), ("confirm", "yes")];
        site.post("deleteold.php", &fields).expect(200);
    }
    assert_eq!((site.output(), site.database.rows().len()), (vec![], 0));
    upload(&site, "AVS", &files)
        .expect(200)
        .shows("2 records are left out")
        .shows("older than the latest file of AV Services")
        .hides("name=\"confirm\"");
}

#[test]
fn a_file_for_all_is_as_old_for_a_library_in_another_time_zone() {
    let site = Site::prepare();
    let own = "code = \"AVS\"\ntimezone = \"Pacific/Kiritimati\"";
    let config = site.config().replace("code = \"AVS\"", own);
    site.configure(&format!("timezone = \"UTC\"\n{config}"));
    let site = site.serve();
    // It is 14 hours later there.
    let minute = |minutes| {
        let time = Utc::now() + TimeDelta::hours(14) + TimeDelta::minutes(minutes);
        time.format("%Y%m%d%H%M").to_string()
    };
    site.submit("MILLAR,20200101090000,R,9");
    site.export("---");
    let before = line(&minute(-30), 'R', "1", "");
    let after = line(&minute(2), 'R', "2", "");
    let text = format!("{before}\n{after}");
    upload(&site, "AVS", &[("a.dat", text.as_bytes())])
        .expect(200)
        .shows("1 record is left out")
        .shows("Record 1 Record");
}

#[test]
fn lines_of_a_library_in_another_time_zone_are_compared_with_the_clocks_there() {
    let site = Site::prepare();
    let own = "code = \"AVS\"\ntimezone = \"Pacific/Kiritimati\"";
    let config = site.config().replace("code = \"AVS\"", own);
    site.configure(&format!("timezone = \"UTC\"\n{config}"));
    let site = site.serve();
    // It is 14 hours later there.
    let time = (Utc::now() + TimeDelta::hours(14)).format("%Y%m%d%H%M%S");
    let saved = format!("AVS,{time},R,7,,,\r\n");
    upload(&site, "MILLAR", &[("saved.txt", saved.as_bytes())])
        .expect(200)
        .hides("ahead of the server")
        .shows("Record 1 Record<");
}

#[test]
fn after_the_records_what_is_not_recorded_is_said_and_no_file_is_to_be_deleted() {
    let site = Site::start();
    let text = [
        line(&ago(1, "0901"), 'R', "1", ""),
        line("201401010901", 'R', "2", ""),
        "nothing that anybody understands".to_owned(),
    ]
    .join("\n");
    let page = upload(&site, "AVS", &[("OffCirc.dat", text.as_bytes())]).expect(200);
    let fields: Vec<(String, Vec<u8>)> = [
        ("confirm", "yes".to_owned()),
        ("left", "1".to_owned()),
        ("misread", "1".to_owned()),
        ("textarea", page.textarea()),
    ]
    .map(|(name, value)| (format!("name=\"{name}\""), value.into_bytes()))
    .into();
    for (name, value) in [("left", "1"), ("misread", "1")] {
        let field = format!("name=\"{name}\" value=\"{value}\"");
        assert!(page.text().contains(&field), "{field}");
    }
    multipart(&site, fields)
        .expect(200)
        .shows("1 record was added")
        .shows("1 line was left out, and 1 was not understood")
        .hides("delete OffCirc.dat");
    confirm(&site, "AVS,20200101090000,R,3").shows("delete OffCirc.dat");
}

#[test]
fn dates_of_another_year_are_said_and_moved_by_whole_days_or_kept() {
    let site = Site::start();
    let fresh = line(&ago(1, "1200"), 'R', "5", "");
    let text = [
        line("201401012355", 'L', "1", "70"),
        line("201401020005", 'R', "2", ""),
        line("201401010001", 'R', "3", ""),
        fresh,
        line("204103010001", 'R', "4", ""),
    ]
    .join("\r\n");
    let files: [(&str, &[u8]); 1] = [("old.dat", text.as_bytes())];
    let page = upload(&site, "AVS", &files).expect(200);
    let page = page
        .shows("4 records have dates far from today")
        .shows("old.dat, lines 1 to 2")
        .shows("old.dat, line 3<")
        .shows("old.dat, line 5<")
        .shows("Record 1 Record<");
    let day = |days: i64| (Local::now().date_naive() - TimeDelta::days(days)).to_string();
    let first = NaiveDate::from_ymd_opt(2014, 1, 1).unwrap();
    let by = (Local::now().date_naive() - TimeDelta::days(2) - first).num_days();
    let choices = [
        ("what.0.1.2", "days"),
        ("days.0.1.2", &by.to_string()),
        ("what.0.3.3", "day"),
        ("day.0.3.3", &day(1)),
        ("what.0.5.5", "leave"),
    ];
    let page = choose(&site, &page, &choices)
        .expect(200)
        .shows("One record has a date far from today")
        .shows("It is left out until");
    let dashes = |days: i64| day(days).replace('-', "");
    assert_eq!(
        page.textarea(),
        [
            format!("AVS,{}235500,L,1,,70,", dashes(2)),
            format!("AVS,{}000500,R,2,,,", dashes(1)),
            format!("AVS,{}000100,R,3,,,", dashes(1)),
            format!("AVS,{}120000,R,5,,,", dashes(1)),
        ]
        .join("\r\n")
    );
    confirm(&site, &page.textarea())
        .expect(200)
        .shows("4 records were added");
    // When it comes again, the same move is offered, and adds nothing.
    let again = upload(&site, "AVS", &files).expect(200);
    let again = again
        .shows(&format!(
            "2 of them are recorded already, moved by {by} days"
        ))
        .hides("name=\"confirm\"");
    choose(&site, &again, &choices[..4])
        .expect(200)
        .hides("name=\"confirm\"");
    // As they are, if somebody says so; not without.
    let kept = keep_dates(&site, again);
    assert_eq!(kept.textarea().lines().count(), 4);
    // What is moved to a time that has not come is asked for again.
    let page = upload(&site, "AVS", &files).expect(200);
    let wrong = [
        ("what.0.1.2", "day"),
        ("day.0.1.2", &*day(-5)),
        ("what.0.3.3", "day"),
        ("day.0.3.3", "x"),
    ];
    choose(&site, &page, &wrong)
        .expect(200)
        .shows("4 records have dates far from today")
        .hides("name=\"confirm\"");
}

#[test]
fn lines_that_are_hours_ahead_ask_for_the_time_zone_and_suggest_no_day() {
    let site = Site::start();
    let ahead = Local::now() + TimeDelta::minutes(182);
    let text = line(&ahead.format("%Y%m%d%H%M").to_string(), 'R', "1", "");
    let page = upload(&site, "AVS", &[("a.dat", text.as_bytes())]).expect(200);
    let page = page
        .shows("It is 3 h ")
        .shows("whether the server’s time zone is right (timezone in config.toml).")
        .shows("name=\"days.0.1.1\" value=\"\"")
        .hides("days lead to")
        .hides("day leads to")
        .hides("name=\"confirm\"");
    // A number of days that nobody gives moves nothing.
    choose(&site, &page, &[("what.0.1.1", "days"), ("days.0.1.1", "")])
        .expect(200)
        .hides("name=\"confirm\"");
}
