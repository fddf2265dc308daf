//! What the API's document says of the directory.

use adapters::web::openapi::{Callers, Operation, texts};
use adapters::web::view::AccountView;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::create::{self, Created};
use crate::edit;
use crate::history::History;
use crate::list::{Found, Limit};
use crate::record::Record;

/// The routes of this function.
pub fn operations() -> Vec<Operation> {
    vec![list(), create(), show(), edit(), history()]
}

fn list() -> Operation {
    Operation::new(Method::GET, "/v1/admin/accounts", "listAccounts")
        .callers(Callers::Administrators)
        .told(
            "Find accounts",
            "Within the actor's tenant. A page may be short, even empty, while there is a `next_cursor`: go on until \
             there is none.",
        )
        .query::<texts::Search>("search", "The beginning of an email address, a username or a word of the name.")
        .query::<texts::AnyTenant>("tenant", "For an actor without tenant: only this one's.")
        .query::<Limit>("limit", "The most accounts of a page.")
        .query::<String>("cursor", "The `next_cursor` of the page before, of the same search.")
        .answer::<Found>(StatusCode::OK, "A page of the directory.", json!({"accounts": [ana()]}))
}

fn create() -> Operation {
    Operation::new(Method::POST, "/v1/admin/accounts", "createAccount")
        .callers(Callers::Administrators)
        .told(
            "Create an account",
            "It is `invited`, and its link goes out at once unless `send_link` says no. With `sso` it is `active` and \
             gets no link. A `username` or an `email` it must have.",
        )
        .body::<create::Body>(json!({
            "email": "ana@example.com", "name": "Ana Alves", "tenant": "acme", "locale": "en",
        }))
        .answer::<Created>(
            StatusCode::CREATED,
            "The account is there, whatever became of its link.",
            json!({
                "account": invited_ana(), "reset": null, "message": "Account successfully created.",
            }),
        )
        .leads_to("showAccount", "id", "$response.body#/account/id")
        .leads_to("editAccount", "id", "$response.body#/account/id")
        .leads_to("showHistory", "id", "$response.body#/account/id")
        .leads_to("sendLink", "id", "$response.body#/account/id")
        .leads_to("setPassword", "id", "$response.body#/account/id")
        .problems(StatusCode::CONFLICT, &["username-taken"])
        .problems(StatusCode::TOO_MANY_REQUESTS, &["too-many-requests"])
}

fn show() -> Operation {
    let mut record = ana();
    record["reset"] = Value::Null;
    record["can"] = json!({"reset-link": true, "set-password": "manual-set-off", "edit": true});
    Operation::on_account(Method::GET, "/v1/admin/accounts/{id}", "showAccount")
        .told(
            "Show an account",
            "With its link, never the link itself, and with what the caller may do with the account.",
        )
        .answer::<Record>(StatusCode::OK, "The account.", record)
}

fn edit() -> Operation {
    Operation::on_account(Method::PATCH, "/v1/admin/accounts/{id}", "editAccount")
        .told(
            "Edit an account",
            "What is not sent stays; `null` clears. A change of email, role, standing, SSO or tenant kills the live \
             link and the account's sessions.",
        )
        .body::<edit::Body>(json!({"version": 1, "name": "Ana Alves-Brandt"}))
        .answer::<AccountView>(StatusCode::OK, "The account as it is now.", ana())
        .problems(StatusCode::CONFLICT, &["edited-meanwhile", "username-taken"])
}

fn history() -> Operation {
    Operation::on_account(Method::GET, "/v1/admin/accounts/{id}/history", "showHistory")
        .told("Show what happened to an account", "The audit trail, newest first.")
        .query::<String>("cursor", "The `next_cursor` of the page before.")
        .answer::<History>(
            StatusCode::OK,
            "A page of the history.",
            json!({"history": [{
                "at": "2026-11-22T12:00:00.000Z", "what": "link-issued", "actor": "account:01KAP4PXRPDXAMMCSMSW7TCFM4",
                "ip": "203.0.113.7", "details": {"origin": "admin"},
            }]}),
        )
}

fn ana() -> Value {
    json!({
        "id": "01KAP4PXRPDXAMMCSMSW7TCFM4", "username": "ana", "email": "ana@example.com", "name": "Ana Alves",
        "tenant": "acme", "role": "user", "standing": "active", "sso": null, "locale": "en", "version": 2, "epoch": 2,
    })
}

fn invited_ana() -> Value {
    let mut account = ana();
    account["standing"] = json!("invited");
    account
}
