//! The pages' templates, compiled into the program.
//!
//! Every page extends `base.html` and gets the site's settings as `site`, its own
//! heading as `title`, the step of the day it belongs to as `step`, how far the day is as
//! `progress`, and its own struct as `page`; whatever is printed is escaped.

use std::sync::LazyLock;

use serde::Serialize;
use tera::{Context, Tera};

use crate::circulation::library::Library;
use crate::config::Config;
use crate::error::Error;
use crate::messages::message;
use crate::seal::Seal;

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

const TEMPLATES: [(&str, &str); 32] = templates![
    "base.html",
    "append.html",
    "clearold.html",
    "day.html",
    "deleteold.html",
    "desk_holds.html",
    "desks.html",
    "desks_forget.html",
    "error.html",
    "extract.html",
    "extract_without.html",
    "host.html",
    "import.html",
    "import_file.html",
    "import_preview.html",
    "index.html",
    "listfiles.html",
    "listrecords.html",
    "library_options.html",
    "lists.html",
    "lists_clear.html",
    "lookup.html",
    "lookup_cures.html",
    "practice.html",
    "returns.html",
    "void.html",
    "listrecords_desks.html",
    "listrecords_finding.html",
    "listrecords_findings.html",
    "listrecords_foreseen.html",
    "listrecords_row.html",
    "void_refused.html",
];

static TERA: LazyLock<Result<Tera, tera::Error>> = LazyLock::new(|| {
    let mut tera = Tera::new();
    tera.register_filter("urlencode", tera_contrib::urlencode::urlencode);
    tera.register_filter("filesize", tera_contrib::filesize_format::filesize_format);
    tera.add_raw_templates(TEMPLATES)?;
    Ok(tera)
});

/// What every page shows of the configuration.
#[derive(Debug, Default, Serialize)]
struct SiteView<'a> {
    title: &'a str,
    contact_name: &'a str,
    contact_email: &'a str,
    footer: Vec<&'a str>,
    libraries: &'a [Library],
    /// The mark of the site's own forms.
    mark: String,
}

impl<'a> SiteView<'a> {
    fn new(config: &'a Config) -> Self {
        Self {
            title: &config.main_title,
            contact_name: &config.contact_name,
            contact_email: &config.contact_email,
            footer: config.footer_text.split("{contact}").collect(),
            libraries: &config.libraries,
            mark: Seal::of(config).mark(),
        }
    }
}

/// Renders a page; without a configuration only its error page makes sense.
pub fn render(
    config: Option<&Config>,
    template: &str,
    title: &str,
    place: &impl Serialize,
    page: &impl Serialize,
) -> Result<String, Error> {
    let unconfigured = || SiteView {
        title: message!("config.main-title"),
        ..SiteView::default()
    };
    let tera = TERA
        .as_ref()
        .map_err(|e| tera::Error::message(format!("{e:?}")))?;
    let mut context = Context::from_serialize(place)?;
    context.insert("site", &config.map_or_else(unconfigured, SiteView::new));
    context.insert("title", title);
    context.insert("page", page);
    Ok(tera.render(template, &context)?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_templates_are_whole() {
        let tera = TERA.as_ref().unwrap();
        assert_eq!(tera.get_template_names().count(), TEMPLATES.len());
    }

    #[test]
    fn the_footer_names_the_contact_with_a_mail_link() {
        let mut config = Config::parse(include_str!("../../config.example.toml")).unwrap();
        config.footer_text = "Call <b>{contact}</b>!".to_owned();
        let page = json!({ "sentence": "x", "again": { "to": "nothing" } });
        let page = render(
            Some(&config),
            "error.html",
            "Error",
            &json!({ "step": null, "progress": null }),
            &page,
        )
        .unwrap();
        assert!(page.contains(
            "Call &lt;b&gt;<a href=\"mailto:human@example.edu\">Technical Support</a>&lt;/b&gt;!"
        ), "{page}");
    }
}
