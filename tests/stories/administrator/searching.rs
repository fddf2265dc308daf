//! Searching a directory that is too long for one page.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tests::{PASSWORD, World};

/// So many people of acme, each of whom several terms that begin with a `p` find.
const PEOPLE: usize = 120;

fn staff(email: &str, tenant: &str) -> Value {
    json!({"email": email, "tenant": tenant, "role": "admin", "name": "Xaver", "password": PASSWORD})
}

fn person(number: usize, tenant: &str) -> Value {
    json!({
        "username": format!("pat{number:03}.{tenant}"),
        "email": format!("p{number:03}@{tenant}.example"),
        "name": format!("Pat Person{number:03} Pax"),
        "tenant": tenant,
    })
}

async fn full_world() -> World {
    let people = (0..PEOPLE).map(|number| person(number, "acme"));
    let others = (0..20).map(|number| person(number, "globex"));
    let staff = [
        staff("adam@example.com", "acme"),
        staff("gina@example.com", "globex"),
    ];
    World::among(people.chain(others).chain(staff), &[]).await
}

fn ids(accounts: &[Value]) -> Vec<String> {
    let id = |account: &Value| account["id"].as_str().expect("an id").to_owned();
    accounts.iter().map(id).collect()
}

#[track_caller]
fn each_once(ids: &[String]) -> BTreeSet<String> {
    let set: BTreeSet<String> = ids.iter().cloned().collect();
    assert_eq!(set.len(), ids.len(), "an account is listed twice");
    set
}

#[tokio::test]
async fn every_account_is_found_once_though_several_of_its_terms_match_and_others_are_added() {
    let world = full_world().await;
    let adam = world.sign_in("adam@example.com").await;
    let all = world.pages(&adam, "p", 100).await;
    assert!(all.len() > 1, "there are more than a page");
    let all = each_once(&ids(&all.concat()));
    assert_eq!(all.len(), PEOPLE);
    let mut seen = Vec::new();
    let mut cursor = String::new();
    for round in 0.. {
        let query = format!("?search=p&limit=9{cursor}");
        let page = world.list(&adam, &query).await.expect(200).json();
        let found = page["accounts"].as_array().unwrap();
        assert!(found.len() <= 9, "{page}");
        seen.extend(ids(found));
        let Some(next) = page["next_cursor"].as_str() else {
            break;
        };
        assert!(round < 100, "the pages do not end");
        cursor = format!("&cursor={next}");
        for name in ["p00-new", "pzz-new"] {
            let members = json!({"username": format!("{name}{round}"), "send_link": false});
            world.create(&adam, members).await.expect(201);
        }
    }
    let seen = each_once(&seen);
    let missing: Vec<&String> = all.difference(&seen).collect();
    assert!(missing.is_empty(), "{missing:?} were passed over");
}

#[tokio::test]
async fn pages_of_any_size_list_the_same_accounts() {
    let world = full_world().await;
    let adam = world.sign_in("adam@example.com").await;
    for search in ["", "p", "pat", "p0", "pat person", "person05"] {
        let expected = ids(&world.pages(&adam, search, 100).await.concat());
        each_once(&expected);
        for limit in [13, 50] {
            let pages = world.pages(&adam, search, limit).await;
            assert!(
                pages.iter().all(|page| page.len() <= limit),
                "{search} {limit}"
            );
            assert_eq!(ids(&pages.concat()), expected, "{search} {limit}");
        }
    }
    let default = world.list(&adam, "?search=p").await.expect(200).json();
    let size = default["accounts"].as_array().unwrap().len();
    assert!(size < PEOPLE && default["next_cursor"].is_string());
}

// T-408
#[tokio::test]
async fn the_tenant_of_a_search_comes_from_the_actor_on_every_page() {
    let world = full_world().await;
    let adam = world.sign_in("adam@example.com").await;
    let olivia = world.olivia().await;
    let everybody = world.pages(&olivia, "p", 100).await.concat();
    assert_eq!(ids(&everybody).len(), PEOPLE + 20, "Olivia is not confined");
    for account in world.pages(&adam, "p", 30).await.concat() {
        assert_eq!(account["tenant"], "acme", "{account}");
    }
    let elsewhere = "/v1/admin/accounts?search=p&limit=5&tenant=globex";
    let page = world.get(elsewhere).bearer(&olivia).send().await;
    let cursor = page.expect(200).json()["next_cursor"].clone();
    let cursor = cursor.as_str().expect("there are twenty");
    for query in [
        "?search=p&tenant=globex".to_owned(),
        format!("?search=p&tenant=globex&cursor={cursor}"),
        format!("?search=p&cursor={cursor}"),
    ] {
        let answer = world.list(&adam, &query).await;
        assert!([200, 400].contains(&answer.status), "{query} {answer:?}");
        assert!(!answer.text().contains("globex"), "{query} {answer:?}");
    }
}

#[tokio::test]
async fn a_cursor_of_another_search_is_refused() {
    let world = full_world().await;
    let adam = world.sign_in("adam@example.com").await;
    let cursor = async |search: &str| {
        let query = format!("?search={search}&limit=5");
        let page = world.list(&adam, &query).await.expect(200).json();
        page["next_cursor"].as_str().expect("more").to_owned()
    };
    let (all, pat, person) = (
        cursor("").await,
        cursor("pat").await,
        cursor("person").await,
    );
    for (search, foreign) in [
        ("person", &pat),
        ("pat", &person),
        ("", &pat),
        ("pat", &all),
        ("x", &pat),
    ] {
        let query = format!("?search={search}&cursor={foreign}");
        let answer = world.list(&adam, &query).await;
        assert_eq!(answer.status, 400, "{search}: {answer:?}");
        answer.problem(400);
    }
    for garbage in ["x", "nonsense", "AAAA", "%F0%9F%A6%89", "%00", "IzAx", "=="] {
        let query = format!("?search=pat&cursor={garbage}");
        let answer = world.list(&adam, &query).await;
        assert_eq!(answer.status, 400, "{garbage}: {answer:?}");
    }
    let own = format!("?search=pat&limit=50&cursor={pat}");
    world.list(&adam, &own).await.expect(200);
}

fn named(username: &str, name: &str) -> Value {
    json!({"username": username, "name": name, "tenant": "acme"})
}

#[tokio::test]
async fn a_search_is_a_prefix_of_each_word_of_the_name_in_any_case() {
    let accounts = [
        named("u1", "Ève Müller-Østergaard van der Berg"),
        named("u2", "İpek ΣΟΦΊΑ O’Neill"),
        named("u3", "山田 太郎"),
        named("u4", "Zoe  Quill,  Jr. (Sales)"),
        named("u5.mixed", "mia Mia mia"),
        json!({"email": "Mixed.Case@Example.com", "tenant": "acme", "name": "Ugo"}),
        staff("adam@example.com", "acme"),
    ];
    let world = World::among(accounts, &[]).await;
    let adam = world.sign_in("adam@example.com").await;
    for (search, found) in [
        ("ève", vec!["u1"]),
        ("E\u{300}VE", vec!["u1"]),
        ("müll", vec!["u1"]),
        ("MÜLLER", vec!["u1"]),
        ("mu\u{308}ller", vec!["u1"]),
        ("øster", vec!["u1"]),
        ("VAN", vec!["u1"]),
        ("berg", vec!["u1"]),
        ("ève müller-øst", vec!["u1"]),
        ("erg", vec![]),
        ("ipek", vec!["u2"]),
        ("σοφία", vec!["u2"]),
        ("neill", vec!["u2"]),
        ("o'neill", vec!["u2"]),
        ("oneill", vec!["u2"]),
        ("van der", vec!["u1"]),
        ("müller-øst", vec!["u1"]),
        ("太", vec!["u3"]),
        ("quill", vec!["u4"]),
        ("jr", vec!["u4"]),
        ("sales", vec!["u4"]),
        ("mia", vec!["u5.mixed"]),
        ("U5.MIX", vec!["u5.mixed"]),
        ("MIXED.case@", vec!["mixed.case@example.com"]),
        (" mixed.case ", vec!["mixed.case@example.com"]),
        ("example.com", vec![]),
    ] {
        let page = world.search(&adam, search).await.expect(200).json();
        let name = |account: &Value| {
            let name = account["username"].as_str().or(account["email"].as_str());
            name.expect("an account is found by something").to_owned()
        };
        let names: Vec<String> = page["accounts"]
            .as_array()
            .unwrap()
            .iter()
            .map(name)
            .collect();
        assert_eq!(names, found, "{search}");
    }
}

#[tokio::test]
async fn whatever_is_searched_for_finds_only_what_begins_with_it() {
    let accounts = [
        named("u1", "#1 Fan"),
        named("u2", "100% Wool"),
        named("u3", "🦉 Owl"),
        staff("adam@example.com", "acme"),
    ];
    let world = World::among(accounts, &[]).await;
    let adam = world.sign_in("adam@example.com").await;
    let id = world.account_id("u1").await;
    for (search, found) in [
        ("#", 1),
        ("#1 f", 1),
        ("##", 0),
        (&*format!("#{id}"), 0),
        (&*format!("u1#{id}"), 0),
        ("u1#", 0),
        ("#0", 0),
        ("%", 0),
        ("100%", 1),
        ("🦉", 1),
        ("🦊", 0),
        ("tenant#acme", 0),
        ("*", 0),
        ("\u{0}", 0),
        ("\u{10ffff}", 0),
        ("\"", 0),
        ("' OR 1=1", 0),
        (&*"a".repeat(254), 0),
        (&*"🦉".repeat(254), 0),
    ] {
        let answer = world.search(&adam, search).await.expect(200);
        let page = answer.json();
        let accounts = page["accounts"].as_array().unwrap();
        assert_eq!(accounts.len(), found, "{search:?}: {page}");
        assert!(page["next_cursor"].is_null(), "{search:?}: {page}");
    }
    world.search(&adam, &"a".repeat(255)).await.problem(400);
    world.search(&adam, &"🦉".repeat(255)).await.problem(400);
}

// Two hundred characters of these have up to 2,400 bytes, more than a key of the store may.
#[tokio::test]
async fn people_with_the_longest_names_are_found_page_by_page() {
    let letters = ["漢", "\u{958}", "\u{1d160}"];
    let people = letters.iter().enumerate().flat_map(|(kind, letter)| {
        (0..3).map(move |number| {
            json!({"username": format!("long{kind}{number}"), "name": letter.repeat(200), "tenant": "acme"})
        })
    });
    let staff = [staff("adam@example.com", "acme")];
    let world = World::among(people.chain(staff), &[]).await;
    let adam = world.sign_in("adam@example.com").await;
    for letter in letters {
        let pages = world.pages(&adam, letter, 1).await;
        assert_eq!(each_once(&ids(&pages.concat())).len(), 3, "{letter}");
    }
    let path = world.path("long00", "").await;
    let edit = json!({"version": 1, "name": "\u{1d160}".repeat(200)});
    world
        .patch(&path)
        .bearer(&adam)
        .json(&edit)
        .send()
        .await
        .expect(200);
}

/// A name's words are found in plain letters too, which doubles what an edit writes: a transaction takes a hundred writes.
#[tokio::test]
async fn everything_about_somebody_with_many_names_can_change_at_once() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let name = |letter: &str| {
        let words = (1..=8).map(|length| letter.repeat(length));
        words.collect::<Vec<_>>().join(" ")
    };
    let account = json!({
        "email": "many@example.com", "username": "many", "name": name("ö"), "tenant": "acme", "send_link": false,
    });
    let created = world.create(&olivia, account).await.expect(201).json();
    let id = created["account"]["id"].as_str().expect("an id").to_owned();
    world
        .set_lasting_password(&olivia, &id, PASSWORD)
        .await
        .expect(200);
    let all = json!({
        "email": "others@example.com", "username": "others", "name": name("ü"), "tenant": "globex", "role": "user",
        "standing": "active", "sso": {"provider": "Elsewhere", "url": "https://sso.example.com"}, "locale": "de",
    });
    world.edit(&olivia, &id, all).await.expect(200);
    for (search, found) in [("üü", 1), ("uu", 1), ("oo", 0), ("öö", 0), ("others", 1)] {
        let page = world.search(&olivia, search).await.expect(200).json();
        let accounts = page["accounts"].as_array().expect("a list");
        assert_eq!(accounts.len(), found, "{search}: {page}");
    }
}
