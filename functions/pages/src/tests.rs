//! Words, templates and scripts fit together.

use std::collections::BTreeSet;
use std::sync::Arc;

use adapters::Language;
use adapters::settings::Settings;
use adapters::web::page::{ANSWERS, Site};
use adapters::web::problem;
use adapters::words::Book;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use serde_json::{Map, Value};
use tower::ServiceExt as _;

use crate::{WORDS, assets};

pub(crate) const TEMPLATES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
pub(crate) const ASSETS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets");

/// Every file in a folder, with its name.
pub(crate) fn files(folder: &str) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let files = paths.filter(|path| path.is_file());
    let named = files.map(|path| {
        let name = path.file_name().expect("a name").to_string_lossy();
        let text = std::fs::read_to_string(&path).expect("a text");
        (name.into_owned(), text)
    });
    named.collect()
}

/// What stands between `start` and the next quotation mark, everywhere.
pub(crate) fn all_between(texts: &[(String, String)], start: &str) -> BTreeSet<String> {
    let found = texts
        .iter()
        .flat_map(|(_, text)| text.split(start).skip(1))
        .filter_map(|rest| rest.split('"').next());
    found.map(str::to_owned).collect()
}

pub(crate) fn no_difference(book: &Book) {
    assert_eq!(book.differences(), Vec::<String>::new());
}

#[test]
fn every_language_says_the_same_with_the_same_values() {
    no_difference(&WORDS);
    no_difference(&ANSWERS);
}

#[test]
fn every_word_is_said_and_what_is_said_is_a_word() {
    let mut texts = [files(TEMPLATES), files(ASSETS)].concat();
    texts.retain(|(name, _)| name != "console.html");
    let ids = |book: &'static Book| book.file(Language::English).ids().collect::<BTreeSet<_>>();
    let (ours, answers) = (ids(&WORDS), ids(&ANSWERS));
    for said in all_between(&texts, "say(\"") {
        let there = ours.contains(said.as_str()) || answers.contains(said.as_str());
        assert!(there, "there is no message {said}");
    }
    for id in ours {
        // Scripts keep some names in tables, where a title goes with its text.
        let quoted = format!("\"{}\"", id.trim_end_matches("-title"));
        let whole = format!("\"{id}\"");
        let said = texts
            .iter()
            .any(|(_, text)| text.contains(&quoted) || text.contains(&whole));
        assert!(said, "nothing says {id}");
    }
}

fn names<T: AsRef<str>>(names: impl IntoIterator<Item = T>, folder: &str) -> BTreeSet<String> {
    let names = names.into_iter();
    names
        .map(|name| format!("{folder}{}", name.as_ref()))
        .collect()
}

#[test]
fn every_script_is_listed_and_imports_what_is_listed() {
    let listed: BTreeSet<String> = names(assets::FILES.iter().map(|(name, _)| *name), "");
    let (pages, console) = (files(ASSETS), files(&format!("{ASSETS}/console")));
    let mut there = names(pages.iter().map(|(name, _)| name), "");
    there.append(&mut names(console.iter().map(|(name, _)| name), "console/"));
    assert_eq!(listed, there);
    let mut imported = all_between(&pages, "from \"./");
    imported.append(&mut names(all_between(&console, "from \"./"), "console/"));
    imported.append(&mut all_between(&console, "from \"../"));
    for module in imported {
        assert!(listed.contains(&module), "{module}");
    }
}

#[test]
fn pages_tell_of_a_problem_as_its_document_does() {
    for (slug, title, detail) in problem::catalogue() {
        let say = |id: &str| ANSWERS.say(Language::English, id, &[]);
        assert_eq!(say(&format!("problem-{slug}-title")), title);
        assert_eq!(say(&format!("problem-{slug}")), detail);
    }
}

/// A script that says what its page does not have would tell a person of a failure that is none.
#[tokio::test]
async fn every_page_has_the_words_that_its_scripts_say() {
    let pages = [
        ("/forgot", "forgot.js"),
        ("/reset", "reset.js"),
        ("/not-me", "not-me.js"),
    ];
    for (path, script) in pages {
        let there = words_of(path).await;
        let files = files(ASSETS).into_iter();
        let own: Vec<_> = files.filter(|(name, _)| name == script).collect();
        let said = all_between(&own, "say(\"");
        assert!(said.len() > 1, "{script} says {said:?}");
        for id in said {
            assert!(there.contains_key(&id), "{script} says {id}");
        }
    }
}

/// What stands in a page's data.
async fn words_of(path: &str) -> Map<String, Value> {
    let settings = Settings::read(|name| {
        (name == "BASE_URL").then(|| "https://accounts.example.com".to_owned())
    });
    let site = Site::new(Arc::new(settings.expect("each has a default")));
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = path.parse().expect("a path");
    let answer = crate::router(site)
        .oneshot(request)
        .await
        .expect("an answer");
    let page = to_bytes(answer.into_body(), 1 << 20).await;
    let page = String::from_utf8(page.expect("a body").to_vec()).expect("a text");
    let data = page.split_once("id=\"page\">").expect("data").1;
    let data = data.split_once("</script>").expect("its end").0;
    let data: Value = serde_json::from_str(data).expect("JSON");
    data["words"].as_object().expect("an object").clone()
}
