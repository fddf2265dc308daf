//! What is secret never shows itself when it is written for people.

use domain::bearer::ServiceKey;
use domain::{BearerToken, LinkRecord, Nonce, Password, Role};
use zeroize::Zeroizing;

use crate::examples::{ana, at, id, issue, key, keys};

// T-1105
#[test]
fn every_secret_type_says_redacted() {
    let (_, token) = issue(&ana(), 1, at(0));
    let told = [
        format!("{token:?}"),
        format!("{:?}", BearerToken::new(id(1), Zeroizing::new([1; 32]))),
        format!("{:?}", Nonce([1; 32])),
        format!("{:?}", key("a", 1)),
        format!("{:?}", keys()),
        format!("{:?}", Password::new("correct horse battery staple")),
    ];
    for text in told {
        assert!(text.contains("redacted"), "{text}");
        assert!(!text.contains("[1") && !text.contains("horse"), "{text}");
        assert!(!text.contains(token.expose().as_str()));
    }
}

// T-1105: also inside of what holds them.
#[test]
fn a_record_of_links_tells_no_nonce() {
    let (link, _) = issue(&ana(), 1, at(0));
    let record = LinkRecord {
        current: Some(link),
        ..LinkRecord::default()
    };
    let told = format!("{record:?}");
    assert!(
        told.contains("Nonce(redacted)") && !told.contains("[1, 1, 1"),
        "{told}"
    );
}

#[test]
fn a_service_key_tells_what_it_may_and_holds_no_secret() {
    let key = ServiceKey {
        id: id(1),
        name: "portal".to_owned(),
        may_verify: true,
        may_administer: false,
        highest_role: Role::User,
        tenant: None,
        expires_at: None,
    };
    assert!(format!("{key:?}").contains("portal"));
}
