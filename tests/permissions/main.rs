//! Least privilege, proven both ways. The local stack refuses what a function's role in `template.yaml` does not allow, so
//! every story shows that nothing is missing; this one uses all that is allowed, so that nothing is too much.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use rekey::emulators::{Action, Emulators, allowed};
use rekey::environment::Environment;
use rekey::functions::Functions;
use rekey::secrets::Secrets;
use rekey::template::functions;
use serde_json::{Value, json};
use tests::{Issuer, NEW_PASSWORD, OTHER_PASSWORD, PASSWORD, World};

/// How often the test looks whether the mail service has told something.
const PAUSE: Duration = Duration::from_millis(20);

const ADAM: &str = "adam@example.com";
const ANA: &str = "ana@example.com";
const NINA: &str = "nina@example.com";
const BOUNCING: &str = "bounce@simulator.amazonses.com";

/// Borne by one account in each of two tenants: the ask becomes work for each.
const SHARED: &str = "shared@example.com";

/// Somebody who came from another system, with the hash that Django made of `PASSWORD` there.
const IMKE: &str = "imke@example.com";
const IMKES_HASH: &str =
    "pbkdf2_sha256$20000$EFigu7j0g9gTbFe4iVubYB$/m/rSrFLXoBjGcNP9Q0TWJWHcl/bAelhasEbsDk4nh4=";

// T-1201
#[tokio::test]
async fn each_function_uses_all_that_its_role_allows() {
    let issuer = Issuer::start().await;
    let world = World::among(people(), &issuer.settings()).await;
    holders_of_links_act(&world).await;
    people_who_know_their_password_act(&world).await;
    administrators_help(&world, &issuer).await;
    the_directory_changes(&world).await;
    many_are_helped_at_once(&world).await;
    mail_is_late_and_comes_back(&world).await;
    let (mut too_much, mut refused) = (Vec::new(), Vec::new());
    for (function, _) in functions() {
        let (mut used, allowed) = (used_by(&world, function).await, allowed(function));
        used.append(&mut used_at_the_start_of(function).await);
        let of_function = |action: &Action| (function, action.clone());
        too_much.extend(allowed.difference(&used).map(of_function));
        refused.extend(used.difference(&allowed).map(of_function));
    }
    assert_eq!(too_much, [], "allowed and never used");
    assert_eq!(refused, [], "used and not allowed");
}

// T-1202
#[test]
fn who_redeems_links_neither_issues_nor_mails_them() {
    let forbidden = [
        ("PutItem", "links"),
        ("SendEmail", ""),
        ("GetSecretValue", "LinkKeys"),
    ];
    let redeem = allowed("redeem");
    for (action, on) in forbidden {
        let same =
            |has: &&Action| has.action == action && has.table.as_deref().unwrap_or_default() == on;
        assert_eq!(redeem.iter().find(same), None);
    }
}

fn people() -> Vec<Value> {
    let person = |email: &str, role: &str, tenant: &str| json!({"email": email, "name": email, "tenant": tenant, "role": role, "password": PASSWORD});
    let imke =
        json!({"email": IMKE, "name": "Imke", "tenant": "acme", "password_hash": IMKES_HASH});
    vec![
        person(ADAM, "admin", "acme"),
        person(ANA, "user", "acme"),
        person(BOUNCING, "user", "acme"),
        person(SHARED, "user", "acme"),
        person(SHARED, "user", "globex"),
        imke,
    ]
}

async fn holders_of_links_act(world: &World) {
    let token = world.token_asked_for(ANA).await;
    assert_eq!(world.state(&token).await, "live");
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    let token = world.token_asked_for(ANA).await;
    world.revoke(&token).await.expect(200);
    world.ask(SHARED).await.expect(202);
    world.settle().await;
    assert_eq!(world.mails_to(SHARED).await.len(), 2);
}

async fn people_who_know_their_password_act(world: &World) {
    world
        .change_password(ANA, NEW_PASSWORD, OTHER_PASSWORD)
        .await
        .expect(200);
    world.password_is_not(ANA, NEW_PASSWORD).await;
    // The first success makes a hash of our own of the imported one.
    world.password_is(IMKE, PASSWORD).await;
    let adam = world.sign_in(ADAM).await;
    world.set_pin(&adam, PASSWORD, "482916").await.expect(204);
    let current = world
        .delete("/v1/sessions/current")
        .bearer(&adam)
        .send()
        .await;
    current.expect(204);
}

async fn administrators_help(world: &World, issuer: &Issuer) {
    let adam = world.sign_in(ADAM).await;
    world.reset_link(&adam, ANA, json!({})).await.expect(200);
    world.reveal(&adam, ANA).await.expect(200);
    world.revoke_link(&adam, ANA).await.expect(204);
    world
        .set_password(&adam, ANA, NEW_PASSWORD)
        .await
        .expect(200);
    world.look_up(&adam, ANA).await.expect(200);
    // Whom the token of another issuer names is looked up by the identifier in it.
    let elsewhere = issuer.token(world, ADAM);
    world
        .set_password(&elsewhere, ANA, NEW_PASSWORD)
        .await
        .expect(200);
}

async fn the_directory_changes(world: &World) {
    let adam = world.sign_in(ADAM).await;
    let nina = json!({"email": NINA, "name": "Nina New", "tenant": "acme"});
    world.create(&adam, nina).await.expect(201);
    world.search(&adam, "nina").await.expect(200);
    world
        .edit(&adam, NINA, json!({"email": "nina.new@example.com"}))
        .await
        .expect(200);
    let sso = json!({"provider": "Example SSO", "url": "https://sso.example.com/recover"});
    world
        .edit(&adam, IMKE, json!({"sso": sso}))
        .await
        .expect(200);
    world.history(&adam, IMKE, "").await.expect(200);
}

async fn many_are_helped_at_once(world: &World) {
    let adam = world.sign_in(ADAM).await;
    let ana = world.account_id(ANA).await;
    let batch = world
        .start_batch(&adam, &json!({"account_ids": [ana], "delivery": "email"}))
        .await;
    world.settle().await;
    world.progress(&adam, &batch).await.expect(200);
    world
        .preview(&adam, json!({"search": "ana", "delivery": "email"}))
        .await;
}

async fn mail_is_late_and_comes_back(world: &World) {
    world.mail_mode_times("throttle", 1).await;
    world.ask(BOUNCING).await.expect(202);
    world.settle().await;
    world.retry_the_outbox().await;
    world.wait_for_mail(BOUNCING).await;
    while !used_by(world, "mail-events")
        .await
        .is_superset(&allowed("mail-events"))
    {
        tokio::time::sleep(PAUSE).await;
    }
    // Every window is over, and its nonce is erased.
    world.advance("8d").await;
    world.run_cleanup().await;
}

/// What a function calls before it takes its first request, which the local program keeps out of its list.
async fn used_at_the_start_of(function: &str) -> BTreeSet<Action> {
    let secrets = Secrets::load_or_make(None).expect("secrets");
    let environment = Environment::new(BTreeMap::new(), "http://localhost:8787", &secrets);
    let emulators = Emulators::start(None, "rekey-").await.expect("emulators");
    let emulators = Arc::new(emulators);
    let functions = Functions::new(environment, Arc::clone(&emulators));
    functions.app(function).await.expect("the function starts");
    emulators
        .calls
        .all()
        .into_iter()
        .flat_map(|call| call.actions)
        .collect()
}

async fn used_by(world: &World, function: &str) -> BTreeSet<Action> {
    let calls = world.calls_of(function).await;
    let actions = calls.into_iter().flat_map(|mut call| {
        serde_json::from_value::<Vec<Action>>(call["actions"].take())
            .expect("a call names its actions")
    });
    actions.collect()
}
