//! `search`: the terms that find an account in its tenant's scope and in everybody's.

use std::collections::BTreeSet;

use domain::{Account, AccountId, search};

use super::call::Call as _;
use super::item::{Attributes, Reader, attributes, s};
use super::read::in_time;
use super::transaction::{Condition, Write};
use super::{Store, StoreError, Table};

/// A part of what a search finds.
#[derive(Debug)]
pub struct Page {
    /// Term and account, in the order of the index.
    pub found: Vec<(String, AccountId)>,
    /// The place behind which there may be more.
    pub next: Option<String>,
}

impl Store {
    /// The writes that let `after` be found instead of `before`: the difference alone.
    pub fn change_search(&self, before: Option<&Account>, after: Option<&Account>) -> Vec<Write> {
        let (old, new) = (
            before.map(places).unwrap_or_default(),
            after.map(places).unwrap_or_default(),
        );
        let added = new
            .difference(&old)
            .map(|place| self.put(Table::Search, key(&place.0, &place.1)));
        let removed = old.difference(&new).map(|place| {
            self.delete(
                Table::Search,
                key(&place.0, &place.1),
                Condition::none(Attributes::new()),
            )
        });
        added.chain(removed).collect()
    }

    /// Places in `scope` whose term begins with `prefix`, behind the place `after`.
    pub async fn search(
        &self,
        scope: &str,
        prefix: &str,
        after: Option<&str>,
        limit: i32,
    ) -> Result<Page, StoreError> {
        let begins = begins(prefix);
        let request = self
            .client
            .query()
            .table_name(self.name(Table::Search))
            .key_condition_expression("#scope = :scope AND begins_with(term_id, :prefix)")
            .expression_attribute_names("#scope", "scope")
            .expression_attribute_values(":scope", s(scope))
            .expression_attribute_values(":prefix", s(begins))
            .set_exclusive_start_key(after.map(|place| key(scope, place)))
            .limit(limit);
        let answer = in_time(request.call())
            .await?
            .map_err(StoreError::unavailable)?;
        let next = answer
            .last_evaluated_key
            .map(|key| Reader(&key).text("term_id"))
            .transpose()?;
        let places = answer.items.unwrap_or_default();
        let mut found = places.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        // A place is a term, a mark and an id: what is searched for has to be in the term.
        found.retain(|(term, _)| {
            if prefix.is_empty() {
                term.is_empty()
            } else {
                term.starts_with(prefix)
            }
        });
        Ok(Page { found, next })
    }
}

/// What the places of a search begin with. Without a prefix every account is listed once, under the empty term.
pub fn begins(prefix: &str) -> &str {
    if prefix.is_empty() { "#" } else { prefix }
}

fn places(account: &Account) -> BTreeSet<(String, String)> {
    let terms = search::terms(account);
    let scopes = search::scopes(account.tenant.as_ref());
    let of_scope = |scope: &String| {
        terms
            .iter()
            .map(|term| (scope.clone(), place(term, account.id)))
            .collect::<Vec<_>>()
    };
    scopes.iter().flat_map(of_scope).collect()
}

/// The place of a term and an account within a scope.
pub fn place(term: &str, id: AccountId) -> String {
    format!("{term}#{id}")
}

fn key(scope: &str, place: &str) -> Attributes {
    attributes([("scope", Some(s(scope))), ("term_id", Some(s(place)))])
}

fn read(item: &Attributes) -> Result<(String, AccountId), StoreError> {
    let text = Reader(item).text("term_id")?;
    let (term, id) = text
        .rsplit_once('#')
        .ok_or(StoreError::Malformed("term_id"))?;
    Ok((
        term.to_owned(),
        AccountId::parse(id).ok_or(StoreError::Malformed("term_id"))?,
    ))
}
