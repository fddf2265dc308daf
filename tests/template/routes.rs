//! Every route of the functions is in the template, by method and path, and leads to the function that has it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use adapters::clock::Clock;
use adapters::metrics::Metrics;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use rekey::emulators::Emulators;
use rekey::environment::Environment;
use rekey::functions::Functions;
use rekey::secrets::Secrets;
use rekey::template::{functions, resources, template};
use tests::{NOBODY, root};
use tower::ServiceExt as _;

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Paths that people mistype and mail programs mangle: whatever has no route goes to the pages.
const BY_DEFAULT: [&str; 3] = ["/", "/{page}", "/{page}/"];

/// What the template's routes lead to: method and path by the function's name.
fn deployed() -> BTreeMap<&'static str, BTreeSet<(&'static str, &'static str)>> {
    let mut routes = BTreeMap::<_, BTreeSet<_>>::new();
    for (_, route) in resources("AWS::ApiGatewayV2::Route") {
        let key = route["RouteKey"].as_str().expect("a key");
        let method_and_path = key.split_once(' ').unwrap_or((key, ""));
        routes
            .entry(target(&route["Target"]))
            .or_default()
            .insert(method_and_path);
    }
    routes
}

/// The binary of the function behind an integration.
fn target(target: &'static serde_json::Value) -> &'static str {
    let id = target["Fn::Sub"]
        .as_str()
        .and_then(|target| target.strip_prefix("integrations/${"));
    let id = id
        .and_then(|id| id.strip_suffix('}'))
        .expect("an integration");
    let uri = template()["Resources"][id]["Properties"]["IntegrationUri"]["Fn::GetAtt"].as_str();
    let function = uri
        .and_then(|uri| uri.strip_suffix(".Arn"))
        .expect("a function");
    let binary = &template()["Resources"][function]["Metadata"]["BuildProperties"]["Binary"];
    binary.as_str().expect("a binary")
}

/// The paths that stand in a function's own source.
fn paths_in_source(function: &str) -> BTreeSet<String> {
    let file = root().join("functions").join(function).join("src/lib.rs");
    let source = std::fs::read_to_string(file).expect("a source");
    let routes = source.split(".route(").skip(1);
    let path = |rest: &str| {
        let path = rest.trim_start().strip_prefix('"')?.split('"').next()?;
        // API Gateway's form of what takes the rest of a path.
        Some(path.replace("{*name}", "{name+}"))
    };
    routes
        .map(|rest| path(rest).expect("a route begins with its path"))
        .collect()
}

/// A path that a caller could send.
fn filled_in(path: &str) -> String {
    let path = path
        .replace("{slug}", "link-expired")
        .replace("{name+}", "page.css")
        .replace("{hash}", "0");
    path.replace("{id}", NOBODY).replace("{batch_id}", NOBODY)
}

async fn local_functions() -> Functions {
    let secrets = Secrets::load_or_make(None).expect("secrets");
    let environment = Environment::new(BTreeMap::new(), "https://accounts.example.com", &secrets);
    let emulators = Emulators::start(None, "rekey-").await.expect("emulators");
    Functions::new(environment, Arc::new(emulators))
}

async fn status(router: &Router, method: &str, path: &str) -> StatusCode {
    let request = Request::builder()
        .method(method)
        .uri(filled_in(path))
        .body(Body::empty());
    let answer = router.clone().oneshot(request.expect("a request")).await;
    answer.expect("a router always answers").status()
}

#[tokio::test]
async fn every_route_is_deployed_with_its_methods_and_its_function() {
    let deployed = deployed();
    let routers = local_functions().await.routers().await;
    for (function, router) in routers.expect("the functions start") {
        let metrics = Metrics::new("rekey-", Clock::Real);
        let router = adapters::web::edge::finish(router, &metrics);
        let paths: BTreeSet<&str> = deployed[function]
            .iter()
            .map(|(_, path)| *path)
            .filter(|path| !path.is_empty())
            .collect();
        let mut in_source = paths_in_source(function);
        in_source.retain(|path| !BY_DEFAULT.contains(&path.as_str()));
        assert_eq!(
            paths,
            in_source.iter().map(String::as_str).collect(),
            "{function}"
        );
        for path in paths {
            for method in METHODS {
                let status = status(&router, method, path).await;
                assert_ne!(status, StatusCode::NOT_FOUND, "{method} {path}");
                let answers = status != StatusCode::METHOD_NOT_ALLOWED;
                let has_route = deployed[function].contains(&(method, path));
                assert_eq!(
                    answers, has_route,
                    "{method} {path} of {function}: {status}"
                );
            }
        }
    }
}

/// What has no line of its own there goes to the pages, as it does here.
#[test]
fn a_watch_answers_each_path_by_the_function_that_has_it_in_the_cloud() {
    let file = std::fs::read_to_string(root().join("CargoLambda.toml")).expect("a file");
    let routes = file.lines().filter(|line| line.starts_with('"'));
    let routes: BTreeSet<_> = routes
        .map(|line| line.split('"').collect::<Vec<_>>())
        .map(|parts| (parts[3].to_owned(), parts[1].to_owned()))
        .collect();
    let deployed = deployed().into_iter();
    let expected = deployed.flat_map(|(function, routes)| {
        let paths = routes.into_iter().map(|(_, path)| path);
        let of = move |path: &str| match function {
            "pages" => (function.to_owned(), "/{*path}".to_owned()),
            _ => (function.to_owned(), path.to_owned()),
        };
        paths.map(of)
    });
    assert_eq!(routes, expected.collect());
}

#[test]
fn every_path_with_rights_says_itself_which_methods_it_has() {
    for (function, routes) in deployed() {
        for (_, path) in &routes {
            assert!(
                function == "pages" || routes.contains(&("ANY", path)),
                "{path}"
            );
        }
    }
}

// T-1203
#[test]
fn what_has_no_route_of_its_own_goes_to_a_function_without_rights() {
    let by_default: Vec<_> = deployed()
        .into_iter()
        .filter(|(_, routes)| routes.contains(&("$default", "")))
        .map(|(function, _)| function)
        .collect();
    assert_eq!(by_default, ["pages"]);
    let (_, pages) = functions()
        .find(|(name, _)| *name == "pages")
        .expect("the pages");
    let role = pages["Role"]["Fn::GetAtt"]
        .as_str()
        .and_then(|role| role.strip_suffix(".Arn"))
        .expect("a role");
    assert!(template()["Resources"][role]["Properties"]["Policies"].is_null());
}

/// Strangers can make these functions run as often as they like; the one that mails does so for them.
#[test]
fn what_strangers_reach_cannot_take_what_the_others_run_on() {
    let document = rekey::api::document();
    let is_public = |(method, path): &(&str, &str)| {
        let operation = &document["paths"][*path][method.to_lowercase()];
        *method != "ANY" && operation["security"].is_null()
    };
    let public = deployed().into_iter();
    let public = public.filter(|(_, routes)| routes.iter().any(is_public));
    let mut expected: BTreeSet<&str> = public.map(|(function, _)| function).collect();
    assert!(expected.contains("request") && !expected.contains("manual-set"));
    expected.insert("deliver");
    let reserved = functions().filter(|(_, properties)| {
        let limit = &properties["ReservedConcurrentExecutions"];
        limit["Fn::If"][1]["Ref"] == "ReservedConcurrency"
    });
    let reserved: BTreeSet<&str> = reserved.map(|(function, _)| function).collect();
    assert_eq!(reserved, expected);
}
