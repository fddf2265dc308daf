//! Texts with a form of their own, as the API's document describes them: named in `#[schemars(with = "…")]` where the Rust
//! type is a plain text.

use std::borrow::Cow;

use domain::{AppliesTo, HandOver, Origin, Role, Standing};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// A closed choice of the domain, by its written names.
macro_rules! choice {
    ($($(#[$doc:meta])* $name:ident = $type:ty;)+) => {$(
        texts! { $(#[$doc])* $name = json_schema!({
            "type": "string", "enum": <$type>::ALL.iter().map(|value| value.name()).collect::<Vec<_>>(),
        }); }
    )+};
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident = $schema:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name;

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )+};
}

texts! {
    /// A ULID.
    Id = json_schema!({"type": "string", "pattern": "^[0-7][0-9A-HJKMNP-TV-Z]{25}$"});
    /// A moment, in UTC.
    Moment = json_schema!({"type": "string", "format": "date-time"});
    /// What a person types to be found.
    Identifier = json_schema!({
        "type": "string", "minLength": 1, "maxLength": 254,
        "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]*[^ \\u0000-\\u001f\\u007f-\\u009f][^\\u0000-\\u001f\\u007f-\\u009f]*$"
    });
    /// Not to be shown.
    Secret = json_schema!({"type": "string", "format": "password"});
    /// A username.
    Username = json_schema!({"type": "string", "pattern": "^[A-Za-z0-9._-]{2,64}$"});
    /// An address.
    Email = json_schema!({"type": "string", "format": "email", "maxLength": 254});
    /// A person's name.
    PersonName = json_schema!({
        "type": "string", "maxLength": 200, "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]*$"
    });
    /// A company.
    Tenant = json_schema!({"type": "string", "pattern": "^[a-z0-9._-]{1,64}$"});
    /// A company, or none in particular.
    AnyTenant = json_schema!({"type": "string", "pattern": "^[a-z0-9._-]{0,64}$"});
    /// A language tag.
    Locale = json_schema!({
        "type": "string", "maxLength": 35, "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
    });
    /// The beginning of a name.
    Search = json_schema!({"type": "string", "maxLength": 254});
    /// What a person typed, or says so.
    LookedUp = json_schema!({"type": "string", "minLength": 1, "maxLength": 254, "pattern": "[^ ]"});
    /// An IP address.
    Address = json_schema!({"type": "string", "anyOf": [{"format": "ipv4"}, {"format": "ipv6"}]});
    /// A duration from one minute to seven days.
    Lifetime = json_schema!({"type": "string", "pattern": "^([0-9]+[smhd])+$"});
    /// What a link is.
    LinkState = json_schema!({
        "type": "string", "enum": ["live", "expired", "used", "replaced", "revoked", "unknown"]
    });
}

choice! {
    /// What an account may do in the administration.
    RoleName = Role;
    /// Whether an account gives access.
    StandingName = Standing;
    /// Which sign-in a password is for.
    AppliesToName = AppliesTo;
    /// Why a link was issued.
    OriginName = Origin;
    /// Why an administrator has to carry a link.
    HandOverName = HandOver;
    /// What is known of a mail.
    DeliveryName = domain::DeliveryState;
}
