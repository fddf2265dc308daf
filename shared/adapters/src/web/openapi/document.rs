//! All operations as one document (OpenAPI 3.1.0, <https://spec.openapis.org/oas/v3.1.0>).

use std::collections::BTreeMap;

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::{Body, Callers, Operation, Parameter, Success, problems};

const ABOUT: &str = "Password reset for applications. People ask for a link and set a password with it; administrators \
                     send a link, hand it over, or set a password by hand; applications verify credentials.\n\nErrors \
                     are problem documents (RFC 9457): read `type`, show `detail`. Bodies are one JSON object with the \
                     listed members only. Any path may answer 503, and says with `Retry-After` when to come again.";

/// The document of an API of that version.
pub fn document(version: &str, operations: &[Operation]) -> Value {
    let mut schemas = Schemas::new();
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for operation in operations {
        let method = operation.method.as_str().to_ascii_lowercase();
        let told = tell(operation, &mut schemas);
        let twice = paths
            .entry(operation.path)
            .or_default()
            .insert(method, told);
        assert!(twice.is_none(), "{} is told twice", operation.id);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Rekey",
            "version": version,
            "description": ABOUT,
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": tags(),
        "paths": paths,
        "components": {
            "schemas": schemas.all(),
            "responses": problems::responses(tell_problems),
            "headers": headers(),
            "securitySchemes": {"bearer": {
                "type": "http",
                "scheme": "bearer",
                "description": "The token of a session (`POST /v1/sessions`), a service key, or, where an issuer is \
                                configured, its signed token (JWT).",
            }},
        },
    })
}

/// What is read and what is written are described apart: a member that may be left out of a body is always in an answer.
struct Schemas {
    read: SchemaGenerator,
    written: SchemaGenerator,
}

impl Schemas {
    fn new() -> Self {
        let settings = || {
            SchemaSettings::draft2020_12().with(|settings| {
                settings.definitions_path = "/components/schemas".into();
                settings.meta_schema = None;
            })
        };
        Self {
            read: settings()
                .with(|of| of.inline_subschemas = true)
                .for_deserialize()
                .into_generator(),
            written: settings().for_serialize().into_generator(),
        }
    }

    fn all(mut self) -> BTreeMap<String, Value> {
        let mut all = problems::schemas();
        all.extend(self.written.take_definitions(true));
        all.values_mut().for_each(tidy);
        all
    }
}

fn tags() -> Value {
    json!([
        {"name": "public", "description": "For everybody. Nothing here tells whether an account exists."},
        {"name": "sessions", "description": "Signing in to the administration, and out."},
        {"name": "applications", "description": "For applications, with a service key of the scope `verify`."},
        {"name": "administration", "description": "For administrators, with their session or a service key of the \
                                                   scope `admin` and `X-Rekey-Actor`."},
    ])
}

fn tell(operation: &Operation, schemas: &mut Schemas) -> Value {
    let mut told = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "description": operation.description,
        "tags": [tag(operation.callers)],
        "responses": responses(operation, schemas),
    });
    if operation.is_authenticated() {
        told["security"] = json!([{"bearer": []}]);
    }
    let parameters: Vec<Value> = operation
        .parameters
        .iter()
        .map(|parameter| tell_parameter(parameter, schemas))
        .collect();
    if !parameters.is_empty() {
        told["parameters"] = json!(parameters);
    }
    if let Some(body) = &operation.body {
        told["requestBody"] = tell_body(body, schemas);
    }
    told
}

fn tag(callers: Callers) -> &'static str {
    match callers {
        Callers::Public => "public",
        Callers::Sessions | Callers::SignedIn => "sessions",
        Callers::Applications => "applications",
        Callers::Administrators => "administration",
    }
}

fn tell_parameter(parameter: &Parameter, schemas: &mut Schemas) -> Value {
    let mut schema = Value::from((parameter.schema)(&mut schemas.read));
    tidy(&mut schema);
    json!({
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.required,
        "description": parameter.description,
        "schema": schema,
    })
}

fn tell_body(body: &Body, schemas: &mut Schemas) -> Value {
    let mut schema = Value::from((body.schema)(&mut schemas.read));
    tidy(&mut schema);
    let content = |schema: &Value| json!({"schema": schema, "example": body.example});
    let mut all = json!({"application/json": content(&schema)});
    if body.form {
        all["application/x-www-form-urlencoded"] = content(&of_form(schema));
    }
    json!({"required": true, "content": all})
}

/// A form sends every field that it has: one that may be left out may be empty.
fn of_form(mut schema: Value) -> Value {
    let required = schema["required"].clone();
    let is_required = |name: &str| {
        required
            .as_array()
            .is_some_and(|all| all.iter().any(|one| one == name))
    };
    let members = schema["properties"].as_object_mut().into_iter().flatten();
    for (_, member) in members.filter(|(name, _)| !is_required(name)) {
        *member = json!({"anyOf": [member, {"const": ""}]});
    }
    schema
}

/// Leaves out what says nothing true or nothing new: defaults of `null`, which is not the member's type, and Rust's names of
/// whole numbers.
fn tidy(schema: &mut Value) {
    let says_nothing = |name: &str, value: &Value| match name {
        "default" => value.is_null(),
        "format" => value
            .as_str()
            .is_some_and(|format| format.starts_with("uint")),
        _ => false,
    };
    match schema {
        Value::Object(members) => {
            members.retain(|name, value| !says_nothing(name, value));
            members.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}

fn responses(operation: &Operation, schemas: &mut Schemas) -> Value {
    let mut responses = Map::new();
    let page = operation.body.as_ref().is_some_and(|body| body.form);
    for success in &operation.answers {
        responses.insert(
            success.status.as_str().to_owned(),
            tell_success(success, page, schemas),
        );
    }
    for (status, slugs) in problems::of(operation) {
        let told = match slugs[..] {
            [one] if !page => {
                json!({"$ref": format!("#/components/responses/{}", problems::name(one))})
            }
            _ => tell_problems(status, &slugs, page),
        };
        responses.insert(status.to_string(), told);
    }
    Value::Object(responses)
}

fn tell_success(success: &Success, page: bool, schemas: &mut Schemas) -> Value {
    let mut told = json!({"description": success.description, "headers": headers_of(success.status.as_u16(), &[])});
    if let Some(schema) = success.schema {
        let schema = schema(&mut schemas.written);
        told["content"] = with_page(
            json!({"application/json": {"schema": schema, "example": success.example}}),
            page,
        );
    }
    for link in &success.links {
        told["links"][link.operation] =
            json!({"operationId": link.operation, "parameters": {link.parameter: link.value}});
    }
    told
}

fn tell_problems(status: u16, slugs: &[&str], page: bool) -> Value {
    let listed = slugs
        .iter()
        .map(|slug| format!("`{slug}`"))
        .collect::<Vec<_>>()
        .join(", ");
    for slug in slugs {
        assert!(
            problems::is_known(status, slug),
            "no problem {slug} has the status {status}"
        );
    }
    json!({
        "description": listed,
        "headers": headers_of(status, slugs),
        "content": with_page(json!({"application/problem+json": {"schema": problems::any_of(slugs)}}), page),
    })
}

/// A form is answered with a page.
fn with_page(mut content: Value, page: bool) -> Value {
    if page {
        content["text/html"] = json!({"schema": {"type": "string"}});
    }
    content
}

fn headers_of(status: u16, slugs: &[&str]) -> Value {
    let mut names = vec!["X-Request-Id", "Cache-Control"];
    names.extend([429, 503].contains(&status).then_some("Retry-After"));
    names.extend(
        slugs
            .contains(&"not-authenticated")
            .then_some("WWW-Authenticate"),
    );
    let references = names.into_iter().map(|name| {
        (
            name.to_owned(),
            json!({"$ref": format!("#/components/headers/{name}")}),
        )
    });
    Value::Object(references.collect())
}

fn headers() -> Value {
    let header = |schema: Value, description: &str| json!({"required": true, "description": description, "schema": schema});
    let text = || json!({"type": "string"});
    json!({
        "X-Request-Id": header(text(), "Names the request in the log. Tell it to support."),
        "Cache-Control": header(json!({"const": "no-store"}), "No answer is kept."),
        "Retry-After": header(json!({"type": "integer", "minimum": 0}), "Seconds until trying again makes sense."),
        "WWW-Authenticate": {
            "required": false,
            "description": "With `not-authenticated`: the scheme of the token that is missing.",
            "schema": {"const": "Bearer"},
        },
    })
}
