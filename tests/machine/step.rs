//! What may happen next.

use proptest::prelude::*;
use proptest::sample::select;

/// One step; the numbers choose among what there is.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Ask,
    /// An administrator has a link sent.
    Send,
    /// An administrator has a link handed over.
    HandOver,
    Redeem(usize),
    /// "This was not me."
    Disown(usize),
    /// An administrator revokes.
    Revoke,
    SetByHand,
    ChangeOwn,
    /// An administrator changes the address, to and fro.
    Edit,
    Cleanup,
    /// Time goes by.
    Wait(&'static str),
    /// The store fails so many times, for one function after so many good calls.
    StoreFails {
        fault: &'static str,
        function: &'static str,
        after: u32,
        times: u32,
    },
    /// The store is well again.
    Mend,
    /// So many mails meet that.
    MailFails(&'static str, u32),
    /// Every record that the stream has ever shown comes once more, the newest first.
    Redeliver,
    /// The mail service tells something of a link, perhaps of an old one, perhaps again.
    Event(&'static str, usize),
}

/// Nothing that a function does takes more calls.
const MANY: u32 = 1_000;

pub fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => Just(Step::Ask),
        3 => Just(Step::Send),
        3 => Just(Step::HandOver),
        5 => any::<usize>().prop_map(Step::Redeem),
        1 => any::<usize>().prop_map(Step::Disown),
        1 => Just(Step::Revoke),
        1 => Just(Step::SetByHand),
        1 => Just(Step::ChangeOwn),
        1 => Just(Step::Edit),
        2 => Just(Step::Cleanup),
        3 => select(vec!["30s", "2m", "39m", "45m", "61m", "17h", "31d"]).prop_map(Step::Wait),
        6 => store_fails(),
        2 => Just(Step::Mend),
        2 => (select(vec!["reject", "paused", "throttle", "lose-answer", "down"]), 1..3_u32)
            .prop_map(|(mode, times)| Step::MailFails(mode, times)),
        2 => Just(Step::Redeliver),
        2 => (select(vec!["Send", "Delivery", "DeliveryDelay", "Bounce", "Complaint"]), any::<usize>())
            .prop_map(|(kind, link)| Step::Event(kind, link)),
    ]
}

fn store_fails() -> impl Strategy<Value = Step> {
    let fault = select(vec!["throttle", "error", "lose-answer", "conflict"]);
    let function = select(vec![
        "deliver",
        "deliver",
        "redeem",
        "request",
        "admin-generate",
        "manual-set",
        "change-own",
        "accounts",
        "cleanup",
        "mail-events",
    ]);
    let times = prop_oneof![2 => 1..4_u32, 1 => Just(MANY)];
    (fault, function, 0..6_u32, times).prop_map(|(fault, function, after, times)| {
        Step::StoreFails {
            fault,
            function,
            after,
            times,
        }
    })
}
