//! Which paths there are, and by which methods.

use serde_json::json;
use tests::{NOBODY, World};

/// Every path of the API with the methods that it has, by the API's document.
pub fn routes() -> Vec<(String, Vec<String>)> {
    let document = rekey::api::document();
    let paths = document["paths"].as_object().expect("paths");
    let routes: Vec<_> = paths
        .iter()
        .map(|(path, item)| {
            let path = path.replace("{id}", NOBODY).replace("{batch_id}", NOBODY);
            let methods = item.as_object().expect("methods").keys();
            (path, methods.map(|method| method.to_uppercase()).collect())
        })
        .collect();
    assert!(routes.len() >= 19, "{routes:?}");
    assert!(routes.iter().all(|(path, _)| !path.contains('{')));
    routes
}

#[tokio::test]
async fn rekey_says_that_it_is_well() {
    let world = World::start().await;
    let answer = world.get("/v1/health").send().await.expect(200);
    assert_eq!(answer.members(), ["status", "version"]);
    assert_eq!(answer.json()["status"], "ok");
}

// T-126, T-342
#[tokio::test]
async fn other_methods_are_refused_with_those_allowed() {
    let world = World::start().await;
    let before = world.records().await;
    for (path, allowed) in routes() {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"] {
            if allowed.iter().any(|one| one == method) {
                continue;
            }
            let answer = world
                .request(method, &path)
                .header("X-HTTP-Method-Override", &allowed[0])
                .send()
                .await;
            assert_eq!(answer.status, 405, "{method} {path} {answer:?}");
            answer.problem(405);
            let told = answer
                .header("allow")
                .unwrap_or_else(|| panic!("no Allow: {method} {path}"));
            let told: Vec<&str> = told.split(',').map(str::trim).collect();
            for method in &allowed {
                assert!(told.contains(&method.as_str()), "{told:?} {path}");
            }
            assert!(!told.contains(&method), "{told:?} {path}");
        }
    }
    world.nothing_happened_since(&before).await;
}

// T-126
#[tokio::test]
async fn head_is_no_way_to_do_anything() {
    let world = World::start().await;
    for (path, allowed) in routes() {
        if !allowed.iter().any(|one| one == "GET") {
            let answer = world.request("HEAD", &path).send().await;
            assert_eq!(answer.status, 405, "{path} {answer:?}");
            assert!(answer.header("allow").is_some(), "{path}");
        }
    }
}

#[tokio::test]
async fn paths_that_are_only_like_one_are_not_found() {
    let world = World::start().await;
    for path in [
        "/v1",
        "/v1/",
        "/v2/password-resets",
        "/V1/password-resets",
        "/v1/password-resets/",
        "/v1/Password-Resets",
        "/v1/password-resets/x",
        "/v1//password-resets",
        "//v1/password-resets",
        "/v1/password-resets%2Finspect",
        "/v1/password-resets/redeem/now",
        "/v1/admin",
        "/v1/admin/accounts/",
        "/v1/admin/accounts//reset-link",
        "/v1/admin/accounts//reset-link/reveal",
        "/v1/admin/accounts//history",
        "/v1/admin/reset-links/",
        "/nothing",
        "/.env",
    ] {
        for method in ["GET", "POST"] {
            let answer = world
                .request(method, path)
                .json(&json!({"identifier": "ana@example.com"}))
                .send()
                .await;
            assert_eq!(answer.status, 404, "{method} {path} {answer:?}");
            answer.problem(404);
        }
    }
    world.settle().await;
    assert!(world.mails().await.is_empty());
}

#[tokio::test]
async fn paths_that_are_no_text_are_not_found_whatever_else_is_wrong() {
    let world = World::start().await;
    for path in [
        "/x%ff",
        "/%C3",
        "/reset%23%ff",
        "/problems/%ff",
        "/assets/%ff/page.css",
        "/assets/0/page.css%ED%A0%80",
        "/v1/admin/accounts/%ff",
        "/v1/admin/accounts/%ff/password",
        "/v1/admin/accounts/%ff/history",
        "/v1/admin/reset-links/%ff",
    ] {
        for method in ["GET", "PUT", "PATCH", "BREW"] {
            let request = world.request(method, path).body("text/plain", "x");
            request.send().await.problem(404);
        }
    }
    world.get("/reset%23%C3%A4").send().await.expect(200);
}

#[tokio::test]
async fn a_page_whose_hash_became_part_of_its_path_is_only_read() {
    let world = World::start().await;
    for path in [
        "/reset",
        "/reset%23abc",
        "/reset%2523abc",
        "/not-me",
        "/not-me%23abc",
    ] {
        world.get(path).send().await.expect(200);
        for method in ["POST", "DELETE", "OPTIONS"] {
            let answer = world.request(method, path).send().await;
            assert_eq!(answer.header("allow"), Some("GET,HEAD"), "{method} {path}");
            answer.problem(405);
        }
    }
    let nothing = world.request("POST", "/nothing%23abc").send().await;
    nothing.problem(404);
}

/// What people type, and what mail programs make of a link, leads to a page; a program is told as everywhere.
#[tokio::test]
async fn people_who_mistype_an_address_are_led_on() {
    let world = World::start().await;
    let to = async |path: &str| {
        let answer = world.get(path).send().await;
        let place = answer.header("location").unwrap_or_default().to_owned();
        (answer.status, place)
    };
    assert_eq!(to("/").await, (307, "/forgot".to_owned()));
    assert_eq!(to("/?lang=de").await, (307, "/forgot?lang=de".to_owned()));
    assert_eq!(
        to("/reset/?lang=de").await,
        (308, "/reset?lang=de".to_owned())
    );
    for page in ["/forgot", "/reset", "/not-me", "/console"] {
        assert_eq!(to(&format!("{page}/")).await, (308, page.to_owned()));
    }
    for path in ["/", "/forgot/", "/console/"] {
        let answer = world.request("POST", path).send().await;
        assert_eq!(answer.header("allow"), Some("GET,HEAD"), "{path}");
        answer.problem(405);
    }
    let nothing = world.request("POST", "/nothing/").send().await;
    nothing.problem(404);
    for path in ["/Reset", "/nothing", "/nothing/"] {
        let browser = world.get(path).header("Accept", "text/html,*/*;q=0.8");
        let page = browser.send().await.expect(404);
        assert!(page.text().contains("href=\"/forgot"), "{path}: {page:?}");
        assert!(page.text().contains("There is nothing at this path."));
        world.get(path).send().await.problem(404);
    }
}

// T-401, T-1203
#[tokio::test]
async fn every_route_for_administrators_refuses_a_caller_without_bearer() {
    let world = World::start().await;
    let ana = world.account_id("ana@example.com").await;
    let before = world.records().await;
    let mut asked = 0;
    for (path, methods) in routes() {
        if !path.starts_with("/v1/admin")
            && path != "/v1/sessions/current"
            && path != "/v1/credentials/verify"
        {
            continue;
        }
        let path = path.replace(NOBODY, &ana);
        for method in methods {
            for authorization in [
                None,
                Some("Bearer "),
                Some("Bearer x"),
                Some("Basic YWRhbTpwdw=="),
            ] {
                let mut request = world.request(&method, &path);
                if let Some(authorization) = authorization {
                    request = request.header("Authorization", authorization);
                }
                if !["GET", "DELETE"].contains(&method.as_str()) {
                    request = request.json(&json!({}));
                }
                request.send().await.not_authenticated();
                asked += 1;
            }
        }
    }
    assert!(asked >= 60, "{asked}");
    world.nothing_happened_since(&before).await;
}

// T-816
#[tokio::test]
async fn password_managers_are_sent_to_the_page_that_asks() {
    let world = World::start().await;
    let answer = world
        .get("/.well-known/change-password")
        .send()
        .await
        .expect(302);
    let to = answer
        .header("location")
        .expect("a redirect leads somewhere");
    assert!(
        to == "/forgot" || to == format!("{}/forgot", world.url()),
        "{to}"
    );
}
