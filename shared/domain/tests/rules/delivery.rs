//! What is known of a mail, as events about it come twice and in any order.

use domain::DeliveryState;
use domain::delivery::MailEvent;

/// Each event and what it says, from the one that says least to the one that nothing outweighs.
const RISING: [(MailEvent, DeliveryState); 7] = [
    (MailEvent::Sent, DeliveryState::Sent),
    (MailEvent::Delayed, DeliveryState::Delayed),
    (MailEvent::Delivered, DeliveryState::Delivered),
    (MailEvent::Complained, DeliveryState::Complained),
    (MailEvent::Rejected, DeliveryState::Rejected),
    (MailEvent::Bounced, DeliveryState::Bounced),
    (MailEvent::Suppressed, DeliveryState::Suppressed),
];

#[test]
fn any_event_says_more_than_nothing() {
    for (event, state) in RISING {
        for known in [DeliveryState::None, DeliveryState::Queued] {
            assert_eq!(event.changes(known), Some(state), "{event}");
        }
    }
    assert_eq!(
        MailEvent::BouncedWithoutReason.changes(DeliveryState::Sent),
        Some(DeliveryState::Bounced)
    );
}

#[test]
fn what_says_more_wins_in_whatever_order_it_comes() {
    for (more, (event, state)) in RISING.into_iter().enumerate() {
        for (less, (_, known)) in RISING.into_iter().enumerate() {
            let changed = (more > less).then_some(state);
            assert_eq!(event.changes(known), changed, "{event} after {known}");
        }
    }
}

#[test]
fn what_comes_back_from_a_mailbox_takes_nothing_back() {
    for known in [DeliveryState::Delivered, DeliveryState::Complained] {
        let answer = MailEvent::BouncedWithoutReason;
        assert_eq!(answer.changes(known), None, "{known}");
        for bounce in [MailEvent::Bounced, MailEvent::BouncedForNow] {
            assert!(bounce.changes(known).is_some(), "{bounce} after {known}");
        }
    }
}

#[test]
fn only_what_is_refused_for_good_speaks_against_the_address() {
    for event in MailEvent::ALL {
        let failed = match event {
            MailEvent::Bounced => Some(DeliveryState::Bounced),
            MailEvent::Suppressed => Some(DeliveryState::Suppressed),
            _ => None,
        };
        assert_eq!(event.failed_address(), failed, "{event}");
    }
}
