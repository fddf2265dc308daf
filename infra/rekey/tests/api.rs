//! The API's document: committed as the code tells it, about exactly the routes that there are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use rekey::emulators::Emulators;
use rekey::environment::Environment;
use rekey::functions::Functions;
use rekey::secrets::Secrets;

/// `docs/api/openapi.json`; `make openapi` writes it.
#[test]
fn the_committed_document_is_what_the_code_tells() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/api/openapi.json");
    let told = serde_json::to_string_pretty(&rekey::api::document()).expect("a document") + "\n";
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &told).expect("the folder is there");
    }
    let committed = std::fs::read_to_string(&path).expect("it is committed");
    assert!(
        committed == told,
        "docs/api/openapi.json is out of date: run `make openapi`, read the difference, and commit it"
    );
}

/// Every way to call the API is told, and everything that is told can be called.
#[tokio::test]
async fn the_document_tells_of_every_route_and_of_no_other() {
    let document = rekey::api::document();
    let paths = document["paths"].as_object().expect("paths");
    let told: BTreeSet<(String, String)> = paths
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().expect("methods").keys();
            methods.map(|method| (path.clone(), method.to_uppercase()))
        })
        .collect();
    let served = served().await;
    assert!(served.len() > 20, "{served:?}");
    assert_eq!(told, served);
}

/// The API's routes as the router itself lists them when it is asked for a description: `RouteId(1): … allow_header:
/// Bytes(b"GET,HEAD")` and `RouteId(1): "/v1/health"`.
async fn served() -> BTreeSet<(String, String)> {
    let secrets = Secrets::load_or_make(None).expect("secrets");
    let environment = Environment::new(BTreeMap::new(), "http://localhost", &secrets);
    let emulators = Emulators::start(None, "rekey-").await.expect("emulators");
    let functions = Functions::new(environment, Arc::new(emulators));
    let router = functions.router().await.expect("the functions start");
    let description = format!("{router:?}");
    let (mut methods, mut paths) = (BTreeMap::new(), BTreeMap::new());
    for part in description.split("RouteId(").skip(1) {
        let (id, rest) = part.split_once(')').expect("an id");
        if let Some(path) = rest.strip_prefix(": \"") {
            // The first is the router; what follows is its fallback.
            paths
                .entry(id)
                .or_insert(path.split('"').next().expect("a path"));
        } else if let Some((_, allowed)) = rest.split_once("allow_header: Bytes(b\"") {
            methods
                .entry(id)
                .or_insert(allowed.split('"').next().expect("methods"));
        }
    }
    let api = paths
        .into_iter()
        .filter(|(_, path)| path.starts_with("/v1/"));
    api.flat_map(|(id, path)| {
        let methods = methods[id].split(',').filter(|method| *method != "HEAD");
        methods.map(|method| (path.to_owned(), method.to_owned()))
    })
    .collect()
}
