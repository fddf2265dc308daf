//! `rekey accounts import`.

use adapters::verifying::{self, Claim};
use rekey::accounts_file::{AT_ONCE, Passwords, Rows, RowsError, importer};
use rekey::commands::{Error, Outcome};
use serde_json::{Value, json};

use crate::world::World;

const HASHES: &str =
    include_str!("../../../../shared/adapters/tests/fixtures/imported_hashes.jsonl");

#[tokio::test]
async fn every_hash_comes_in_verifies_and_is_upgraded_by_the_first_success() {
    let world = World::start().await;
    let lines: Vec<Value> = HASHES
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let rows = (0..).zip(&lines).map(
        |(number, line)| json!({"username": format!("u{number}"), "password_hash": line["hash"]}),
    );
    let text = rows
        .map(|row| row.to_string())
        .collect::<Vec<_>>()
        .join("\n");
    let (outcome, told) = world.import("accounts.jsonl", &text).await;
    assert_eq!(outcome.unwrap(), Outcome::Done, "{told}");
    for (number, line) in (0..).zip(&lines) {
        let username = format!("u{number}");
        let password = line["password"].as_str().unwrap();
        let claim = |password| Claim {
            identifier: &username,
            password,
            address: None,
            tenant: None,
        };
        assert_eq!(
            world.hash_of(&username).await.as_deref(),
            line["hash"].as_str()
        );
        assert!(
            verifying::verify(&world.app, claim("another password"))
                .await
                .is_err(),
            "{line}"
        );
        let Ok(verified) = verifying::verify(&world.app, claim(password)).await else {
            panic!("{line} does not verify")
        };
        verified.upgrade(&world.app, password).await;
        let upgraded = world.hash_of(&username).await.unwrap();
        assert!(
            upgraded.starts_with("$argon2id$v=19$m=19456,t=2,p=1,keyid="),
            "{line}: {upgraded}"
        );
        assert!(
            verifying::verify(&world.app, claim(password)).await.is_ok(),
            "{line}"
        );
    }
}

#[tokio::test]
async fn an_imported_administrator_signs_in_with_the_old_password() {
    let world = World::start().await;
    let django = HASHES.lines().next().unwrap();
    let django: Value = serde_json::from_str(django).unwrap();
    let row = json!({"email": "ada@example.com", "role": "admin", "password_hash": django["hash"]});
    world.with_accounts(&row.to_string()).await;
    assert_eq!(
        world.sign_in("ada@example.com", "not the password").await,
        401
    );
    let password = django["password"].as_str().unwrap();
    assert_eq!(world.sign_in("ada@example.com", password).await, 201);
    let hash = world.hash_of("ada@example.com").await.unwrap();
    assert!(hash.starts_with("$argon2id$"), "{hash}");
}

const BAD: &str = "\
username,email,name,tenant,role,standing,sso_provider,sso_url,locale,password_hash
good1,,,,,,,,,
s3cret name,,,,,,,,,
,no-s3cret-address,,,,,,,,
bad1,,,S3CRET,,,,,,
bad2,,,,s3cret,,,,,
bad3,,,,,s3cret,,,,
bad4,,,,,,s3cret,,,
bad5,,,,,,Example,http://s3cret,,
bad6,,,,,,,,s3cret-s3cret-s3cret,
bad7,,,,,,,,,s3cret
bad8,,,,,,Example,https://sso.example.com/,,$2b$05$GUgES1KkJpsntjc9ct/7seJaOauqsYKycLuhEg1qEi7puYCHipf0a
bad9,s3cret
,,s3cret,,,,,,,
\"good2\",good2@example.com,\"Of two
lines\",,,,,,,
good3,good3@example.com,\"Name, with \"\"quotes\"\"\",acme,admin,invited,,,pt-BR,
";

#[tokio::test]
async fn a_bad_row_is_told_by_line_and_column_never_by_its_value_and_the_good_ones_go_in() {
    let world = World::start().await;
    let (outcome, told) = world.import("accounts.csv", BAD).await;
    assert_eq!(outcome.unwrap(), Outcome::Partly);
    let expected = [
        "line 3, column username: wants 2 to 64 characters of a-z, 0-9, dot, hyphen and underscore",
        "line 4, column email: wants an address like name@example.com, at most 254 characters long",
        "line 5, column tenant: wants 1 to 64 characters of a-z, 0-9, dot, hyphen and underscore",
        "line 6, column role: wants user, admin or owner",
        "line 7, column standing: wants invited, active, expired or disabled",
        "line 8, column sso_url: wants a URL beside the sso_provider",
        "line 9, column sso_url: wants a URL that begins with https://",
        "line 10, column locale: wants a language tag like en or pt-BR",
        "line 11, column password_hash: wants a hash of bcrypt, scrypt, PBKDF2 or Argon2 as Django, passlib or the PHC format write it",
        "line 12, column password_hash: wants nothing: a user who signs in elsewhere has no password here",
        "line 13: wants as many cells as the header has, 10; there are 2",
        "line 14: wants a username or an email",
        "line 15, column name: wants at most 200 characters, none of them a control character",
        "2 created, 0 unchanged, 0 in conflict with an account that is there, 13 bad",
    ];
    assert_eq!(told.lines().collect::<Vec<_>>(), expected);
    let good = world.account("good3@example.com").await;
    assert_eq!(
        (good.name.as_str(), good.role.name(), good.standing.name()),
        ("Name, with \"quotes\"", "admin", "invited")
    );
    assert_eq!(world.table("accounts").await.len(), 2);
    assert!(!world.tables().await.to_string().contains("s3cret"));
}

#[tokio::test]
async fn bad_lines_of_json_are_told_likewise() {
    let world = World::start().await;
    let text = "\n{\"username\":\"good\"}\nno json s3cret\n{\"s3cret\":\"x\"}\n{\"username\":7}\n[\"s3cret\"]\n\
                {\"username\":\"sso\",\"sso\":{\"provider\":\"Example\",\"url\":\"https://sso.example.com\"}}\n\
                {\"username\":\"null\",\"sso\":null,\"name\":null}\n\
                {\"username\":\"one\",\"username\":\"two\"}\n\
                {\"username\":\"three\",\"sso\":{\"provider\":\"A\",\"url\":\"https://a.example\"},\"sso_provider\":\"B\"}\n";
    let (outcome, told) = world.import("accounts.jsonl", text).await;
    assert_eq!(outcome.unwrap(), Outcome::Partly);
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[0].starts_with("line 3: wants one JSON object in UTF-8 on one line"));
    assert!(lines[1].starts_with("line 4: wants members among: username, email"));
    assert_eq!(lines[2], "line 5, column username: wants a text");
    assert!(lines[3].starts_with("line 6: wants one JSON object"));
    assert_eq!(
        lines[4],
        "line 9, column username: wants one value: it stands there twice"
    );
    assert_eq!(
        lines[5],
        "line 10, column sso_provider: wants one value: it stands there twice"
    );
    assert!(lines[6].starts_with("3 created, 0 unchanged"), "{told}");
    assert!(!told.contains("s3cret"));
    assert!(world.account("sso").await.sso.is_some());
}

#[tokio::test]
async fn twice_changes_nothing() {
    let world = World::start().await;
    let text = "username,email,name,tenant,password\n\
                ana,ana@example.com,Ana,acme,correct horse\n\
                ,ben@example.com,Ben,acme,\n\
                ,ben@example.com,Ben,globex,\n,ben@example.com,Ben,initech,\n,ben@example.com,Ben,hooli,\n\
                twin1,twins@example.com,Tina,acme,\ntwin2,twins@example.com,Toni,acme,\n";
    let (outcome, told) = world.import("accounts.csv", text).await;
    assert_eq!(outcome.unwrap(), Outcome::Done, "{told}");
    assert!(told.starts_with("7 created, 0 unchanged"), "{told}");
    let before = world.tables().await;
    let (outcome, told) = world.import("accounts.csv", text).await;
    assert_eq!(outcome.unwrap(), Outcome::Done);
    assert!(told.starts_with("0 created, 7 unchanged"), "{told}");
    assert_eq!(world.tables().await, before);
}

#[tokio::test]
async fn a_row_that_differs_from_the_account_that_is_there_is_a_conflict_and_changes_nothing() {
    let world = World::start().await;
    world
        .with_accounts("username,email,name\nana,ana@example.com,Ana\n,ben@example.com,Ben\n")
        .await;
    let before = world.tables().await;
    let text =
        "username,email,name,role\nana,other@example.com,Ana,admin\n,ben@example.com,Benjamin,\n";
    let (outcome, told) = world.import("accounts.csv", text).await;
    assert_eq!(outcome.unwrap(), Outcome::Partly);
    let expected = "\
line 2, column username: wants agreement with the account that is there, in email, role; that was left as it is
line 3, column email: wants agreement with the account that is there, in name; that was left as it is
0 created, 0 unchanged, 2 in conflict with an account that is there, 0 bad
";
    assert_eq!(told, expected);
    assert_eq!(world.tables().await, before);
}

#[tokio::test]
async fn two_rows_for_one_person_are_one_account_the_first() {
    let world = World::start().await;
    let rows = (1..=40).map(|number| format!(",ana@example.com,Ana {number},acme\n"));
    let text = format!("username,email,name,tenant\n{}", rows.collect::<String>());
    // The first row is held up: those behind it must not overtake it.
    world.fault("error", 1, "GetItem");
    let (outcome, told) = world.import("accounts.csv", &text).await;
    assert_eq!(outcome.unwrap(), Outcome::Partly);
    assert!(told.ends_with(
        "1 created, 0 unchanged, 39 in conflict with an account that is there, 0 bad\n"
    ));
    assert_eq!(world.account("ana@example.com").await.name, "Ana 1");
}

#[tokio::test]
async fn two_imports_at_once_make_each_account_once() {
    let world = World::start().await;
    let rows = (1..=30).map(|number| match number % 2 {
        0 => format!("u{number},shared@example.com,acme\n"),
        _ => format!(",p{number}@example.com,acme\n"),
    });
    let text = format!("username,email,tenant\n{}", rows.collect::<String>());
    let one = world.import("accounts.csv", &text);
    let (one, two) = tokio::join!(one, world.import("accounts.csv", &text));
    assert_eq!(
        (one.0.unwrap(), two.0.unwrap()),
        (Outcome::Done, Outcome::Done)
    );
    assert_eq!(world.table("accounts").await.len(), 30);
    let bearers = world.table("identifiers").await;
    let shared = bearers
        .iter()
        .find(|item| item["identifier"] == "email:shared@example.com");
    assert_eq!(shared.unwrap()["account_ids"].as_array().unwrap().len(), 15);
}

#[tokio::test]
async fn an_import_that_broke_off_is_finished_by_the_next_without_doubles() {
    let world = World::start().await;
    let rows = (1..=60).map(|number| format!(",p{number}@example.com\n"));
    let text = format!("username,email\n{}", rows.collect::<String>());
    world.fault("lose-answer", 5, "TransactWriteItems");
    world.fault("error", 400, "TransactWriteItems");
    let (outcome, _) = world.import("accounts.csv", &text).await;
    let Err(Error::Import(stopped)) = outcome else {
        panic!("the import went through a broken store")
    };
    assert!(stopped.so_far.created < 60);
    world.fault("error", 0, "TransactWriteItems");
    let (outcome, told) = world.import("accounts.csv", &text).await;
    assert_eq!(outcome.unwrap(), Outcome::Done, "{told}");
    assert_eq!(world.table("accounts").await.len(), 60);
    assert_eq!(world.audit("account-created").await.len(), 60);
}

#[tokio::test]
async fn spreadsheets_ways_of_writing_csv_are_read() {
    let world = World::start().await;
    for (number, text) in (0..).zip([
        "\u{feff}email;name\r\np0@example.com;\"Müller; Anna\"\r\n".to_owned(),
        "name\temail\nMüller; Anna\tp1@example.com".to_owned(),
        "\n\nEmail , NAME\np2@example.com,Müller; Anna\n".to_owned(),
        "{\"email\":\"p3@example.com\",\"name\":\"Müller; Anna\"}".to_owned(),
    ]) {
        let (outcome, told) = world.import("accounts", &text).await;
        assert_eq!(outcome.unwrap(), Outcome::Done, "{number}: {told}");
        let account = world.account(&format!("p{number}@example.com")).await;
        assert_eq!(account.name, "Müller; Anna", "{number}");
    }
}

#[tokio::test]
async fn a_file_without_header_is_refused_without_telling_its_first_account() {
    let world = World::start().await;
    let (outcome, _) = world
        .import("accounts.csv", "ana@example.com,Ana\nben@example.com,Ben\n")
        .await;
    let Err(Error::Rows(error @ RowsError::Header(1))) = outcome else {
        panic!("it went in")
    };
    assert!(!error.to_string().contains("ana"));
    let (outcome, _) = world.import("accounts.csv", " \n").await;
    assert!(matches!(outcome, Err(Error::Rows(RowsError::Empty))));
    let (outcome, _) = world
        .import("accounts.csv", "email,Email\na@example.com,b@example.com\n")
        .await;
    assert!(matches!(
        outcome,
        Err(Error::Rows(RowsError::HeaderTwice("email")))
    ));
}

#[tokio::test]
async fn passwords_in_clear_are_refused_where_they_are_no_trial() {
    let world = World::start().await;
    let text = "username,password\nana,correct horse battery staple\nben,\n";
    let rows = Rows::open(text.as_bytes(), None).unwrap();
    let imported = importer::import(&world.app, rows, Passwords::Refused, AT_ONCE, |_| ()).await;
    let imported = imported.unwrap();
    assert_eq!((imported.created, imported.refused.len()), (1, 1));
    assert_eq!(imported.refused[0].row.column, Some("password"));
}
