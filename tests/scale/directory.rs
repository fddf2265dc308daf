//! A directory as `accounts` would have written it, put into the store at once.

use domain::{Account, AccountId, EmailAddress, Role, Standing, Tenant, search};
use jiff::Timestamp;
use serde_json::{Value, json};
use tests::World;

/// How many accounts are put in together.
const TOGETHER: usize = 5_000;

/// The address of the account with that number.
pub fn address(number: usize) -> String {
    format!("person{number:07}@example.com")
}

/// Puts so many accounts beside the demo accounts.
pub async fn load(world: &World, count: usize) {
    let numbers: Vec<usize> = (0..count).collect();
    for numbers in numbers.chunks(TOGETHER) {
        let accounts: Vec<Account> = numbers.iter().map(|number| account(*number)).collect();
        world
            .load("accounts", accounts.iter().map(record).collect())
            .await;
        world
            .load("identifiers", accounts.iter().map(identifier).collect())
            .await;
        world
            .load("search", accounts.iter().flat_map(places).collect())
            .await;
    }
}

/// The account with that number.
pub fn account(number: usize) -> Account {
    let at = Timestamp::from_second(1_790_000_000).expect("a time");
    let entropy = *(number as u128)
        .to_be_bytes()
        .last_chunk()
        .expect("ten of sixteen bytes");
    Account {
        id: AccountId::new(at, entropy),
        username: None,
        email: EmailAddress::parse(&address(number)).ok(),
        name: format!("Person Family{}", number % 977),
        tenant: Tenant::parse("acme"),
        role: Role::User,
        standing: Standing::Active,
        sso: None,
        locale: None,
        version: 1,
        epoch: 1,
        epoch_at: at,
        created_at: at,
    }
}

fn email(account: &Account) -> String {
    account
        .email
        .as_ref()
        .map(ToString::to_string)
        .expect("an address")
}

fn record(account: &Account) -> Value {
    let at = account.created_at.as_second().to_string();
    json!({
        "id": {"S": account.id.to_string()}, "email": {"S": email(account)}, "name": {"S": account.name},
        "tenant": {"S": "acme"}, "role": {"S": "user"}, "standing": {"S": "active"},
        "version": {"N": "1"}, "epoch": {"N": "1"}, "epoch_at": {"N": at}, "created_at": {"N": at},
    })
}

fn identifier(account: &Account) -> Value {
    json!({
        "identifier": {"S": format!("email:{}", email(account))}, "account_ids": {"SS": [account.id.to_string()]},
    })
}

fn places(account: &Account) -> Vec<Value> {
    let scopes = search::scopes(account.tenant.as_ref());
    let place = |scope: &String, term: &String| json!({"scope": {"S": scope}, "term_id": {"S": format!("{term}#{}", account.id)}});
    let terms = search::terms(account);
    scopes
        .iter()
        .flat_map(|scope| {
            terms
                .iter()
                .map(|term| place(scope, term))
                .collect::<Vec<_>>()
        })
        .collect()
}
