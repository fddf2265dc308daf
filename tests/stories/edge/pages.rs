//! The pages' own headers, languages and assets, and those of the answers to forms.

use tests::{Answer, World};

const PAGES: [&str; 5] = [
    "/forgot",
    "/reset",
    "/not-me",
    "/console",
    "/problems/link-expired",
];

/// A form with an identifier, from a browser that likes best what is said.
async fn ask_by_form(world: &World, query: &str, language: &str, identifier: &str) -> Answer {
    world
        .post(&format!("/v1/password-resets{query}"))
        .header("Accept-Language", language)
        .form(&[("identifier", identifier)])
        .send()
        .await
}

/// What must hold for every answer, a page or not: HSTS of a year, no opener, no frame, nothing loaded from elsewhere.
fn is_closed(answer: &Answer) -> String {
    let hsts = answer.header("strict-transport-security").unwrap_or("none");
    let seconds = hsts.split(['=', ';']).nth(1).map(str::parse::<u64>);
    let a_year = |seconds: u64| seconds >= 31_536_000;
    assert!(
        matches!(seconds, Some(Ok(seconds)) if a_year(seconds)),
        "{hsts}"
    );
    assert_eq!(
        answer.header("cross-origin-opener-policy"),
        Some("same-origin")
    );
    let policy = answer
        .header("content-security-policy")
        .unwrap_or_default()
        .to_owned();
    let directives: Vec<&str> = policy.split(';').map(str::trim).collect();
    for wanted in [
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(directives.contains(&wanted), "{wanted} in {policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*'));
    policy
}

// T-801
#[tokio::test]
async fn every_page_lets_nothing_in() {
    let world = World::start().await;
    let mut answers = vec![
        ask_by_form(&world, "", "en", "ana@example.com").await,
        ask_by_form(&world, "", "en", "a\u{7}b").await,
    ];
    for path in PAGES {
        answers.push(world.get(path).send().await.expect(200));
    }
    for answer in answers {
        let kind = answer.header("content-type");
        assert_eq!(kind, Some("text/html; charset=utf-8"));
        let policy = is_closed(&answer);
        let directives: Vec<&str> = policy.split(';').map(str::trim).collect();
        for wanted in ["form-action 'self'", "object-src 'none'"] {
            assert!(directives.contains(&wanted), "{wanted} in {policy}");
        }
        for directive in directives {
            let (_, sources) = directive.split_once(' ').unwrap();
            assert!(["'self'", "'none'"].contains(&sources), "{directive}");
        }
        let page = answer.text();
        for inside in [
            " style=",
            "<style",
            " onclick=",
            " onload=",
            "javascript:",
            "src=\"http",
            "href=\"http",
            "src=\"//",
            "href=\"//",
        ] {
            assert!(!page.contains(inside), "{inside}");
        }
    }
}

// T-819
#[tokio::test]
async fn an_error_lets_nothing_in_either() {
    let world = World::with(&[("LIMIT_REDEEMS_PER_ADDRESS", "1")]).await;
    world.state("no token").await;
    let limited = world.inspect("no token").await.expect(429);
    world.store_fault("error", 100, None).await;
    let unavailable = world.ask("ana@example.com").await.expect(503);
    world.mend_the_store().await;
    for answer in [
        limited,
        unavailable,
        world.get("/nothing").send().await.expect(404),
        world.get("/assets/x/nothing.js").send().await.expect(404),
        world.get("/problems/nothing").send().await.expect(404),
        world.post("/forgot").send().await.expect(405),
        world.get("/v1/admin/accounts").send().await.expect(401),
    ] {
        is_closed(&answer);
    }
}

#[tokio::test]
async fn a_page_speaks_what_its_reader_likes_best() {
    let world = World::start().await;
    for (header, query, language) in [
        ("de-AT,de;q=0.9,en;q=0.5", "", "de"),
        ("pt,fr;q=0.3,es;q=0.4", "", "es"),
        ("xx", "", "en"),
        ("de", "?lang=ja", "ja"),
        ("de", "?lang=fr-CA", "fr"),
        ("de", "?lang=xx", "de"),
        ("de", "?lang=%22%3E%3Cscript%3E", "de"),
    ] {
        for path in PAGES {
            let request = world.get(&format!("{path}{query}"));
            let answer = request.header("Accept-Language", header).send().await;
            let answer = answer.expect(200);
            let opening = format!("<html lang=\"{language}\" dir=\"ltr\">");
            assert!(answer.text().contains(&opening), "{path} {header} {query}");
            assert_eq!(answer.header("content-language"), Some(language));
            assert_eq!(answer.header("vary"), Some("Accept-Language"));
        }
    }
}

#[tokio::test]
async fn the_answer_to_a_form_speaks_the_same_language_for_everybody() {
    let world = World::start().await;
    let known = ask_by_form(&world, "", "fr", "ana@example.com").await;
    let known = known.expect(202);
    assert!(known.text().contains("Regardez vos e-mails"));
    let unknown = ask_by_form(&world, "", "fr", "nobody@example.com").await;
    assert_eq!(known.text(), unknown.expect(202).text());
    let other = ask_by_form(&world, "?lang=ja", "fr", "ana@example.com").await;
    assert!(other.text().contains("メールをご確認ください"));
}

#[tokio::test]
async fn a_form_that_is_too_much_is_told_how_long_to_wait_and_led_back() {
    let world = World::with(&[
        ("LIMIT_ASKS_PER_ADDRESS", "1"),
        ("LIMIT_REDEEMS_PER_ADDRESS", "1"),
    ])
    .await;
    let redeem = async || {
        let request = world.post("/v1/password-resets/redeem?lang=de");
        let form = [("token", "no token"), ("password", "no password")];
        request.form(&form).send().await
    };
    ask_by_form(&world, "", "en", "ana@example.com")
        .await
        .expect(202);
    redeem().await.expect(404);
    for (answer, way) in [
        (
            ask_by_form(&world, "?lang=de", "en", "ana@example.com").await,
            "/forgot?lang=de",
        ),
        (redeem().await, "/reset?lang=de"),
    ] {
        let answer = answer.expect(429);
        let seconds: u64 = answer
            .header("retry-after")
            .expect("when")
            .parse()
            .expect("a number");
        let wait = match seconds.div_ceil(60) {
            1 => "Warten Sie eine Minute".to_owned(),
            minutes => format!("Warten Sie {minutes} Minuten"),
        };
        assert!(answer.text().contains(&wait), "{}", answer.text());
        assert!(answer.text().contains(&format!("href=\"{way}\"")));
    }
}

#[tokio::test]
async fn an_asset_is_kept_for_ever_under_its_own_name_only() {
    let world = World::with(&[("BRAND_COLOR", "#ffd400")]).await;
    let page = world.get("/reset").send().await.expect(200);
    let quoted = page.text().split('"');
    let assets: Vec<&str> = quoted.filter(|text| text.starts_with("/assets/")).collect();
    assert_eq!(assets.len(), 3, "icon, style sheet, script: {assets:?}");
    for path in assets {
        let asset = world.get(path).send().await.expect(200);
        let keep = asset.header("cache-control");
        assert_eq!(keep, Some("public, max-age=31536000, immutable"), "{path}");
        // A page from before an update asks for what was.
        let name = path.rsplit_once('/').unwrap().1;
        let old = world.get(&format!("/assets/0123456789ab/{name}")).send();
        let old = old.await.expect(200);
        assert_eq!(old.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(old.text(), asset.text());
    }
    let tinted = page
        .text()
        .split('"')
        .find(|text| text.ends_with("/page.css"));
    let other = World::start().await;
    let plain = other.get("/reset").send().await.expect(200);
    assert!(
        !plain.text().contains(tinted.unwrap()),
        "another brand, another name"
    );
}
