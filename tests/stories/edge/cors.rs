//! Other origins: none by default, and the public routes alone for those configured.

use serde_json::json;
use tests::{Request, World};

const FRIEND: &str = "https://app.example.org";

fn preflight(world: &World, path: &str, origin: &str, method: &str) -> Request {
    let request = world.request("OPTIONS", path).header("Origin", origin);
    let request = request.header("Access-Control-Request-Method", method);
    request.header("Access-Control-Request-Headers", "content-type")
}

// T-421, T-818
#[tokio::test]
async fn no_other_origin_is_allowed_by_default() {
    let world = World::start().await;
    for (path, methods) in super::routes::routes() {
        for origin in [FRIEND, "null", "https://evil.example"] {
            let answer = preflight(&world, &path, origin, &methods[0]).send().await;
            assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
            let answer = world
                .request(&methods[0], &path)
                .header("Origin", origin)
                .json(&json!({}))
                .send()
                .await;
            assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
        }
    }
}

// T-818
#[tokio::test]
async fn a_configured_origin_may_call_the_public_routes_and_no_others() {
    let world = World::with(&[
        ("ALLOWED_ORIGINS", FRIEND),
        ("LIMIT_REDEEMS_PER_ADDRESS", "1000"),
    ])
    .await;
    for (path, methods) in super::routes::routes() {
        let public = path.starts_with("/v1/password");
        let allowed = public.then_some(FRIEND);
        // About Rekey itself, and nobody.
        if ["/v1/health", "/v1/openapi.json"].contains(&path.as_str()) {
            continue;
        }
        let answer = preflight(&world, &path, FRIEND, &methods[0]).send().await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            allowed,
            "preflight of {path}"
        );
        assert_eq!(answer.header("access-control-allow-credentials"), None);
        let answer = world
            .request(&methods[0], &path)
            .header("Origin", FRIEND)
            .json(&json!({}))
            .send()
            .await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            allowed,
            "{path}"
        );
        for origin in [
            "https://evil.example",
            "https://app.example.org.evil.example",
            "http://app.example.org",
            "null",
        ] {
            let answer = preflight(&world, &path, origin, &methods[0]).send().await;
            assert_ne!(
                answer.header("access-control-allow-origin"),
                Some(origin),
                "{path}"
            );
            assert_ne!(
                answer.header("access-control-allow-origin"),
                Some("*"),
                "{path}"
            );
        }
    }
}
