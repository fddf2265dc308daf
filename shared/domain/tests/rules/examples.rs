//! An account, a moment, a link, a signed-in actor: what the tests change a little and look at.

use domain::link::Issue;
use domain::{
    Account, AccountId, Actor, Authority, EmailAddress, Lifetimes, Link, LinkKey, LinkKeys, Nonce,
    Origin, Preset, ResetToken, Role, Sso, Standing, Tenant, Username,
};
use jiff::Timestamp;
use zeroize::Zeroizing;

/// A moment so many milliseconds after noon.
pub fn at(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(1_763_812_800_000 + milliseconds).expect("within jiff's range")
}

pub fn id(number: u8) -> AccountId {
    AccountId::new(at(0), [number; 10])
}

/// An active user of `acme` with an address of her own.
pub fn ana() -> Account {
    Account {
        id: id(1),
        username: Username::parse("ana.example").ok(),
        email: EmailAddress::parse("ana@example.com").ok(),
        name: "Ana Example".to_owned(),
        tenant: Tenant::parse("acme"),
        role: Role::User,
        standing: Standing::Active,
        sso: None,
        locale: None,
        version: 7,
        epoch: 3,
        epoch_at: at(-1_000_000),
        created_at: at(-2_000_000),
    }
}

pub fn sso() -> Sso {
    Sso::new("Example SSO", "https://sso.example.com/recover").expect("a provider")
}

/// A session of an account that is nobody else's.
pub fn authority(role: Role, tenant: Option<&str>) -> Authority {
    Authority {
        actor: Actor::Account(id(9)),
        account_id: id(9),
        role,
        tenant: tenant.and_then(Tenant::parse),
        may_administer: true,
    }
}

pub fn key(name: &str, byte: u8) -> LinkKey {
    LinkKey::new(name, Zeroizing::new(vec![byte; 32])).expect("32 bytes")
}

/// The newest key, `new`, and the one before, `old`.
pub fn keys() -> LinkKeys {
    LinkKeys::new(vec![key("new", 1), key("old", 2)]).expect("two keys")
}

pub fn lifetimes() -> Lifetimes {
    Lifetimes::new(Preset::Standard, domain::lifetime::Named::default()).expect("a preset")
}

/// A link of an hour, re-sent for forty minutes, made with the newest key.
pub fn issue(account: &Account, nonce: u8, now: Timestamp) -> (Link, ResetToken) {
    Link::issue(Issue {
        account,
        origin: Origin::SelfService,
        issued_by: Actor::Public.to_string(),
        work_id: None,
        lifetimes: &lifetimes(),
        lifetime: None,
        key: keys().newest(),
        nonce: Nonce([nonce; 32]),
        id: domain::id::ulid_at(now, [nonce; 10]),
        now,
    })
}

/// Each with each, itself too.
pub fn pairs<T: Copy>(all: &[T]) -> Vec<(T, T)> {
    all.iter()
        .flat_map(|one| all.iter().map(|other| (*one, *other)))
        .collect()
}
