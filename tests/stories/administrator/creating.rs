//! Creating an account: it is invited, and its link goes out at once.

use serde_json::{Value, json};
use tests::{
    Answer, NEW_PASSWORD, PASSWORD, World, all_at_once, lives_for, time, token_in, token_of,
};

const SENT: &str = "Account successfully created and reset password email sent.";

fn nora() -> Value {
    json!({"email": "nora@example.com", "name": "Nora New"})
}

fn sso() -> Value {
    json!({"provider": "Example SSO", "url": "https://sso.example.com/recover"})
}

/// Fails the test unless the text stands in no column of the list.
async fn is_nobody(world: &World, found_by: &str) {
    let found = world.search(&world.olivia().await, found_by).await;
    let found = found.expect(200).json();
    assert_eq!(found["accounts"], json!([]), "{found_by}");
}

// D13, D14, B2, T-1107
#[tokio::test]
async fn a_created_account_is_invited_and_its_link_mailed_at_once() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let answer = world.create(&adam, nora()).await.expect(201);
    assert_eq!(answer.members(), ["account", "message", "reset"]);
    let created = answer.json();
    assert_eq!(created["message"], SENT);
    let account = &created["account"];
    for (member, value) in [
        ("email", json!("nora@example.com")),
        ("username", Value::Null),
        ("name", json!("Nora New")),
        ("tenant", json!("acme")),
        ("role", json!("user")),
        ("standing", json!("invited")),
        ("sso", Value::Null),
        ("version", json!(1)),
    ] {
        assert_eq!(account[member], value, "{member} of {account}");
    }
    let reset = &created["reset"];
    for (member, value) in [
        ("status", "sent"),
        ("state", "live"),
        ("origin", "invitation"),
    ] {
        assert_eq!(reset[member], value, "{member} of {reset}");
    }
    assert_eq!(reset["delivery"]["state"], "sent", "{reset}");
    assert!(
        reset["link"].is_null() && reset["reason"].is_null(),
        "{reset}"
    );
    lives_for(reset, 7 * 24 * 60, 7 * 24 * 40);
    world.settle().await;
    let mails = world.mails().await;
    assert_eq!(mails.len(), 1, "the link, and no notice of it");
    assert_eq!(mails[0].to, ["nora@example.com"]);
    let token = token_of(&mails[0]);
    assert!(!answer.text().contains(&token), "the answer shows no link");
}

// B2, B5, B22
#[tokio::test]
async fn redeeming_the_invitation_activates_the_account() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world.create(&adam, nora()).await.expect(201);
    let token = token_of(&world.wait_for_mail("nora@example.com").await);
    world.ask("nora@example.com").await.expect(202);
    world.settle().await;
    assert_eq!(
        world.mails().await.len(),
        1,
        "the public page helps nobody who is not active yet"
    );
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    assert_eq!(
        world.account("nora@example.com").await["standing"],
        "active"
    );
    world.password_is("nora@example.com", NEW_PASSWORD).await;
    world
        .redeem(&token, PASSWORD)
        .await
        .refused(410, "link-used");
    world.token_asked_for("nora@example.com").await;
}

/// Creates, and fails the test unless the account is there and its link handed over for that reason.
async fn is_created_and_handed_over(world: &World, members: Value, reason: &str) {
    let adam = world.sign_in("adam@example.com").await;
    let mails = world.mails().await.len();
    let created = world
        .create(&adam, members.clone())
        .await
        .expect(201)
        .json();
    let reset = &created["reset"];
    assert_eq!(
        (&reset["status"], &reset["reason"], &reset["origin"]),
        (&json!("hand-over"), &json!(reason), &json!("invitation")),
        "{members} {created}"
    );
    assert!(
        reset["detail"]
            .as_str()
            .is_some_and(|text| !text.is_empty()),
        "{created}"
    );
    assert!(
        !created["message"].to_string().contains("email sent"),
        "never a false success: {created}"
    );
    assert_eq!(created["account"]["standing"], "invited");
    world.settle().await;
    assert_eq!(world.mails().await.len(), mails, "{reason}");
    world.mail_mode("accept").await;
    world
        .redeem(&token_in(reset), NEW_PASSWORD)
        .await
        .expect(200);
    let id = created["account"]["id"].as_str().expect("an id");
    assert_eq!(world.account(id).await["standing"], "active", "{reason}");
}

// E4, E5, T-411
#[tokio::test]
async fn an_account_that_mail_cannot_reach_is_created_and_its_link_handed_over() {
    let world = World::start().await;
    for (members, reason) in [
        (json!({"username": "nomail"}), "no-email"),
        (
            json!({"username": "twin3", "email": "TWINS@example.com"}),
            "email-not-unique",
        ),
        (
            json!({"email": "suppressionlist+nora@simulator.amazonses.com"}),
            "mail-suppressed",
        ),
    ] {
        is_created_and_handed_over(&world, members, reason).await;
    }
}

// T-411
#[tokio::test]
async fn an_account_whose_mail_is_refused_is_created_and_its_link_handed_over() {
    let world = World::start().await;
    for (mode, reason) in [
        ("reject", "mail-rejected"),
        ("not-verified", "mail-rejected"),
        ("paused", "mail-rejected"),
        ("suspended", "mail-rejected"),
        ("throttle", "mail-unconfirmed"),
        ("down", "mail-unconfirmed"),
    ] {
        world.mail_mode(mode).await;
        let members = json!({"email": format!("{mode}@example.com")});
        is_created_and_handed_over(&world, members, reason).await;
    }
}

#[tokio::test]
async fn an_unclear_mail_and_the_handed_over_invitation_are_the_same_link() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world.mail_mode("lose-answer").await;
    let created = world.create(&adam, nora()).await.expect(201).json();
    assert_eq!(created["reset"]["reason"], "mail-unconfirmed", "{created}");
    assert_ne!(created["message"], SENT);
    for mail in world.mails_to("nora@example.com").await {
        assert_eq!(token_of(&mail), token_in(&created["reset"]));
    }
}

// E3
#[tokio::test]
async fn without_a_sender_an_account_is_created_and_its_link_handed_over() {
    let world = World::with(&[("MAIL_FROM", "")]).await;
    is_created_and_handed_over(&world, nora(), "mail-not-configured").await;
}

// D16
#[tokio::test]
async fn a_link_is_shown_beside_the_sent_invitation_only_where_links_are_always_shown() {
    for (setting, shown) in [("always", true), ("on-request", false), ("fallback", false)] {
        let world = World::with(&[("SHOW_LINK", setting)]).await;
        let adam = world.sign_in("adam@example.com").await;
        let created = world.create(&adam, nora()).await.expect(201).json();
        assert_eq!(created["message"], SENT, "{setting}");
        let mailed = world
            .wait_for_mail("nora@example.com")
            .await
            .reset_link()
            .map(str::to_owned);
        assert_eq!(
            created["reset"]["link"].as_str().map(str::to_owned),
            mailed.filter(|_| shown),
            "{setting}"
        );
    }
}

// C2, C3, C6, T-510
#[tokio::test]
async fn an_account_that_signs_in_elsewhere_is_active_and_gets_no_link() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    for role in ["user", "admin", "owner"] {
        let email = format!("{role}@sso.example.com");
        let members = json!({"email": email, "tenant": "acme", "role": role, "sso": sso(), "send_link": true});
        let answer = world.create(&olivia, members).await.expect(201);
        assert_eq!(
            answer.members(),
            ["account", "message", "reset"],
            "a reset of null is there too"
        );
        let created = answer.json();
        assert_eq!(created["account"]["standing"], "active", "{created}");
        assert_eq!(created["account"]["sso"], sso(), "{created}");
        assert!(created["reset"].is_null(), "{created}");
        let message = created["message"].as_str().unwrap();
        assert!(
            !message.is_empty() && !message.contains("email sent"),
            "{created}"
        );
        let id = created["account"]["id"].as_str().unwrap();
        assert!(world.items_of("credentials", id).await.is_empty(), "{role}");
    }
    world.settle().await;
    assert!(world.mails().await.is_empty());
    assert!(world.table("links").await.is_empty());
}

#[tokio::test]
async fn an_account_may_be_created_without_sending_its_link_yet() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let members = json!({"email": "nora@example.com", "send_link": false});
    let created = world.create(&adam, members).await.expect(201).json();
    assert!(created["reset"].is_null(), "{created}");
    assert_ne!(created["message"], SENT);
    assert_eq!(created["account"]["standing"], "invited");
    world.settle().await;
    assert!(world.mails().await.is_empty());
    assert!(world.table("links").await.is_empty());
    assert!(world.account("nora@example.com").await["reset"].is_null());
    let token = world.token_handed_over(&adam, "nora@example.com").await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    assert_eq!(
        world.account("nora@example.com").await["standing"],
        "active"
    );
}

// C12
#[tokio::test]
async fn a_username_that_is_taken_creates_nothing_and_sends_nothing() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let gina = world.sign_in("gina@example.com").await;
    let before = world.records().await;
    for (bearer, username) in [(&adam, "twin1"), (&adam, " TWIN1 "), (&gina, "noemail")] {
        let members = json!({"username": username, "email": "nora@example.com"});
        world
            .create(bearer, members)
            .await
            .refused(409, "username-taken");
    }
    world.nothing_happened_since(&before).await;
    is_nobody(&world, "nora").await;
}

#[tokio::test]
async fn of_ten_accounts_of_one_username_one_is_created() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let order = |number: u32| {
        let email = format!("nora{number}@example.com");
        let post = world.post("/v1/admin/accounts").bearer(&adam);
        post.json(&json!({"username": "nora", "email": email}))
    };
    let answers = all_at_once((0..10).map(order)).await;
    let (created, refused): (Vec<&Answer>, Vec<&Answer>) =
        answers.iter().partition(|answer| answer.status == 201);
    assert_eq!(created.len(), 1, "{answers:?}");
    for answer in refused {
        answer.refused(409, "username-taken");
    }
    world.settle().await;
    let email = created[0].json()["account"]["email"].clone();
    let mails = world.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(json!(mails[0].to), json!([email]));
    let found = world.search(&adam, "nora").await.expect(200).json();
    assert_eq!(
        found["accounts"].as_array().map(Vec::len),
        Some(1),
        "{found}"
    );
}

/// What an order to create comes to.
#[derive(Clone, Debug, PartialEq)]
enum Comes {
    Into(Value),
    Forbidden(Vec<&'static str>),
}

/// CONTRACT §3: an actor gives only roles below its own (an owner: any); a confined actor's accounts are always of its
/// own tenant.
fn comes_to(own_role: &str, own_tenant: Option<&str>, role: &str, tenant: &Value) -> Comes {
    let upward = own_role != "owner" && role != "user";
    let asked = tenant.as_str();
    let elsewhere = own_tenant.is_some() && asked.is_some() && asked != own_tenant;
    let mut rules = Vec::new();
    rules.extend(upward.then_some("upward"));
    rules.extend(elsewhere.then_some("scope"));
    if rules.is_empty() {
        Comes::Into(json!(own_tenant.or(asked)))
    } else {
        Comes::Forbidden(rules)
    }
}

// C9, T-406, T-408, T-503
#[tokio::test]
async fn an_actor_creates_only_below_itself_and_only_in_its_own_tenant() {
    let staff = |email: &str, role: &str, tenant: Value| json!({"email": email, "role": role, "tenant": tenant, "password": PASSWORD});
    let actors = [
        ("admin@acme.example", "admin", Some("acme")),
        ("owner@acme.example", "owner", Some("acme")),
        ("admin@free.example", "admin", None),
        ("owner@free.example", "owner", None),
    ];
    let accounts = actors.map(|(email, role, tenant)| staff(email, role, json!(tenant)));
    let world = World::among(accounts, &[]).await;
    let mut forbidden = 0;
    for (actor, own_role, own_tenant) in actors {
        let bearer = world.sign_in(actor).await;
        for role in ["user", "admin", "owner"] {
            for tenant in [json!("none"), Value::Null, json!("acme"), json!("globex")] {
                let mut members =
                    json!({"username": "somebody.new", "role": role, "send_link": false});
                let asked = if tenant == "none" {
                    Value::Null
                } else {
                    members["tenant"] = tenant.clone();
                    tenant
                };
                let what = format!("{actor} {members}");
                let before = world.table("accounts").await.len();
                let answer = world.create(&bearer, members).await;
                match comes_to(own_role, own_tenant, role, &asked) {
                    Comes::Into(tenant) => {
                        let account = answer.expect(201).json()["account"].clone();
                        assert_eq!(
                            (&account["tenant"], &account["role"]),
                            (&tenant, &json!(role)),
                            "{what}"
                        );
                        let id = account["id"].as_str().unwrap();
                        let olivia = world.olivia().await;
                        world
                            .edit_under(
                                &olivia,
                                id,
                                json!(1),
                                json!({"username": null, "email": "done@example.com"}),
                            )
                            .await
                            .expect(200);
                    }
                    Comes::Forbidden(rules) => {
                        let problem = answer.refused(403, "not-allowed");
                        let rule = problem["rule"].as_str().unwrap();
                        assert!(rules.contains(&rule), "{what}: {problem}");
                        assert_eq!(world.table("accounts").await.len(), before, "{what}");
                        forbidden += 1;
                    }
                }
            }
        }
    }
    assert_eq!(forbidden, 4 + 4 + 1 + 3 + 8, "the table refuses");
    assert!(world.mails().await.is_empty());
}

#[tokio::test]
async fn who_is_no_administrator_creates_nothing() {
    let world = World::start().await;
    let before = world.records().await;
    world
        .post("/v1/admin/accounts")
        .json(&nora())
        .send()
        .await
        .not_authenticated();
    world.create("nonsense", nora()).await.not_authenticated();
    world
        .create(world.service_key(), nora())
        .await
        .not_allowed("scope");
    world.nothing_happened_since(&before).await;
    is_nobody(&world, "nora").await;
}

#[tokio::test]
async fn an_account_that_nothing_could_find_is_not_created() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    for members in [
        json!({}),
        json!({"name": "Nora New"}),
        json!({"username": null, "email": null, "name": "Nora New"}),
    ] {
        world.create(&adam, members).await.problem(400);
    }
    world.nothing_happened_since(&before).await;
}

// T-118, T-503
#[tokio::test]
async fn a_member_that_is_not_valid_is_named_and_its_value_is_not_repeated() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    let long = format!("Hippopotamus {}", "o".repeat(200));
    for (member, value) in [
        ("username", json!("hippo@potamus")),
        ("username", json!("h")),
        ("username", json!("hippo potamus")),
        ("username", json!("hippopötamus")),
        ("username", json!("h".repeat(65))),
        ("username", json!("")),
        ("email", json!("hippopotamus")),
        ("email", json!("hippo@potamus@example.com")),
        ("email", json!("hippo potamus@example.com")),
        ("email", json!("\"hippo\"@example.com")),
        ("email", json!("hippo%potamus@example.com")),
        ("email", json!("hippo@[192.0.2.1]")),
        ("email", json!("hippopotamus@localhost")),
        ("email", json!("hippo\u{200b}potamus@example.com")),
        (
            "email",
            json!(format!("hippo@{}.example.com", "o".repeat(250))),
        ),
        ("name", json!("Hippo\u{0}potamus")),
        ("name", json!("Hippo\r\npotamus")),
        ("name", json!(long)),
        ("tenant", json!("hippo potamus!")),
        ("tenant", json!("hippo#potamus")),
        ("role", json!("hippopotamus")),
        (
            "sso",
            json!({"provider": "Hippo", "url": "http://hippo.example.com"}),
        ),
        (
            "sso",
            json!({"provider": "Hippo", "url": "javascript:hippo()"}),
        ),
        (
            "sso",
            json!({"provider": "", "url": "https://hippo.example.com"}),
        ),
        ("locale", json!("hippopotamus language")),
    ] {
        let mut members = json!({"username": "nora", "email": "nora@example.com"});
        members[member] = value.clone();
        let answer = world.create(&adam, members).await;
        let problem = answer.problem(400);
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(member), "{member}={value}: {problem}");
        assert!(
            !answer.text().to_lowercase().contains("hippo"),
            "{member}={value}: {problem}"
        );
    }
    world.nothing_happened_since(&before).await;
    is_nobody(&world, "nora").await;
}

// T-503, T-512
#[tokio::test]
async fn what_is_no_account_in_json_creates_nothing() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    for (member, value) in [
        ("password", json!(NEW_PASSWORD)),
        ("standing", json!("active")),
        ("version", json!(7)),
        ("epoch", json!(7)),
        ("id", json!("01ARZ3NDEKTSV4RRFFQ69G5FAV")),
        ("must_change", json!(false)),
        ("nickname", json!("hippo")),
        ("email", json!(["nora@example.com", "hippo@example.com"])),
        ("email", json!({"$ne": "hippo"})),
        ("username", json!(424_242)),
        ("name", Value::Null),
        ("name", json!(["hippo"])),
        ("role", Value::Null),
        ("role", json!(2)),
        ("tenant", json!(true)),
        ("sso", json!("hippo")),
        ("sso", json!(["Hippo", "https://sso.example.com/"])),
        (
            "sso",
            json!({"provider": "Hippo", "url": "https://sso.example.com/", "more": 1}),
        ),
        ("locale", json!(["hippo"])),
        ("send_link", json!("hippo")),
        ("send_link", json!(1)),
        ("send_link", Value::Null),
    ] {
        let mut members = json!({"email": "nora@example.com"});
        members[member] = value.clone();
        let answer = world.create(&adam, members).await;
        assert_eq!(answer.status, 400, "{member}={value} {answer:?}");
        answer.problem(400);
        assert!(
            !answer.text().contains("hippo") && !answer.text().contains("424242"),
            "{answer:?}"
        );
    }
    for body in [
        "",
        "{",
        "[]",
        "null",
        r#"[{"email":"nora@example.com"}]"#,
        r#"{"email":"nora@example.com","email":"nina@example.com"}"#,
        r#"{"email":"nora@example.com"} {}"#,
    ] {
        let post = world.post("/v1/admin/accounts").bearer(&adam);
        post.body("application/json", body)
            .send()
            .await
            .problem(400);
    }
    world
        .post("/v1/admin/accounts")
        .bearer(&adam)
        .form(&[("email", "nora@example.com")])
        .send()
        .await
        .problem(415);
    world.nothing_happened_since(&before).await;
    is_nobody(&world, "nora").await;
}

// T-611
#[tokio::test]
async fn an_address_that_mail_cannot_carry_is_refused_with_its_reason() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    for email in [
        "nóra@example.com",
        "нора@example.com",
        "no\u{301}ra@example.com",
    ] {
        let answer = world.create(&adam, json!({"email": email})).await;
        let problem = answer.problem(400);
        let detail = problem["detail"].as_str().unwrap();
        assert!(
            detail.contains("ASCII") && detail.contains("before the at-sign"),
            "{problem}"
        );
        assert!(!answer.text().contains(email), "{problem}");
    }
    world.nothing_happened_since(&before).await;
}

// T-119
#[tokio::test]
async fn an_international_domain_is_kept_and_mailed_in_punycode() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let members = json!({"email": "Nora@Bücher.Example.com"});
    let created = world.create(&adam, members).await.expect(201).json();
    assert_eq!(
        created["account"]["email"],
        "nora@xn--bcher-kva.example.com"
    );
    assert_eq!(created["message"], SENT);
    let mail = world.wait_for_mail("nora@xn--bcher-kva.example.com").await;
    world
        .redeem(&token_of(&mail), NEW_PASSWORD)
        .await
        .expect(200);
    for typed in ["nora@bücher.example.com", "NORA@XN--BCHER-KVA.example.com"] {
        world.password_is(typed, NEW_PASSWORD).await;
    }
}

// T-423
#[tokio::test]
async fn an_invitation_counts_among_the_links_of_the_hour() {
    let world = World::with(&[("LIMIT_LINKS_PER_ADMIN", "2")]).await;
    let adam = world.sign_in("adam@example.com").await;
    world.create(&adam, nora()).await.expect(201);
    world
        .create(&adam, json!({"username": "nomail"}))
        .await
        .expect(201);
    let before = world.records().await;
    let accounts = world.table("accounts").await.len();
    world
        .create(&adam, json!({"email": "nina@example.com"}))
        .await
        .limited();
    world
        .create(&adam, json!({"email": "nina@example.com", "role": "owner"}))
        .await
        .limited();
    world
        .create(&adam, json!({"email": "nobody"}))
        .await
        .problem(400);
    world.nothing_happened_since(&before).await;
    assert_eq!(world.table("accounts").await.len(), accounts);
    for members in [
        json!({"email": "nina@example.com", "send_link": false}),
        json!({"email": "sara@example.com", "sso": sso()}),
    ] {
        let created = world.create(&adam, members).await.expect(201).json();
        assert!(
            created["reset"].is_null(),
            "without a link nothing is counted: {created}"
        );
    }
    world
        .reset_link(&adam, "nina@example.com", json!({}))
        .await
        .limited();
    world.advance("1h").await;
    world
        .create(&adam, json!({"email": "nils@example.com"}))
        .await
        .expect(201);
}

// D6
#[tokio::test]
async fn an_invitation_lives_as_long_as_is_set() {
    for (settings, lifetime, window) in [
        (
            vec![("INVITATION_LIFETIME", "3d")],
            3 * 24 * 60,
            2 * 24 * 60,
        ),
        (vec![("PRESET", "helpdesk")], 15, 10),
        (vec![("PRESET", "association")], 7 * 24 * 60, 16 * 60),
        (
            vec![("PRESET", "day"), ("INVITATION_LIFETIME", "2h")],
            120,
            80,
        ),
        (vec![("RESEND_WINDOW", "30m")], 7 * 24 * 60, 30),
    ] {
        let world = World::with(&settings).await;
        let adam = world.sign_in("adam@example.com").await;
        let created = world.create(&adam, nora()).await.expect(201).json();
        lives_for(&created["reset"], lifetime, window);
    }
}

// T-303
#[tokio::test]
async fn an_invitation_ends_and_the_account_can_be_invited_again() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let created = world.create(&adam, nora()).await.expect(201).json();
    let token = token_of(&world.wait_for_mail("nora@example.com").await);
    assert_eq!(
        time(&world.inspect(&token).await.json()["expires_at"]),
        time(&created["reset"]["expires_at"])
    );
    world.advance("6d23h59m").await;
    assert_eq!(world.state(&token).await, "live");
    world.advance("1m").await;
    world
        .redeem(&token, NEW_PASSWORD)
        .await
        .refused(410, "link-expired");
    let account = world.account("nora@example.com").await;
    assert_eq!(account["standing"], "invited");
    assert!(account["reset"].is_null(), "{account}");
    let adam = world.sign_in("adam@example.com").await;
    let again = world.token_handed_over(&adam, "nora@example.com").await;
    world.redeem(&again, NEW_PASSWORD).await.expect(200);
    world.password_is("nora@example.com", NEW_PASSWORD).await;
}

#[tokio::test]
async fn an_account_whose_creation_the_store_lost_the_answer_of_is_created_once_and_told_once() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .store_fault("lose-answer", 1, Some("TransactWriteItems"))
        .await;
    let members = json!({"username": "nora", "email": "nora@example.com"});
    let created = world.create(&adam, members).await.expect(201).json();
    assert_eq!(created["message"], SENT);
    world.settle().await;
    assert_eq!(world.mails().await.len(), 1);
    let found = world.search(&adam, "nora").await.expect(200).json();
    assert_eq!(
        found["accounts"].as_array().map(Vec::len),
        Some(1),
        "{found}"
    );
    let id = created["account"]["id"].as_str().unwrap();
    assert_eq!(found["accounts"][0]["id"], id);
    let entries = world.items_of("audit", id).await;
    let told = entries
        .iter()
        .filter(|entry| entry["what"] == "account-created");
    assert_eq!(told.count(), 1, "{entries:?}");
}

// Whoever was told to try again would make a second account with the same address.
#[tokio::test]
async fn an_account_that_is_there_is_told_as_created_even_if_every_answer_was_lost() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .store_fault("lose-answer", 10_000, Some("TransactWriteItems"))
        .await;
    let members = json!({"email": "nora@example.com", "send_link": false});
    let created = world.create(&adam, members).await.expect(201).json();
    world.mend_the_store().await;
    let found = world.search(&adam, "nora").await.expect(200).json();
    assert_eq!(found["accounts"].as_array().map(Vec::len), Some(1));
    assert_eq!(found["accounts"][0]["id"], created["account"]["id"]);
}

#[tokio::test]
async fn when_the_store_fails_no_account_is_created() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    for (fault, operation) in [
        ("error", Some("TransactWriteItems")),
        ("throttle", Some("TransactWriteItems")),
        ("error", None),
    ] {
        world.store_fault(fault, 300, operation).await;
        let answer = world.create(&adam, nora()).await;
        world.mend_the_store().await;
        answer.refused(503, "try-again-later");
        world.nothing_happened_since(&before).await;
    }
    is_nobody(&world, "nora").await;
    let created = world.create(&adam, nora()).await.expect(201).json();
    assert_eq!(created["message"], SENT, "nothing of it is in the way");
}

async fn is_asking(world: &World) -> bool {
    let calls = world.calls_of("accounts").await;
    calls
        .iter()
        .any(|call| call["operation"] == "GetSuppressedDestination")
}

#[tokio::test]
async fn an_account_whose_link_the_store_refuses_is_created_and_not_told_as_mailed() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    // Whether mail to the address is suppressed is asked between the two: while that hangs, the store breaks.
    world.mail_mode("timeout").await;
    world.forget_calls().await;
    let order = world.post("/v1/admin/accounts").bearer(&adam);
    let sent = tokio::spawn(order.json(&nora()).send());
    while !is_asking(&world).await {
        tokio::task::yield_now().await;
    }
    world
        .store_fault("error", 300, Some("TransactWriteItems"))
        .await;
    let answer = sent.await.expect("sending does not panic");
    world.mail_mode("accept").await;
    world.mend_the_store().await;
    let created = answer.expect(201).json();
    assert!(created["reset"].is_null(), "{created}");
    assert!(
        !created["message"].as_str().unwrap().contains("email sent"),
        "{created}"
    );
    world.settle().await;
    assert!(world.mails().await.is_empty());
    assert!(world.table("links").await.is_empty());
    let reset = world
        .reset_link(&adam, "nora@example.com", json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(reset["status"], "sent", "{reset}");
}
