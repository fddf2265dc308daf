//! Who does something, and what a signed-in actor may do to whom.

use std::fmt;

use crate::account::{Account, Role, Standing, Tenant, written};
use crate::id::AccountId;

/// Who did it, as the audit writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Anyone: a person without a session.
    Public,
    /// A signed-in account.
    Account(AccountId),
    /// A service key, for a named account where it administers.
    Key(AccountId, Option<AccountId>),
    /// Whoever runs the operator's commands.
    Operator,
    /// Rekey itself.
    System,
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Public => f.write_str("public"),
            Self::Account(id) => write!(f, "account:{id}"),
            Self::Key(key, Some(account)) => write!(f, "key:{key} for account:{account}"),
            Self::Key(key, None) => write!(f, "key:{key}"),
            Self::Operator => f.write_str("operator"),
            Self::System => f.write_str("system"),
        }
    }
}

impl Actor {
    /// Reads what `Display` wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let id = |text: &str, kind: &str| text.strip_prefix(kind).and_then(AccountId::parse);
        match (text, text.split_once(" for ")) {
            ("public", _) => Some(Self::Public),
            ("operator", _) => Some(Self::Operator),
            ("system", _) => Some(Self::System),
            (_, Some((key, account))) => {
                Some(Self::Key(id(key, "key:")?, Some(id(account, "account:")?)))
            }
            _ => id(text, "account:")
                .map(Self::Account)
                .or_else(|| id(text, "key:").map(|key| Self::Key(key, None))),
        }
    }
}

/// The rule that says no to an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forbidden {
    /// Nobody acts on itself.
    OnItself,
    /// Nobody acts on its equal or its better; an owner may act on other owners.
    Upward,
    /// The key, or the actor's tenant, does not reach so far.
    Scope,
}

written!(Forbidden { OnItself = "self", Upward = "upward", Scope = "scope" });

/// A signed-in actor and how far it reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// For the audit.
    pub actor: Actor,
    /// The account that acts.
    pub account_id: AccountId,
    /// The lower of the account's role and the key's highest.
    pub role: Role,
    /// The tenant it is confined to, if any.
    pub tenant: Option<Tenant>,
    /// Whether it may administer at all: a session may, a key needs the scope.
    pub may_administer: bool,
}

impl Authority {
    /// Whether the target exists for this actor: an account without tenant is outside every confined actor's.
    pub fn reaches(&self, target: &Account) -> bool {
        self.tenant.is_none() || self.tenant == target.tenant
    }

    /// Whether it may read the directory.
    pub fn may_read(&self) -> Result<(), Forbidden> {
        if self.may_administer && self.role >= Role::Admin {
            Ok(())
        } else {
            Err(Forbidden::Scope)
        }
    }

    /// What is left of it by now, as its account is: who has been disabled, demoted or moved to another tenant since may do no
    /// more than then, and no more than now.
    #[must_use]
    pub fn by_now(&self, account: Option<&Account>) -> Self {
        let mut left = self.clone();
        let Some(account) = account else {
            left.may_administer = false;
            return left;
        };
        let moved = self.tenant.is_some() && account.tenant.is_some() && !self.reaches(account);
        left.may_administer &= account.standing == Standing::Active && !moved;
        left.role = self.role.min(account.role);
        left.tenant = self.tenant.clone().or_else(|| account.tenant.clone());
        left
    }

    /// Whether it may act on an account that it reaches: never on itself, never upward.
    pub fn may_act_on(&self, target: &Account) -> Result<(), Forbidden> {
        self.may_read()?;
        if target.id == self.account_id {
            return Err(Forbidden::OnItself);
        }
        if self.outranks(target.role) {
            Ok(())
        } else {
            Err(Forbidden::Upward)
        }
    }

    /// Whether it may give that role: only roles below its own; an owner any.
    pub fn may_give(&self, role: Role) -> Result<(), Forbidden> {
        if self.outranks(role) {
            Ok(())
        } else {
            Err(Forbidden::Upward)
        }
    }

    /// Whether it may put an account into that tenant, coming from another: only an owner without tenant may.
    pub fn may_move_to(&self, from: Option<&Tenant>, to: Option<&Tenant>) -> Result<(), Forbidden> {
        let free = self.role == Role::Owner && self.tenant.is_none();
        if from == to || free {
            Ok(())
        } else {
            Err(Forbidden::Scope)
        }
    }

    fn outranks(&self, role: Role) -> bool {
        self.role == Role::Owner || role < self.role
    }
}
