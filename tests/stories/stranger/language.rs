//! The language of a mail: the account's, else the one asked in, else English.

use serde_json::json;
use tests::{Mail, NEW_PASSWORD, World, token_of};

async fn mail_asked_for_in(world: &World, locale: &str, address: &str) -> Mail {
    let body = json!({"identifier": address, "locale": locale});
    let asking = world.post("/v1/password-resets").json(&body);
    asking.send().await.expect(202);
    world.settle().await;
    newest(world, address).await
}

async fn newest(world: &World, address: &str) -> Mail {
    let mails = world.mails_to(address).await;
    mails.into_iter().next().expect("a mail has come")
}

fn is_in(mail: &Mail, language: &str, words: &str) {
    assert_eq!(mail.headers["Content-Language"], language);
    let tag = format!("<html lang=\"{language}\"");
    assert!(mail.html.contains(&tag), "{}", mail.html);
    assert!(mail.text.contains(words), "{}", mail.text);
}

#[tokio::test]
async fn an_account_with_a_language_is_written_to_in_it_whatever_was_asked_in() {
    let world = World::start().await;
    let swiss = json!({"locale": "de-CH"});
    world.olivia_edits("ana@example.com", swiss).await;
    let mail = mail_asked_for_in(&world, "fr", "ana@example.com").await;
    is_in(&mail, "de", "Der Link funktioniert nur einmal.");
    world
        .redeem(&token_of(&mail), NEW_PASSWORD)
        .await
        .expect(200);
    world.settle().await;
    is_in(&newest(&world, "ana@example.com").await, "de", "wurde am");
}

#[tokio::test]
async fn an_account_without_one_is_written_to_in_the_language_asked_in() {
    let world = World::start().await;
    let mail = mail_asked_for_in(&world, "JA-jp", "ana@example.com").await;
    is_in(&mail, "ja", "このリンクは1回だけ使えます。");
    let mail = mail_asked_for_in(&world, "es-419", "sam@example.com").await;
    is_in(&mail, "es", "Example SSO");
}

#[tokio::test]
async fn nobody_is_written_to_in_a_language_that_there_are_no_words_for() {
    let world = World::start().await;
    let mail = mail_asked_for_in(&world, "pt-BR", "ana@example.com").await;
    is_in(&mail, "en", "The link works once.");
}

#[tokio::test]
async fn an_administrator_sends_in_the_language_of_the_account() {
    let world = World::start().await;
    let bearer = world.olivia().await;
    mail_asked_for_in(&world, "fr", "ana@example.com").await;
    let by_mail = json!({"delivery": "email"});
    let target = "ana@example.com";
    world
        .reset_link(&bearer, target, by_mail.clone())
        .await
        .expect(200);
    is_in(&newest(&world, target).await, "en", "The link works once.");
    world.olivia_edits(target, json!({"locale": "fr"})).await;
    world.reset_link(&bearer, target, by_mail).await.expect(200);
    is_in(&newest(&world, target).await, "fr", "Ce lien ne fonctionne");
}
