//! Batches: what was asked for, and what became of each row, in any state.

use adapters::store::Write;
use domain::batch::{Batch, Row, RowState};
use domain::{HandOver, Tenant, TokenDigest};
use jiff::SignedDuration;
use ulid::Ulid;

use crate::world::{World, at, id, ulid};

const DIGEST: TokenDigest = TokenDigest([5; 32]);

fn batch(total: usize) -> Batch {
    Batch {
        id: ulid(),
        started_by: "admin:01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned(),
        tenant: Tenant::parse("acme"),
        started_at: at(0),
        total,
    }
}

fn row(account_id: &str, state: RowState) -> Row {
    Row {
        account_id: account_id.to_owned(),
        state,
    }
}

/// A row in each state, and texts that are no id; none of them may be taken for another, or for the batch itself.
fn rows() -> Vec<Row> {
    let refused = |slug: &str| RowState::Refused(slug.to_owned());
    vec![
        row(&id(1).to_string(), RowState::Waiting(None)),
        row(&id(6).to_string(), RowState::Waiting(Some(DIGEST))),
        row(&id(2).to_string(), RowState::Sending(DIGEST)),
        row(&id(3).to_string(), RowState::Sent(DIGEST)),
        row(
            &id(4).to_string(),
            RowState::HandedOver(DIGEST, HandOver::NoEmail),
        ),
        row(&id(5).to_string(), refused("standing-blocked")),
        row("", refused("not-found")),
        row("#", refused("not-found")),
        row("?", refused("not-found")),
        row("somebody", refused("not-found")),
    ]
}

async fn writes(world: &World, batch: &Batch, rows: &[Row]) {
    let written = world.store.write_batch(batch, rows).await;
    written.expect("the store answers");
}

async fn read(world: &World, id: Ulid) -> Option<(Batch, Vec<Row>)> {
    world.store.batch(id).await.expect("the store answers")
}

fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by(|a, b| a.account_id.cmp(&b.account_id));
    rows
}

#[tokio::test]
async fn a_batch_is_read_back_with_every_row_of_its_own() {
    let world = World::start().await;
    let (mine, theirs) = (batch(rows().len()), batch(1));
    for (batch, rows) in [
        (&mine, rows()),
        (
            &theirs,
            vec![row(&id(9).to_string(), RowState::Waiting(None))],
        ),
    ] {
        writes(&world, batch, &rows).await;
    }
    let (found, found_rows) = read(&world, mine.id).await.expect("a batch");
    assert_eq!((found, sorted(found_rows)), (mine, sorted(rows())));
    assert_eq!(read(&world, ulid()).await, None);
}

#[tokio::test]
async fn a_batch_without_a_tenant_is_read_back_without_one() {
    let world = World::start().await;
    let started = Batch {
        tenant: None,
        ..batch(0)
    };
    writes(&world, &started, &[]).await;
    assert_eq!(read(&world, started.id).await, Some((started, vec![])));
}

#[tokio::test]
async fn a_batch_larger_than_a_page_of_the_store_is_whole() {
    let world = World::start().await;
    let rows: Vec<Row> = (0..1000)
        .map(|number| row(&format!("{number:01000}"), RowState::Waiting(None)))
        .collect();
    let started = batch(rows.len());
    writes(&world, &started, &rows).await;
    let (_, found) = read(&world, started.id).await.expect("a batch");
    assert!(world.calls("Query") > 1, "it was one page after all");
    assert_eq!(sorted(found), rows);
}

#[tokio::test]
async fn what_became_of_a_row_takes_the_place_of_what_was_recorded() {
    let world = World::start().await;
    let started = batch(1);
    writes(
        &world,
        &started,
        &[row(&id(1).to_string(), RowState::Waiting(None))],
    )
    .await;
    for Row { state, .. } in rows() {
        let write: Write = world
            .store
            .record_row(started.id, id(1), &state, at(60_000));
        world.commits(vec![write]).await;
        let found = world.store.batch_row(started.id, id(1)).await;
        assert_eq!(
            found.expect("the store answers"),
            Some(row(&id(1).to_string(), state))
        );
    }
    let (_, found) = read(&world, started.id).await.expect("a batch");
    assert_eq!(found.len(), 1);
    for (batch, account) in [(started.id, id(2)), (ulid(), id(1))] {
        let found = world.store.batch_row(batch, account).await;
        assert_eq!(found.expect("the store answers"), None);
    }
}

// Longer than anything in it could be shown: no resend window is longer than a week.
#[tokio::test]
async fn a_batch_and_its_rows_are_kept_for_eight_days() {
    let world = World::start().await;
    let started = batch(1);
    writes(
        &world,
        &started,
        &[row(&id(1).to_string(), RowState::Waiting(None))],
    )
    .await;
    let later = world
        .store
        .record_row(started.id, id(2), &RowState::Waiting(None), at(60_000));
    world.commits(vec![later]).await;
    let eight_days = SignedDuration::from_hours(8 * 24).as_secs();
    let tables = world.tables().await;
    let kept = |row: &str| {
        let items = tables["batches"].as_array().expect("a table");
        let item = items.iter().find(|item| item["row"] == row).expect("a row");
        item["ttl"].as_i64().expect("a number") - eight_days - at(0).as_second()
    };
    let [first, second] = [id(1), id(2)].map(|id| kept(&id.to_string()));
    assert_eq!((kept("#"), first, second), (0, 0, 60));
}
