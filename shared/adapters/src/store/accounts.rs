//! `accounts`: profile, version, epoch.

use domain::AccountId;
use domain::account::{Account, Locale, Role, Sso, Standing, Tenant};
use domain::{EmailAddress, Username};
use jiff::Timestamp;

use super::call::Call as _;
use super::item::{Attributes, Reader, attributes, n, s, time};
use super::read::in_time;
use super::transaction::{Condition, Guard, Write};
use super::{Store, StoreError, Table};

/// What a write expects the account to be still.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    /// The account.
    pub id: AccountId,
    /// Its epoch as it was read.
    pub epoch: u64,
}

impl From<&Account> for Expected {
    fn from(account: &Account) -> Self {
        Self {
            id: account.id,
            epoch: account.epoch,
        }
    }
}

impl Store {
    /// The account with that id.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        self.get(Table::Accounts, key(id))
            .await?
            .as_ref()
            .map(read)
            .transpose()
    }

    /// The accounts with these ids, in the order of the ids; missing ones are left out.
    pub async fn accounts(&self, ids: &[AccountId]) -> Result<Vec<Account>, StoreError> {
        let keys = ids.iter().map(|id| (Table::Accounts, key(*id))).collect();
        let found = self.batch_get(keys).await?;
        let mut accounts = found
            .iter()
            .map(|(_, item)| read(item))
            .collect::<Result<Vec<_>, _>>()?;
        accounts.sort_by_key(|account| ids.iter().position(|id| *id == account.id));
        Ok(accounts)
    }

    /// A new account. Its id is new, so the condition defends only against a repeated import.
    pub fn create_account(&self, account: &Account) -> Write {
        let condition = Condition::new(
            Guard::Account,
            "attribute_not_exists(id)",
            Attributes::new(),
        );
        self.put_if(Table::Accounts, write(account), condition)
    }

    /// The account after an edit of `before`: refused when anybody has edited it meanwhile.
    pub fn edit_account(&self, before: &Account, after: &Account) -> Write {
        let condition = Condition::new(
            Guard::Account,
            "version = :version AND epoch = :epoch",
            attributes([
                ("version", Some(n(before.version))),
                ("epoch", Some(n(before.epoch))),
            ]),
        );
        self.put_if(Table::Accounts, write(after), condition)
    }

    /// Raises the epoch because the password changes; an invited account becomes active with `activate`.
    ///
    /// The epoch defends against a password set on a state that has gone: whatever decides who may be helped raises
    /// it. Standing and SSO are in the condition once more, because a password on such an account helps nobody.
    pub fn raise_epoch(&self, expected: Expected, now: Timestamp, activate: bool) -> Write {
        let standing = if activate {
            "standing IN (:active, :invited)"
        } else {
            "standing = :active"
        };
        let condition = format!(
            "epoch = :epoch AND {standing} AND (attribute_not_exists(sso_url) OR #role <> :user)"
        );
        let mut values = attributes([
            ("epoch", Some(n(expected.epoch))),
            ("active", Some(s(Standing::Active.name()))),
            ("user", Some(s(Role::User.name()))),
            ("now", Some(time(now))),
            ("one", Some(n(1))),
        ]);
        if activate {
            values.insert("invited".to_owned(), s(Standing::Invited.name()));
        }
        let change = "SET epoch = epoch + :one, version = version + :one, epoch_at = :now, standing = :active";
        let condition = Condition::new(Guard::Account, condition, values).naming(&["role"]);
        self.update(Table::Accounts, key(expected.id), change, condition)
    }

    /// Nothing is written if the account's epoch has risen: defends every issue against an edit in between.
    pub fn expect_epoch(&self, expected: Expected) -> Write {
        let values = attributes([("epoch", Some(n(expected.epoch)))]);
        self.check(
            Table::Accounts,
            key(expected.id),
            Condition::new(Guard::Account, "epoch = :epoch", values),
        )
    }
}

impl Store {
    /// A page of all accounts, in no order, behind the account `after`.
    pub async fn scan_accounts(
        &self,
        after: Option<AccountId>,
        limit: i32,
    ) -> Result<AccountsPage, StoreError> {
        let request = self
            .client
            .scan()
            .table_name(self.name(Table::Accounts))
            .consistent_read(true)
            .set_exclusive_start_key(after.map(key))
            .limit(limit);
        let answer = in_time(request.call())
            .await?
            .map_err(StoreError::unavailable)?;
        page(answer.items, answer.last_evaluated_key)
    }

    /// Every owner who is active: the one question that reads the whole table, for the one time that it is asked.
    pub async fn active_owners(&self) -> Result<Vec<Account>, StoreError> {
        let mut owners = Vec::new();
        let mut after = None;
        loop {
            let request = self
                .client
                .scan()
                .table_name(self.name(Table::Accounts))
                .consistent_read(true)
                .filter_expression("#role = :owner AND standing = :active")
                .expression_attribute_names("#role", "role")
                .expression_attribute_values(":owner", s(Role::Owner.name()))
                .expression_attribute_values(":active", s(Standing::Active.name()))
                .set_exclusive_start_key(after.map(key));
            let answer = in_time(request.call())
                .await?
                .map_err(StoreError::unavailable)?;
            let page = page(answer.items, answer.last_evaluated_key)?;
            owners.extend(page.accounts);
            after = page.next;
            if after.is_none() {
                return Ok(owners);
            }
        }
    }
}

/// A part of all accounts.
#[derive(Debug)]
pub struct AccountsPage {
    /// The accounts.
    pub accounts: Vec<Account>,
    /// Where the next page begins, if there may be more.
    pub next: Option<AccountId>,
}

fn page(
    items: Option<Vec<Attributes>>,
    last: Option<Attributes>,
) -> Result<AccountsPage, StoreError> {
    let items = items.unwrap_or_default();
    Ok(AccountsPage {
        accounts: items.iter().map(read).collect::<Result<_, _>>()?,
        next: last
            .map(|last| Reader(&last).parsed("id", AccountId::parse))
            .transpose()?,
    })
}

pub(super) fn key(id: AccountId) -> Attributes {
    attributes([("id", Some(s(id.to_string())))])
}

fn write(account: &Account) -> Attributes {
    attributes([
        ("id", Some(s(account.id.to_string()))),
        (
            "username",
            account
                .username
                .as_ref()
                .map(|username| s(username.as_str())),
        ),
        (
            "email",
            account.email.as_ref().map(|email| s(email.as_str())),
        ),
        ("name", Some(s(&account.name))),
        (
            "tenant",
            account.tenant.as_ref().map(|tenant| s(tenant.as_str())),
        ),
        ("role", Some(s(account.role.name()))),
        ("standing", Some(s(account.standing.name()))),
        (
            "sso_provider",
            account.sso.as_ref().map(|sso| s(&sso.provider)),
        ),
        ("sso_url", account.sso.as_ref().map(|sso| s(&sso.url))),
        (
            "locale",
            account.locale.as_ref().map(|locale| s(locale.as_str())),
        ),
        ("version", Some(n(account.version))),
        ("epoch", Some(n(account.epoch))),
        ("epoch_at", Some(time(account.epoch_at))),
        ("created_at", Some(time(account.created_at))),
    ])
}

pub(super) fn read(item: &Attributes) -> Result<Account, StoreError> {
    let item = Reader(item);
    let sso = item
        .maybe_text("sso_provider")
        .zip(item.maybe_text("sso_url"));
    Ok(Account {
        id: item.parsed("id", AccountId::parse)?,
        username: item.maybe_parsed("username", |text| Username::parse(text).ok())?,
        email: item.maybe_parsed("email", |text| EmailAddress::parse(text).ok())?,
        name: item.text("name")?,
        tenant: item.maybe_parsed("tenant", Tenant::parse)?,
        role: item.parsed("role", Role::from_name)?,
        standing: item.parsed("standing", Standing::from_name)?,
        sso: sso.map(|(provider, url)| Sso { provider, url }),
        locale: item.maybe_parsed("locale", Locale::parse)?,
        version: item.number("version")?,
        epoch: item.number("epoch")?,
        epoch_at: item.time("epoch_at")?,
        created_at: item.time("created_at")?,
    })
}
