//! Rows of a batch: when they are done, and which link they are about.

use domain::batch::RowState;
use domain::{HandOver, TokenDigest};

#[test]
fn a_row_is_done_when_nothing_more_will_happen_and_tells_its_link() {
    let link = TokenDigest([7; 32]);
    let rows = [
        (RowState::Waiting(None), "waiting", false, None),
        (RowState::Waiting(Some(link)), "waiting", false, Some(link)),
        (RowState::Sending(link), "sending", false, Some(link)),
        (RowState::Sent(link), "sent", true, Some(link)),
        (
            RowState::HandedOver(link, HandOver::NoEmail),
            "hand-over",
            true,
            Some(link),
        ),
        (RowState::Refused("scope".to_owned()), "refused", true, None),
    ];
    for (row, name, is_done, digest) in rows {
        assert_eq!(row.name(), name);
        assert_eq!(row.is_done(), is_done, "{name}");
        assert_eq!(row.digest(), digest, "{name}");
    }
}
