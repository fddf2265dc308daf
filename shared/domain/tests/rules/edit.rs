//! What follows from an edit: versions, epochs, credentials, and who may make it.

use domain::edit::{Changes, changed_members, drops_credential, raises_epoch};
use domain::{Account, EmailAddress, Forbidden, Locale, Role, Sso, Standing, Tenant, Username};

use crate::examples::{ana, at, authority, sso};

/// One change of each member, its name, and whether links and sessions die of it.
fn single_changes() -> [(&'static str, Changes, bool); 8] {
    let none = Changes::default;
    [
        (
            "username",
            Changes {
                username: Some(Username::parse("ana").ok()),
                ..none()
            },
            false,
        ),
        (
            "email",
            Changes {
                email: Some(EmailAddress::parse("a@b.example").ok()),
                ..none()
            },
            true,
        ),
        (
            "name",
            Changes {
                name: Some("Ana Other".to_owned()),
                ..none()
            },
            false,
        ),
        (
            "tenant",
            Changes {
                tenant: Some(Tenant::parse("globex")),
                ..none()
            },
            true,
        ),
        (
            "role",
            Changes {
                role: Some(Role::Admin),
                ..none()
            },
            true,
        ),
        (
            "standing",
            Changes {
                standing: Some(Standing::Disabled),
                ..none()
            },
            true,
        ),
        (
            "sso",
            Changes {
                sso: Some(Some(sso())),
                ..none()
            },
            true,
        ),
        (
            "locale",
            Changes {
                locale: Some(Locale::parse("pt-BR")),
                ..none()
            },
            false,
        ),
    ]
}

// T-308
#[test]
fn whatever_decides_who_may_be_helped_or_where_mail_goes_raises_the_epoch() {
    let before = ana();
    for (member, changes, raises) in single_changes() {
        let after = changes.apply(&before, at(5));
        assert_eq!(changed_members(&before, &after), [member]);
        assert_eq!(raises_epoch(&before, &after), raises, "{member}");
        assert_eq!(after.version, before.version + 1);
        let (epoch, epoch_at) = if raises {
            (before.epoch + 1, at(5))
        } else {
            (before.epoch, before.epoch_at)
        };
        assert_eq!((after.epoch, after.epoch_at), (epoch, epoch_at), "{member}");
        assert_eq!((after.id, after.created_at), (before.id, before.created_at));
    }
}

#[test]
fn several_changes_raise_the_epoch_once() {
    let changes = Changes {
        email: Some(None),
        role: Some(Role::Owner),
        standing: Some(Standing::Expired),
        ..Changes::default()
    };
    let after = changes.apply(&ana(), at(5));
    assert_eq!(
        (after.epoch, after.version),
        (ana().epoch + 1, ana().version + 1)
    );
    assert_eq!(
        changed_members(&ana(), &after),
        ["email", "role", "standing"]
    );
}

#[test]
fn a_member_that_is_not_named_stays_and_null_clears() {
    let nothing = Changes::default().apply(&ana(), at(5));
    assert_eq!(
        nothing,
        Account {
            version: ana().version + 1,
            ..ana()
        }
    );
    let cleared = Changes {
        username: Some(None),
        email: Some(None),
        tenant: Some(None),
        locale: Some(None),
        sso: Some(None),
        ..Changes::default()
    };
    let before = Account {
        sso: Some(sso()),
        locale: Locale::parse("en"),
        ..ana()
    };
    let after = cleared.apply(&before, at(5));
    let left = (
        &after.username,
        &after.email,
        &after.tenant,
        &after.locale,
        &after.sso,
    );
    assert_eq!(left, (&None, &None, &None, &None, &None));
}

#[test]
fn a_change_to_what_it_was_already_kills_nothing() {
    let changes = Changes {
        email: Some(ana().email),
        role: Some(ana().role),
        standing: Some(ana().standing),
        ..Changes::default()
    };
    let after = changes.apply(&ana(), at(5));
    assert_eq!(
        (after.epoch, after.version),
        (ana().epoch, ana().version + 1)
    );
    assert!(changed_members(&ana(), &after).is_empty());
}

#[test]
fn another_provider_raises_the_epoch_too() {
    let before = Account {
        sso: Some(sso()),
        ..ana()
    };
    let other = Sso::new("Example SSO", "https://other.example.com/").expect("a provider");
    let after = Changes {
        sso: Some(Some(other)),
        ..Changes::default()
    }
    .apply(&before, at(5));
    assert_eq!(after.epoch, before.epoch + 1);
    assert!(!drops_credential(&before, &after), "it had none");
}

#[test]
fn the_credential_goes_when_an_account_becomes_an_sso_user_and_only_then() {
    let account = |role, sso| Account { role, sso, ..ana() };
    for before_role in Role::ALL {
        for after_role in Role::ALL {
            for (was, is) in [(false, false), (false, true), (true, false), (true, true)] {
                let before = account(*before_role, was.then(sso));
                let after = account(*after_role, is.then(sso));
                let elsewhere = |role: Role, sso| sso && role == Role::User;
                let expected = elsewhere(*after_role, is) && !elsewhere(*before_role, was);
                assert_eq!(drops_credential(&before, &after), expected);
            }
        }
    }
}

#[test]
fn an_edit_gives_no_role_upward_and_moves_nobody_out_of_the_tenant() {
    let role = |role| Changes {
        role: Some(role),
        ..Changes::default()
    };
    let tenant = |name: Option<&str>| Changes {
        tenant: Some(name.and_then(Tenant::parse)),
        ..Changes::default()
    };
    let admin = authority(Role::Admin, Some("acme"));
    let owner = authority(Role::Owner, Some("acme"));
    let free_owner = authority(Role::Owner, None);
    let before = ana();
    assert_eq!(role(Role::User).allowed(&admin, &before), Ok(()));
    assert_eq!(
        role(Role::Admin).allowed(&admin, &before),
        Err(Forbidden::Upward)
    );
    assert_eq!(
        role(Role::Owner).allowed(&admin, &before),
        Err(Forbidden::Upward)
    );
    assert_eq!(role(Role::Owner).allowed(&owner, &before), Ok(()));
    for actor in [&admin, &owner] {
        assert_eq!(tenant(Some("acme")).allowed(actor, &before), Ok(()));
        assert_eq!(
            tenant(Some("globex")).allowed(actor, &before),
            Err(Forbidden::Scope)
        );
        assert_eq!(tenant(None).allowed(actor, &before), Err(Forbidden::Scope));
    }
    assert_eq!(tenant(Some("globex")).allowed(&free_owner, &before), Ok(()));
    assert_eq!(tenant(None).allowed(&free_owner, &before), Ok(()));
    // One forbidden change forbids the edit.
    let both = Changes {
        role: Some(Role::User),
        ..tenant(Some("globex"))
    };
    assert_eq!(both.allowed(&admin, &before), Err(Forbidden::Scope));
}
