//! Who of many accounts would get what, and why not: by the same table as one link, at the moment of looking.

use std::collections::{BTreeSet, HashMap};

use adapters::App;
use adapters::issuing;
use adapters::web::Error;
use adapters::web::error::rfc3339;
use adapters::web::openapi::texts;
use domain::batch::MOST_ROWS;
use domain::help;
use domain::link::Failing;
use domain::{Account, AccountId, Authority, EmailAddress, HandOver, Identifier, search};
use schemars::JsonSchema;
use serde::Serialize;

/// Why there is nothing for an account that is not there, or that the actor does not reach.
pub(crate) const UNKNOWN: &str = "account-unknown";

/// What one account would get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    /// A mail.
    Mail,
    /// A link for the administrator to carry.
    HandOver(HandOver),
    /// Nothing; the rule or the slug says why.
    Refuse(&'static str),
}

/// A row of the preview.
#[derive(Serialize, JsonSchema)]
pub(crate) struct PlannedRow {
    /// As it was asked for.
    account_id: String,
    #[schemars(extend("enum" = ["mail", "hand-over", "refused"]))]
    outcome: &'static str,
    /// Why not by mail, or why not at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    reason: Option<&'static str>,
    /// The address, masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    to: Option<String>,
    /// Since when mail to the address fails, although it would be tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "texts::Moment")]
    failing_since: Option<String>,
}

/// The accounts of a search, within the actor's tenant; more than a batch takes is refused.
pub(crate) async fn found(
    app: &App,
    actor: &Authority,
    text: &str,
) -> Result<Vec<AccountId>, Error> {
    let scope = search::scope_within(actor.tenant.as_ref());
    let prefix = search::canonical(text);
    let (mut ids, mut after) = (BTreeSet::new(), None::<String>);
    loop {
        let page = app
            .store
            .search(&scope, &prefix, after.as_deref(), 1_000)
            .await?;
        ids.extend(page.found.iter().map(|(_, id)| *id));
        if ids.len() > MOST_ROWS {
            return Err(Error::TooManyRows(MOST_ROWS));
        }
        after = page.next;
        if after.is_none() {
            return Ok(ids.into_iter().collect());
        }
    }
}

/// A plan for each id, in their order.
pub(crate) async fn plan(
    app: &App,
    actor: &Authority,
    ids: &[AccountId],
    by_hand: bool,
) -> Result<Vec<(AccountId, Option<Account>, Plan)>, Error> {
    let accounts: HashMap<AccountId, Account> = app
        .store
        .accounts(ids)
        .await?
        .into_iter()
        .map(|account| (account.id, account))
        .collect();
    let sharing = sharing(app, accounts.values()).await?;
    let planned = ids.iter().map(|id| {
        let account = accounts
            .get(id)
            .filter(|account| actor.reaches(account))
            .cloned();
        let plan = account.as_ref().map_or(Plan::Refuse(UNKNOWN), |account| {
            plan_one(app, actor, account, sharing.contains(id), by_hand)
        });
        (*id, account, plan)
    });
    Ok(planned.collect())
}

fn plan_one(
    app: &App,
    actor: &Authority,
    account: &Account,
    shares_address: bool,
    by_hand: bool,
) -> Plan {
    if let Err(rule) = actor.may_act_on(account) {
        return Plan::Refuse(rule.name());
    }
    match issuing::foreseen(app, account, shares_address) {
        Err(refusal) => Plan::Refuse(refusal.name()),
        Ok(_) if by_hand => Plan::HandOver(HandOver::Requested),
        Ok(Some(reason)) => Plan::HandOver(reason),
        Ok(None) => Plan::Mail,
    }
}

/// Those of the accounts that share their address with another of their tenant.
async fn sharing(
    app: &App,
    accounts: impl Iterator<Item = &Account> + Clone,
) -> Result<BTreeSet<AccountId>, Error> {
    let addresses: BTreeSet<&EmailAddress> = accounts
        .clone()
        .filter_map(|account| account.email.as_ref())
        .collect();
    let keys: Vec<Identifier> = addresses
        .into_iter()
        .cloned()
        .map(Identifier::Email)
        .collect();
    let bearers = app.store.bearers_of_each(&keys).await?;
    let several: Vec<AccountId> = bearers
        .into_iter()
        .filter(|ids| ids.len() > 1)
        .flatten()
        .collect();
    let others = app.store.accounts(&several).await?;
    Ok(accounts
        .filter(|account| help::shares_address(account, &others))
        .map(|account| account.id)
        .collect())
}

impl PlannedRow {
    /// The row as the preview shows it, with what is known of mail to the address.
    pub(crate) fn new(
        id: AccountId,
        account: Option<&Account>,
        plan: &Plan,
        failing: Option<&Failing>,
    ) -> Self {
        let (outcome, reason) = match plan {
            Plan::Mail => ("mail", None),
            Plan::HandOver(reason) => ("hand-over", Some(reason.name())),
            Plan::Refuse(rule) => ("refused", Some(*rule)),
        };
        let to = account
            .filter(|_| *plan == Plan::Mail)
            .and_then(|account| account.email.as_ref());
        Self {
            account_id: id.to_string(),
            outcome,
            reason,
            to: to.map(EmailAddress::masked),
            failing_since: failing.map(|failing| rfc3339(failing.since)),
        }
    }

    /// The row of a text that is no id.
    pub(crate) fn unknown(text: &str) -> Self {
        Self {
            account_id: text.to_owned(),
            outcome: "refused",
            reason: Some(UNKNOWN),
            to: None,
            failing_since: None,
        }
    }

    pub(crate) fn outcome(&self) -> &'static str {
        self.outcome
    }
}
