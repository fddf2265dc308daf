//! What the API's document (OpenAPI 3.1) says of a route: told beside the route, in words for people, with the schemas of
//! the types that the route reads and writes. Gathered by the local program; no function calls it.

mod document;
mod problems;
pub mod texts;

pub use document::document;

use axum::http::{Method, StatusCode};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;

/// One route by one method.
#[derive(Debug)]
pub struct Operation {
    method: Method,
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    description: &'static str,
    callers: Callers,
    parameters: Vec<Parameter>,
    body: Option<Body>,
    answers: Vec<Success>,
    problems: Vec<(StatusCode, &'static [&'static str])>,
}

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callers {
    /// Anybody.
    Public,
    /// Anybody who wants to sign in.
    Sessions,
    /// Whoever is signed in.
    SignedIn,
    /// An application with its key.
    Applications,
    /// An administrator's session, or a key that names one.
    Administrators,
}

#[derive(Debug)]
struct Parameter {
    place: &'static str,
    name: &'static str,
    description: &'static str,
    schema: SchemaOf,
    required: bool,
}

#[derive(Debug)]
struct Body {
    schema: SchemaOf,
    example: Value,
    form: bool,
}

#[derive(Debug)]
struct Success {
    status: StatusCode,
    description: &'static str,
    schema: Option<SchemaOf>,
    example: Value,
    links: Vec<Link>,
}

/// What an answer tells that another call wants.
#[derive(Debug)]
struct Link {
    operation: &'static str,
    parameter: &'static str,
    value: &'static str,
}

const ACTOR: &str = "With a service key: the account that acts. The key does what both it and the account may; without this \
                     header it may do nothing.";

type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

impl Operation {
    /// A route by its method, with the name that programs give it.
    pub fn new(method: Method, path: &'static str, id: &'static str) -> Self {
        Self {
            method,
            path,
            id,
            summary: "",
            description: "",
            callers: Callers::Public,
            parameters: Vec::new(),
            body: None,
            answers: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// A route of administrators about the account whose id is in the path.
    pub fn on_account(method: Method, path: &'static str, id: &'static str) -> Self {
        Self::new(method, path, id)
            .callers(Callers::Administrators)
            .segment::<texts::Id>("id", "The account.")
            .problems(StatusCode::NOT_FOUND, &["account-unknown"])
    }

    /// What it does, in a line and in full.
    #[must_use]
    pub fn told(mut self, summary: &'static str, description: &'static str) -> Self {
        (self.summary, self.description) = (summary, description);
        self
    }

    /// Who may call it; the public, if nothing is said.
    #[must_use]
    pub fn callers(mut self, callers: Callers) -> Self {
        self.callers = callers;
        if callers == Callers::Administrators {
            self.header::<texts::Id>("X-Rekey-Actor", ACTOR)
        } else {
            self
        }
    }

    /// A part of the path.
    #[must_use]
    pub fn segment<T: JsonSchema>(self, name: &'static str, description: &'static str) -> Self {
        self.parameter::<T>("path", name, description, true)
    }

    /// A parameter of the query that may be left out.
    #[must_use]
    pub fn query<T: JsonSchema>(self, name: &'static str, description: &'static str) -> Self {
        self.parameter::<T>("query", name, description, false)
    }

    /// A parameter of the query that may not.
    #[must_use]
    pub fn required_query<T: JsonSchema>(
        self,
        name: &'static str,
        description: &'static str,
    ) -> Self {
        self.parameter::<T>("query", name, description, true)
    }

    /// A header that may be left out.
    #[must_use]
    pub fn header<T: JsonSchema>(self, name: &'static str, description: &'static str) -> Self {
        self.parameter::<T>("header", name, description, false)
    }

    fn parameter<T: JsonSchema>(
        mut self,
        place: &'static str,
        name: &'static str,
        description: &'static str,
        required: bool,
    ) -> Self {
        self.parameters.push(Parameter {
            place,
            name,
            description,
            schema: SchemaGenerator::subschema_for::<T>,
            required,
        });
        self
    }

    /// A body of JSON.
    #[must_use]
    pub fn body<T: JsonSchema>(mut self, example: Value) -> Self {
        self.body = Some(Body {
            schema: T::json_schema,
            example,
            form: false,
        });
        self
    }

    /// The body may be a form as well; the answer is a page then.
    #[must_use]
    pub fn or_form(mut self) -> Self {
        if let Some(body) = &mut self.body {
            body.form = true;
        }
        self
    }

    /// The answer to a call that succeeds.
    #[must_use]
    pub fn answer<T: JsonSchema>(
        mut self,
        status: StatusCode,
        description: &'static str,
        example: Value,
    ) -> Self {
        self.answers.push(Success {
            status,
            description,
            schema: Some(SchemaGenerator::subschema_for::<T>),
            example,
            links: Vec::new(),
        });
        self
    }

    /// The same without a body.
    #[must_use]
    pub fn no_content(mut self, description: &'static str) -> Self {
        self.answers.push(Success {
            status: StatusCode::NO_CONTENT,
            description,
            schema: None,
            example: Value::Null,
            links: Vec::new(),
        });
        self
    }

    /// A member of the latest answer is what another call wants as that parameter.
    #[must_use]
    pub fn leads_to(
        mut self,
        operation: &'static str,
        parameter: &'static str,
        value: &'static str,
    ) -> Self {
        if let Some(success) = self.answers.last_mut() {
            success.links.push(Link {
                operation,
                parameter,
                value,
            });
        }
        self
    }

    /// The problems of a status, by their slugs, besides those that the kind of route brings with it.
    #[must_use]
    pub fn problems(mut self, status: StatusCode, slugs: &'static [&'static str]) -> Self {
        self.problems.push((status, slugs));
        self
    }

    fn is_authenticated(&self) -> bool {
        !matches!(self.callers, Callers::Public | Callers::Sessions)
    }
}
