//! Presets, lifetimes set by name, and the windows that follow from them.

use serde_json::{Value, json};
use tests::{World, lives_for};

async fn asked_for(world: &World) -> Value {
    world.token_asked_for("ana@example.com").await;
    world.account("ana@example.com").await["reset"].clone()
}

async fn handed_over(world: &World, body: Value) -> Value {
    let olivia = world.olivia().await;
    world.revoke_link(&olivia, "twin1").await.expect(204);
    world
        .reset_link(&olivia, "twin1", body)
        .await
        .expect(200)
        .json()
}

/// Lifetime and window of a link asked for, and of an administrator's, in minutes.
async fn lives(settings: &[(&str, &str)], self_service: (i64, i64), admin: (i64, i64)) {
    let world = World::with(settings).await;
    lives_for(&asked_for(&world).await, self_service.0, self_service.1);
    lives_for(&handed_over(&world, json!({})).await, admin.0, admin.1);
}

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

#[tokio::test]
async fn without_a_preset_an_hour_and_a_day() {
    lives(&[], (HOUR, 40), (DAY, 16 * HOUR)).await;
    lives(&[("PRESET", "standard")], (HOUR, 40), (DAY, 16 * HOUR)).await;
}

#[tokio::test]
async fn the_help_desks_preset_is_a_quarter_of_an_hour() {
    lives(&[("PRESET", "helpdesk")], (15, 10), (15, 10)).await;
}

#[tokio::test]
async fn the_associations_preset_is_seven_days_and_a_window_of_sixteen_hours() {
    lives(
        &[("PRESET", "association")],
        (7 * DAY, 16 * HOUR),
        (7 * DAY, 16 * HOUR),
    )
    .await;
}

#[tokio::test]
async fn the_preset_of_a_day_is_a_day_and_a_window_of_sixteen_hours() {
    lives(&[("PRESET", "day")], (DAY, 16 * HOUR), (DAY, 16 * HOUR)).await;
}

#[tokio::test]
async fn a_lifetime_set_by_name_wins_over_the_preset_and_brings_its_window_where_the_presets_is_longer()
 {
    lives(
        &[("PRESET", "association"), ("SELF_SERVICE_LIFETIME", "1h")],
        (HOUR, 40),
        (7 * DAY, 16 * HOUR),
    )
    .await;
    lives(
        &[("PRESET", "association"), ("ADMIN_LIFETIME", "2d")],
        (7 * DAY, 16 * HOUR),
        (2 * DAY, 16 * HOUR),
    )
    .await;
    lives(
        &[("PRESET", "helpdesk"), ("ADMIN_LIFETIME", "2h")],
        (15, 10),
        (2 * HOUR, 80),
    )
    .await;
}

#[tokio::test]
async fn a_window_set_by_name_is_the_window() {
    lives(&[("RESEND_WINDOW", "30m")], (HOUR, 30), (DAY, 30)).await;
    lives(&[("RESEND_WINDOW", "1h")], (HOUR, HOUR), (DAY, HOUR)).await;
    lives(
        &[("PRESET", "association"), ("RESEND_WINDOW", "10m")],
        (7 * DAY, 10),
        (7 * DAY, 10),
    )
    .await;
    lives(
        &[("ADMIN_LIFETIME", "7d")],
        (HOUR, 40),
        (7 * DAY, 7 * 16 * HOUR),
    )
    .await;
}

#[tokio::test]
async fn a_lifetime_asked_for_in_a_call_brings_its_window_where_the_configured_one_is_longer() {
    let world = World::with(&[("PRESET", "association")]).await;
    lives_for(
        &handed_over(&world, json!({"lifetime": "1h"})).await,
        HOUR,
        40,
    );
    lives_for(
        &handed_over(&world, json!({"lifetime": "2d"})).await,
        2 * DAY,
        16 * HOUR,
    );
    let world = World::with(&[("RESEND_WINDOW", "30m")]).await;
    lives_for(
        &handed_over(&world, json!({"lifetime": "15m"})).await,
        15,
        10,
    );
    lives_for(
        &handed_over(&world, json!({"lifetime": "3h"})).await,
        3 * HOUR,
        30,
    );
}
