//! Who may be helped, and how: the contract's table, row by row, over every kind of account.

use domain::help::{self, AdminHelp, PublicHelp, TABLE};
use domain::{
    Account, AppliesTo, EmailAddress, HandOver, Refusal, Role, Situation, Standing, Tenant,
};

use crate::examples::{ana, id, sso};

/// Every role, standing and sign-in, with and without an address, shared or not.
fn everybody() -> Vec<(Account, bool)> {
    let mut all = Vec::new();
    for role in Role::ALL {
        for standing in Standing::ALL {
            for sso in [None, Some(sso())] {
                for email in [None, ana().email] {
                    for shared in [false, true] {
                        let account = Account {
                            role: *role,
                            standing: *standing,
                            sso: sso.clone(),
                            email: email.clone(),
                            ..ana()
                        };
                        all.push((account, shared));
                    }
                }
            }
        }
    }
    all
}

/// CONTRACT.md §3, read from the top: public page, administrator's link, password set by hand.
fn contract(account: &Account, shared: bool) -> (PublicHelp, AdminHelp, AdminHelp) {
    let no = |why| (PublicHelp::Nothing, AdminHelp::No(why), AdminHelp::No(why));
    let shared = shared && account.email.is_some();
    let link = match (&account.email, shared) {
        (None, _) => AdminHelp::HandOver(HandOver::NoEmail),
        (Some(_), true) => AdminHelp::HandOver(HandOver::EmailNotUnique),
        (Some(_), false) => AdminHelp::Yes,
    };
    match (account.standing, account.role, &account.sso) {
        (Standing::Expired, ..) => no(Refusal::AccountExpired),
        (Standing::Disabled, ..) => no(Refusal::AccountDisabled),
        (_, Role::User, Some(_)) => {
            let no = AdminHelp::No(Refusal::ManagedBySso);
            (PublicHelp::Explanation, no, no)
        }
        (_, Role::Admin | Role::Owner, _) | (Standing::Invited, ..) => {
            (PublicHelp::Nothing, link, AdminHelp::Yes)
        }
        (Standing::Active, Role::User, None) if link == AdminHelp::Yes => {
            (PublicHelp::Link, link, AdminHelp::Yes)
        }
        (Standing::Active, Role::User, None) => (PublicHelp::Nothing, link, AdminHelp::Yes),
    }
}

#[test]
fn everybody_is_helped_as_the_contract_says() {
    for (account, shared) in everybody() {
        let row = Situation::of(&account, shared).help();
        let told = (
            row.public,
            help::link_help(&account, shared),
            row.set_password,
        );
        assert_eq!(told, contract(&account, shared), "{account:?} {shared}");
    }
}

#[test]
fn every_situation_has_exactly_one_row() {
    for situation in Situation::ALL {
        let rows = TABLE.iter().filter(|row| row.situation == *situation);
        assert_eq!(rows.count(), 1, "{situation}");
        assert_eq!(situation.help().situation, *situation);
    }
    assert_eq!(TABLE.len(), Situation::ALL.len());
}

#[test]
fn every_situation_is_somebodys() {
    let met: Vec<Situation> = everybody()
        .iter()
        .map(|(account, shared)| Situation::of(account, *shared))
        .collect();
    for situation in Situation::ALL {
        assert!(met.contains(situation), "{situation}");
    }
}

// T-103
#[test]
fn no_public_path_gives_a_link_to_anyone_but_an_active_local_user_alone_at_its_address() {
    let mut links = 0;
    for (account, shared) in everybody() {
        if Situation::of(&account, shared).help().public == PublicHelp::Link {
            links += 1;
            assert_eq!(
                (account.role, account.standing),
                (Role::User, Standing::Active)
            );
            assert!(account.sso.is_none() && account.email.is_some() && !shared);
        }
    }
    assert_eq!(links, 1, "one of all kinds");
}

#[test]
fn nobody_gets_a_mail_at_a_missing_or_shared_address() {
    for (account, shared) in everybody() {
        if account.email.is_none() || shared {
            assert_ne!(
                help::link_help(&account, shared),
                AdminHelp::Yes,
                "{account:?}"
            );
        }
    }
}

// T-510
#[test]
fn nobody_sets_a_password_where_it_would_not_let_the_person_in() {
    for (account, shared) in everybody() {
        let dead = matches!(account.standing, Standing::Expired | Standing::Disabled);
        let elsewhere = account.sso.is_some() && account.role == Role::User;
        let row = Situation::of(&account, shared).help();
        let refused = matches!(row.set_password, AdminHelp::No(_));
        assert_eq!(refused, dead || elsewhere, "{account:?}");
        assert_eq!(refused, matches!(row.link, AdminHelp::No(_)));
    }
}

#[test]
fn a_password_of_sso_staff_is_for_the_admin_area() {
    for (account, _) in everybody() {
        let expected = if account.sso.is_some() {
            AppliesTo::AdminArea
        } else {
            AppliesTo::SignIn
        };
        assert_eq!(account.applies_to(), expected);
        let elsewhere = account.sso.is_some() && account.role == Role::User;
        assert_eq!(account.is_managed_elsewhere(), elsewhere);
    }
}

#[test]
fn an_address_is_shared_only_inside_a_tenant() {
    let account = ana();
    let other = |change: fn(&mut Account)| {
        let mut other = Account { id: id(2), ..ana() };
        change(&mut other);
        other
    };
    let shares = |others: &[Account]| help::shares_address(&account, others);
    assert!(shares(&[other(|_| ())]));
    assert!(shares(&[account.clone(), other(|_| ())]));
    assert!(
        shares(&[other(|other| other.standing = Standing::Disabled)]),
        "whatever its standing"
    );
    assert!(!shares(&[]));
    assert!(
        !shares(std::slice::from_ref(&account)),
        "itself is nobody else"
    );
    assert!(!shares(&[other(
        |other| other.tenant = Tenant::parse("globex")
    )]));
    assert!(!shares(&[other(|other| other.tenant = None)]));
    assert!(!shares(&[other(
        |other| other.email = EmailAddress::parse("b@example.com").ok()
    )]));
    // Two without an address share nothing.
    let without = Account {
        email: None,
        ..ana()
    };
    assert!(!help::shares_address(
        &without,
        &[other(|other| other.email = None)]
    ));
    // Two without a tenant are in the same one.
    let free = Account {
        tenant: None,
        ..ana()
    };
    assert!(help::shares_address(
        &free,
        &[other(|other| other.tenant = None)]
    ));
}
