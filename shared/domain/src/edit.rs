//! Changes to an account, and what follows from them.

use jiff::Timestamp;

use crate::account::{Account, Locale, Role, Sso, Standing, Tenant};
use crate::actor::{Authority, Forbidden};
use crate::identifier::{EmailAddress, Username};

/// The members that an edit names; the inner `None` clears one.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// New username.
    pub username: Option<Option<Username>>,
    /// New address.
    pub email: Option<Option<EmailAddress>>,
    /// New name.
    pub name: Option<String>,
    /// New tenant.
    pub tenant: Option<Option<Tenant>>,
    /// New role.
    pub role: Option<Role>,
    /// New standing.
    pub standing: Option<Standing>,
    /// New sign-in.
    pub sso: Option<Option<Sso>>,
    /// New language.
    pub locale: Option<Option<Locale>>,
}

impl Changes {
    /// Whether the actor may make these changes to an account that it may act on.
    pub fn allowed(&self, actor: &Authority, before: &Account) -> Result<(), Forbidden> {
        if let Some(role) = self.role {
            actor.may_give(role)?;
        }
        match &self.tenant {
            Some(tenant) => actor.may_move_to(before.tenant.as_ref(), tenant.as_ref()),
            None => Ok(()),
        }
    }

    /// The account after the edit.
    pub fn apply(self, before: &Account, now: Timestamp) -> Account {
        let mut after = before.clone();
        after.username = self.username.unwrap_or(after.username);
        after.email = self.email.unwrap_or(after.email);
        after.name = self.name.unwrap_or(after.name);
        after.tenant = self.tenant.unwrap_or(after.tenant);
        after.role = self.role.unwrap_or(after.role);
        after.standing = self.standing.unwrap_or(after.standing);
        after.sso = self.sso.unwrap_or(after.sso);
        after.locale = self.locale.unwrap_or(after.locale);
        after.version += 1;
        if raises_epoch(before, &after) {
            after.epoch += 1;
            after.epoch_at = now;
        }
        after
    }
}

/// Whether links and sessions must die: whatever decides who may be helped, or where mail goes, has changed.
pub fn raises_epoch(before: &Account, after: &Account) -> bool {
    before.email != after.email
        || before.role != after.role
        || before.standing != after.standing
        || before.sso != after.sso
        || before.tenant != after.tenant
}

/// Whether the credential must go: an account that becomes an SSO `user` has its password elsewhere.
pub fn drops_credential(before: &Account, after: &Account) -> bool {
    after.is_managed_elsewhere() && !before.is_managed_elsewhere()
}

/// The names of the members that differ, for the audit.
pub fn changed_members(before: &Account, after: &Account) -> Vec<&'static str> {
    let members = [
        ("username", before.username != after.username),
        ("email", before.email != after.email),
        ("name", before.name != after.name),
        ("tenant", before.tenant != after.tenant),
        ("role", before.role != after.role),
        ("standing", before.standing != after.standing),
        ("sso", before.sso != after.sso),
        ("locale", before.locale != after.locale),
    ];
    members
        .into_iter()
        .filter(|(_, changed)| *changed)
        .map(|(name, _)| name)
        .collect()
}
