//! Setting a password with a link, once.

use serde_json::json;
use tests::{NEW_PASSWORD, OTHER_PASSWORD, PASSWORD, World, token_in, token_of};

// T-301, T-336
#[tokio::test]
async fn a_live_link_sets_the_password_and_is_used_up() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    let answer = world.redeem(&token, NEW_PASSWORD).await.expect(200);
    assert_eq!(answer.members(), ["applies_to", "message"]);
    assert_eq!(answer.json()["applies_to"], "sign-in");
    world.password_is_not("ana@example.com", PASSWORD).await;
    world.password_is("ana@example.com", NEW_PASSWORD).await;
    assert_eq!(world.state(&token).await, "used");
}

// T-301
#[tokio::test]
async fn a_redeemed_link_raises_the_epoch_by_one() {
    let world = World::start().await;
    let before = world
        .verify("ana@example.com", PASSWORD)
        .await
        .expect(200)
        .json();
    let token = world.token_asked_for("ana@example.com").await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    let after = world
        .verify("ana@example.com", NEW_PASSWORD)
        .await
        .expect(200)
        .json();
    assert_eq!(
        after["epoch"].as_u64(),
        before["epoch"].as_u64().map(|epoch| epoch + 1)
    );
    assert_eq!(after["must_change"], false);
}

// T-301, T-615
#[tokio::test]
async fn the_holder_is_told_by_mail_that_the_password_has_changed_and_never_the_password() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    world.settle().await;
    let mails = world.mails_to("ana@example.com").await;
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].token(), None);
    assert_eq!(mails[0].headers["Auto-Submitted"], "auto-generated");
    assert!(!mails[0].whole().contains(NEW_PASSWORD));
    assert!(!mails[0].whole().contains(&token));
}

// T-302
#[tokio::test]
async fn a_used_link_changes_nothing_again() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    let before = world.records().await;
    world
        .redeem(&token, OTHER_PASSWORD)
        .await
        .refused(410, "link-used");
    world
        .redeem(&token, NEW_PASSWORD)
        .await
        .refused(410, "link-used");
    world.nothing_happened_since(&before).await;
    world.password_is("ana@example.com", NEW_PASSWORD).await;
}

#[tokio::test]
async fn the_old_password_works_until_the_new_one_is_set() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    world.password_is("ana@example.com", PASSWORD).await;
    world.inspect(&token).await.expect(200);
    world.password_is("ana@example.com", PASSWORD).await;
}

#[tokio::test]
async fn redeeming_an_administrators_link_activates_an_invited_account() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let token = world.token_handed_over(&adam, "ivan@example.com").await;
    assert_eq!(
        world.account("ivan@example.com").await["standing"],
        "invited"
    );
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    assert_eq!(
        world.account("ivan@example.com").await["standing"],
        "active"
    );
    world.password_is("ivan@example.com", NEW_PASSWORD).await;
    world.token_asked_for("ivan@example.com").await;
}

// T-338
#[tokio::test]
async fn sessions_from_before_end() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let olivia = world.olivia().await;
    let token = world.token_handed_over(&olivia, "adam@example.com").await;
    assert!(
        world.is_signed_in(&adam).await,
        "issuing a link ends no session"
    );
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    assert!(!world.is_signed_in(&adam).await);
    world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .not_authenticated();
    world
        .sign_in_with("adam@example.com", PASSWORD)
        .await
        .refused(401, "wrong-credentials");
    world
        .sign_in_with("adam@example.com", NEW_PASSWORD)
        .await
        .expect(201);
}

#[tokio::test]
async fn for_an_sso_administrator_the_password_applies_to_the_admin_area() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let token = world.token_handed_over(&olivia, "sofia@example.com").await;
    let answer = world.redeem(&token, NEW_PASSWORD).await.expect(200).json();
    assert_eq!(answer["applies_to"], "admin-area");
    world
        .sign_in_with("sofia@example.com", NEW_PASSWORD)
        .await
        .expect(201);
    let refused = world
        .verify("sofia@example.com", NEW_PASSWORD)
        .await
        .refused(403, "account-not-eligible");
    assert_eq!(
        refused["sso"]["provider"],
        world.account("sofia@example.com").await["sso"]["provider"]
    );
}

// T-340
#[tokio::test]
async fn scanners_that_open_the_link_do_not_use_it_up() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    for _ in 0..20 {
        for method in ["GET", "HEAD", "OPTIONS"] {
            let path =
                format!("/v1/password-resets/redeem?token={token}&password=ninespoonsandalamp");
            let answer = world.request(method, &path).send().await;
            assert_ne!(answer.status, 200, "{answer:?}");
            // A browser keeps what is behind the `#`; what rewrites links may send it.
            for page in ["/reset".to_owned(), format!("/reset%23{token}")] {
                world.request(method, &page).send().await;
            }
        }
        world
            .get("/v1/password-resets/redeem")
            .header("X-HTTP-Method-Override", "POST")
            .send()
            .await
            .problem(405);
    }
    assert_eq!(world.state(&token).await, "live");
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
}

#[tokio::test]
async fn a_form_sets_the_password_too_and_is_answered_with_a_page() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    let redeem = |password| {
        world
            .post("/v1/password-resets/redeem")
            .form(&[("token", &token), ("password", password)])
            .send()
    };
    assert_eq!(redeem("short").await.status, 422);
    assert_eq!(redeem("").await.status, 422);
    let without_a_code = world
        .post("/v1/password-resets/redeem")
        .form(&[("token", ""), ("password", NEW_PASSWORD)]);
    assert_eq!(without_a_code.send().await.status, 404);
    assert_eq!(world.state(&token).await, "live");
    let answer = redeem(NEW_PASSWORD).await.expect(200);
    assert!(
        answer
            .header("content-type")
            .unwrap()
            .starts_with("text/html"),
        "{answer:?}"
    );
    assert!(!answer.text().contains(&token) && !answer.text().contains(NEW_PASSWORD));
    world.password_is("ana@example.com", NEW_PASSWORD).await;
    assert_eq!(redeem(OTHER_PASSWORD).await.status, 410);
    world.password_is("ana@example.com", NEW_PASSWORD).await;
}

/// Whoever has set the password, or may have, is led to where it is wanted; and told what to do if it was somebody else.
#[tokio::test]
async fn a_form_whose_link_is_used_leads_to_the_sign_in_and_warns() {
    const SIGN_IN: &str = "https://app.example.org/sign-in";
    let world = World::with(&[("SIGN_IN_URL", SIGN_IN)]).await;
    let token = world.token_asked_for("ana@example.com").await;
    let redeem = || {
        world
            .post("/v1/password-resets/redeem")
            .form(&[("token", &token), ("password", NEW_PASSWORD)])
            .send()
    };
    world
        .store_fault("error", 200, Some("TransactWriteItems"))
        .await;
    let in_doubt = redeem().await.expect(503).text().to_owned();
    world.mend_the_store().await;
    redeem().await.expect(200);
    let used = redeem().await.expect(410).text().to_owned();
    assert!(used.contains("Was it not you?"), "{used}");
    assert!(!in_doubt.contains("Was it not you?"), "{in_doubt}");
    for page in [used, in_doubt] {
        let sign_in = page.find(&format!("href=\"{SIGN_IN}\""));
        let again = page.find("href=\"/forgot?lang=en\"");
        assert!(sign_in.is_some() && sign_in < again, "{page}");
    }
}

/// Staff who sign in elsewhere have a password for the administration area, and a page that says so.
#[tokio::test]
async fn a_form_is_told_which_area_the_password_is_for() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let token = world.token_handed_over(&olivia, "sofia@example.com").await;
    let form = world
        .post("/v1/password-resets/redeem")
        .form(&[("token", &token), ("password", NEW_PASSWORD)]);
    let answer = form.send().await.expect(200);
    assert!(answer.text().contains("administration area"), "{answer:?}");

    // Nobody signs in with an address that two accounts have.
    let twin = json!({"email": "ana@example.com", "name": "Another Ana", "tenant": "acme"});
    let created = world.create(&olivia, twin).await.expect(201).json();
    let token = token_in(&created["reset"]);
    let form = world
        .post("/v1/password-resets/redeem")
        .form(&[("token", &token), ("password", NEW_PASSWORD)]);
    let answer = form.send().await.expect(200);
    assert!(
        answer.text().contains("neither a username nor"),
        "{answer:?}"
    );
}

#[tokio::test]
async fn a_form_keeps_every_character_of_the_password() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    let password = "  50% of a+b & c=d; päivää ☂  ";
    let form = world
        .post("/v1/password-resets/redeem")
        .form(&[("token", &token), ("password", password)]);
    form.send().await.expect(200);
    world.password_is("ana@example.com", password).await;
    world
        .password_is_not("ana@example.com", password.trim())
        .await;
}

#[tokio::test]
async fn a_form_takes_the_whole_link_and_space_around_it() {
    let world = World::with(&[("LINK_TEMPLATE", "https://app.example/reset?x=1#t={token}")]).await;
    let redeem = |pasted: &str, password| {
        world
            .post("/v1/password-resets/redeem")
            .form(&[("token", pasted), ("password", password)])
            .send()
    };
    let mail = world.mail_asked_for("ana@example.com").await;
    let (link, token) = (mail.reset_link().expect("a link"), token_of(&mail));
    for pasted in [
        link.to_owned(),
        format!("\t{link}\r\n"),
        format!("\u{A0}{token}\u{A0}"),
        format!("\u{FEFF}{token}\u{2009}"),
        format!("https://app.example/reset%23{token}"),
        format!("https://looks.example/?url=https%3A%2F%2Fapp.example%2Freset%23{token}&data=05"),
        format!(
            "https://looks.example/?url=https%253A%252F%252Fapp.example%252Freset%2523{token}&data=05"
        ),
        format!("{}%0A{}", &token[..30], &token[30..]),
        format!("{link}."),
        format!("{link}ä"),
        format!("\u{201c}{token}\u{201d}, please"),
        format!("{} {}\u{200B}", &token[..30], &token[30..]),
    ] {
        let answer = redeem(&pasted, "short").await;
        assert_eq!(answer.status, 422, "{pasted:?}");
    }
    for pasted in [token[1..].to_owned(), format!("{}-", &token[..63])] {
        let answer = redeem(&pasted, NEW_PASSWORD).await;
        assert_eq!(answer.status, 404, "{pasted:?}");
    }
    assert_eq!(world.state(&token).await, "live");
    redeem(link, NEW_PASSWORD).await.expect(200);
    world.password_is("ana@example.com", NEW_PASSWORD).await;
}
