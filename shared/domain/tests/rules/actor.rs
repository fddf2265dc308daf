//! Who may act on whom: every role on every role, inside and outside the tenant, and on itself.

use domain::{Account, Actor, Authority, Forbidden, Role, Standing, Tenant};

use crate::examples::{ana, authority, id, pairs};

const TENANTS: [Option<&str>; 3] = [None, Some("acme"), Some("globex")];

fn target(role: Role, tenant: Option<&str>) -> Account {
    Account {
        role,
        tenant: tenant.and_then(Tenant::parse),
        ..ana()
    }
}

/// "Never upward": only roles below one's own; owners help one another.
fn below(actor: Role, target: Role) -> bool {
    match actor {
        Role::User => false,
        Role::Admin => target == Role::User,
        Role::Owner => true,
    }
}

/// What was ordered hours ago is carried out with what is left of the authority by now.
#[test]
fn what_an_actor_may_do_later_is_no_more_than_then_and_no_more_than_now() {
    let then = authority(Role::Owner, Some("acme"));
    let account = target(Role::Owner, Some("acme"));
    let left = |account: &Account| then.by_now(Some(account));
    assert_eq!(left(&account), then);
    let with = |change: fn(&mut Account)| {
        let mut account = account.clone();
        change(&mut account);
        left(&account)
    };
    for standing in Standing::ALL {
        let mut account = account.clone();
        account.standing = *standing;
        let may = left(&account).may_read().is_ok();
        assert_eq!(may, *standing == Standing::Active, "{standing}");
    }
    assert_eq!(with(|account| account.role = Role::Admin).role, Role::Admin);
    let demoted = with(|account| account.role = Role::User);
    assert_eq!(demoted.may_read(), Err(Forbidden::Scope));
    let moved = with(|account| account.tenant = Tenant::parse("globex"));
    assert_eq!(moved.may_read(), Err(Forbidden::Scope));
    assert_eq!(
        with(|account| account.tenant = None),
        then,
        "no more than then"
    );
    let free = authority(Role::Owner, None);
    let confined = free.by_now(Some(&account));
    assert_eq!(confined.tenant, account.tenant, "no more than now");
    assert!(free.by_now(None).may_read().is_err());
    let key = Authority {
        role: Role::Admin,
        ..then.clone()
    };
    assert_eq!(key.by_now(Some(&account)), key);
}

// T-406, T-502
#[test]
fn an_actor_acts_inside_its_tenant_never_upward_and_never_on_itself() {
    let mut looked_at = 0;
    for (role, of) in pairs(Role::ALL) {
        for (actor_tenant, target_tenant) in pairs(&TENANTS) {
            let actor = authority(role, actor_tenant);
            let target = target(of, target_tenant);
            // T-408
            let reached = actor_tenant.is_none() || actor_tenant == target_tenant;
            assert_eq!(
                actor.reaches(&target),
                reached,
                "{actor_tenant:?} {target_tenant:?}"
            );
            let expected = match role {
                Role::User => Err(Forbidden::Scope),
                _ if below(role, of) => Ok(()),
                _ => Err(Forbidden::Upward),
            };
            assert_eq!(actor.may_act_on(&target), expected, "{role} on {of}");
            let itself = Account {
                id: actor.account_id,
                ..target
            };
            let on_itself = if role == Role::User {
                Forbidden::Scope
            } else {
                Forbidden::OnItself
            };
            assert_eq!(
                actor.may_act_on(&itself),
                Err(on_itself),
                "{role} on itself"
            );
            looked_at += 1;
        }
    }
    assert_eq!(looked_at, 81);
}

// T-403
#[test]
fn only_admins_and_owners_read_and_a_key_needs_its_scope() {
    for role in Role::ALL {
        let mut actor = authority(*role, Some("acme"));
        assert_eq!(actor.may_read().is_ok(), *role >= Role::Admin);
        actor.may_administer = false;
        assert_eq!(actor.may_read(), Err(Forbidden::Scope));
        assert_eq!(
            actor.may_act_on(&target(Role::User, Some("acme"))),
            Err(Forbidden::Scope)
        );
    }
}

#[test]
fn an_actor_gives_only_roles_below_its_own_and_an_owner_any() {
    for (role, given) in pairs(Role::ALL) {
        let expected = if below(role, given) {
            Ok(())
        } else {
            Err(Forbidden::Upward)
        };
        assert_eq!(
            authority(role, None).may_give(given),
            expected,
            "{role} gives {given}"
        );
    }
}

#[test]
fn only_an_owner_without_tenant_moves_accounts_between_tenants() {
    let tenant = |name: Option<&str>| name.and_then(Tenant::parse);
    for role in Role::ALL {
        for own in TENANTS {
            for (from, to) in pairs(&TENANTS) {
                let actor: Authority = authority(*role, own);
                let allowed = from == to || (*role == Role::Owner && own.is_none());
                let moved = actor.may_move_to(tenant(from).as_ref(), tenant(to).as_ref());
                let expected = if allowed {
                    Ok(())
                } else {
                    Err(Forbidden::Scope)
                };
                assert_eq!(moved, expected, "{role} of {own:?}: {from:?} to {to:?}");
            }
        }
    }
}

#[test]
fn the_audit_names_both_a_key_and_its_account() {
    let named = [
        (Actor::Public, "public".to_owned()),
        (Actor::Account(id(1)), format!("account:{}", id(1))),
        (
            Actor::Key(id(2), Some(id(1))),
            format!("key:{} for account:{}", id(2), id(1)),
        ),
        (Actor::Key(id(2), None), format!("key:{}", id(2))),
        (Actor::Operator, "operator".to_owned()),
        (Actor::System, "system".to_owned()),
    ];
    for (actor, name) in named {
        assert_eq!(actor.to_string(), name);
        assert_eq!(Actor::parse(&name), Some(actor));
    }
}

#[test]
fn what_names_no_actor_is_none() {
    let id = id(1);
    let names = [
        String::new(),
        "Public".to_owned(),
        "account:".to_owned(),
        format!("account:{id} "),
        format!("key:{id} for {id}"),
        format!("account:{id} for account:{id}"),
        format!("key:{id} for account:{id} for account:{id}"),
        id.to_string(),
    ];
    for name in names {
        assert_eq!(Actor::parse(&name), None, "{name}");
    }
}
