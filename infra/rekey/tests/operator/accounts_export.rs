//! `rekey accounts export`.

use rekey::commands::{Form, Outcome, accounts_export};

use crate::world::{Folder, World};

const ACCOUNTS: &str = r#"
{"username":"ana","email":"ana@example.com","name":"Ana, \"the\" first","tenant":"acme","role":"admin","locale":"pt-BR","password":"correct horse"}
{"email":"ben@example.com","standing":"disabled"}
{"email":"ben@example.com","tenant":"globex","standing":"invited","name":"=1+1"}
{"username":"sam","sso":{"provider":"Example SSO","url":"https://sso.example.com/recover"}}
"#;

async fn export(world: &World, with_hashes: bool, form: Form) -> String {
    let mut out = Vec::new();
    let outcome = accounts_export::run(&world.app, None, with_hashes, form, &mut out).await;
    assert_eq!(outcome.expect("an export"), Outcome::Done);
    String::from_utf8(out).expect("text")
}

#[tokio::test]
async fn what_is_exported_and_imported_again_is_unchanged() {
    let world = World::start().await;
    world.with_accounts(ACCOUNTS).await;
    let before = world.tables().await;
    for (form, name) in [(Form::Text, "accounts.csv"), (Form::Json, "accounts.jsonl")] {
        let text = export(&world, true, form).await;
        let (outcome, told) = world.import(name, &text).await;
        assert_eq!(outcome.unwrap(), Outcome::Done, "{told}");
        assert!(told.starts_with("0 created, 4 unchanged"), "{told}");
    }
    assert_eq!(world.tables().await, before);
}

#[tokio::test]
async fn what_is_exported_makes_the_same_directory_elsewhere() {
    let pepper = r#"{"p":"0123456789abcdef0123456789abcdef"}"#;
    let (here, there) = (
        World::with(&[("PEPPER_KEYS", pepper)]).await,
        World::with(&[("PEPPER_KEYS", pepper)]).await,
    );
    here.with_accounts(ACCOUNTS).await;
    for form in [Form::Text, Form::Json] {
        there.with_accounts(&export(&here, true, form).await).await;
    }
    let sorted = |text: String| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(
        sorted(export(&here, true, Form::Text).await),
        sorted(export(&there, true, Form::Text).await)
    );
    assert_eq!(there.sign_in("ana", "correct horse").await, 201);
}

#[tokio::test]
async fn hashes_are_told_only_when_asked_for() {
    let world = World::start().await;
    world.with_accounts(ACCOUNTS).await;
    for form in [Form::Text, Form::Json] {
        assert!(!export(&world, false, form).await.contains("argon2"));
        assert!(!export(&world, false, form).await.contains("password"));
        assert!(export(&world, true, form).await.contains("$argon2id$"));
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_of_accounts_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (world, folder) = (World::start().await, Folder::new());
    world.with_accounts(ACCOUNTS).await;
    let path = folder.path().join("accounts.csv");
    let mut out = Vec::new();
    let outcome = accounts_export::run(&world.app, Some(&path), true, Form::Text, &mut out).await;
    assert_eq!(outcome.unwrap(), Outcome::Done);
    let told = String::from_utf8(out).unwrap();
    assert!(told.starts_with("4 accounts written to "), "{told}");
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 5);
}
