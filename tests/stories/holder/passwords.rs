//! The password rules, with their reasons. A rejected password does not use up the link.

use tests::{NEW_PASSWORD, PASSWORD, World};

/// Fifteen characters that no rule objects to.
const FIFTEEN: &str = "kqzvxwjypbmtgrd";

async fn is_accepted(world: &World, password: &str) {
    let token = world.token_asked_for("ana@example.com").await;
    world.redeem(&token, password).await.expect(200);
    world.settle().await;
    world.password_is("ana@example.com", password).await;
}

// T-321, T-504
#[tokio::test]
async fn a_rejected_password_says_why_and_does_not_use_up_the_link() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    let before = world.records().await;
    let too_short = world
        .redeem(&token, "spoon lamp owl")
        .await
        .rejected_as("too-short");
    assert_eq!(too_short["minimum"], 15);
    let too_long = world
        .redeem(&token, &format!("{FIFTEEN}{}", FIFTEEN.repeat(17)))
        .await
        .rejected_as("too-long");
    assert_eq!(too_long["maximum"], 256);
    world
        .redeem(&token, "passwordpassword")
        .await
        .rejected_as("too-common");
    world
        .redeem(&token, "ana@example.com42")
        .await
        .rejected_as("contains-account-words");
    world.redeem(&token, "").await.rejected_as("too-short");
    world.nothing_happened_since(&before).await;
    world.password_is("ana@example.com", PASSWORD).await;
    assert_eq!(world.state(&token).await, "live");
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
}

// T-324
#[tokio::test]
async fn length_is_counted_in_characters_after_composition() {
    let world = World::with(&[("LIMIT_MAILS_PER_ACCOUNT", "100")]).await;
    let token = world.token_asked_for("ana@example.com").await;
    let composed_by_eight = "e\u{301}a\u{301}o\u{301}u\u{308}n\u{303}c\u{327}s\u{30c}z\u{30c}";
    for short in [
        &FIFTEEN[1..],
        composed_by_eight,
        "🦉🥄🪔🌊🍋🧭🪁🎻🪨🌾🐚🧵🪶🫐",
    ] {
        world.redeem(&token, short).await.rejected_as("too-short");
    }
    world.revoke(&token).await.expect(200);
    is_accepted(&world, FIFTEEN).await;
    is_accepted(&world, "🦉🥄🪔🌊🍋🧭🪁🎻🪨🌾🐚🧵🪶🫐🧊").await;
    is_accepted(&world, &format!("{composed_by_eight}kqzvxwj")).await;
}

fn of_length(length: usize) -> String {
    let spoons: Vec<String> = (0..length)
        .map(|number| format!("{number} spoons, "))
        .collect();
    spoons.concat()[..length].to_owned()
}

// T-324, T-326
#[tokio::test]
async fn long_passwords_count_to_the_last_character() {
    let world = World::with(&[("LIMIT_MAILS_PER_ACCOUNT", "100")]).await;
    for length in [64, 128, 256] {
        let password = of_length(length);
        is_accepted(&world, &password).await;
        world
            .password_is_not("ana@example.com", &password[..length - 1])
            .await;
    }
    let token = world.token_asked_for("ana@example.com").await;
    for length in [257, 1_025, 10_000] {
        world
            .redeem(&token, &of_length(length))
            .await
            .rejected_as("too-long");
    }
    assert_eq!(world.state(&token).await, "live");
}

#[tokio::test]
async fn a_password_of_256_characters_of_four_bytes_is_accepted() {
    let world = World::start().await;
    let pictures: Vec<char> = ('\u{1f300}'..='\u{1f3ff}').collect();
    let pictures: String = (0..256)
        .map(|place| pictures[place * place * 31 % 257 % 256])
        .chain(['\u{1f40a}'])
        .take(256)
        .collect();
    assert_eq!(pictures.chars().count(), 256);
    is_accepted(&world, &pictures).await;
}

// T-328
#[tokio::test]
async fn composed_and_decomposed_forms_are_one_password() {
    let world = World::start().await;
    let (composed, decomposed) = (
        "déjà vu près de la rivière",
        "de\u{301}ja\u{300} vu pre\u{300}s de la rivie\u{300}re",
    );
    is_accepted(&world, decomposed).await;
    world.password_is("ana@example.com", composed).await;
    world
        .change_password("ana@example.com", composed, NEW_PASSWORD)
        .await
        .expect(200);
    is_accepted(&world, composed).await;
    world.password_is("ana@example.com", decomposed).await;
}

// T-331
#[tokio::test]
async fn no_kind_of_character_is_required() {
    let world = World::with(&[("LIMIT_MAILS_PER_ACCOUNT", "100")]).await;
    for password in [
        "jumprugfigtealawnbox",
        "739184620571938264",
        "!#%&/()=?`^*_:;>~",
        "ЖИРАФВШЛЯПЕНАРЕКЕ",
    ] {
        is_accepted(&world, password).await;
    }
}

#[tokio::test]
async fn a_password_is_never_trimmed_nor_folded() {
    let world = World::start().await;
    is_accepted(&world, "  Nine Spoons\tand a Lamp  ").await;
    for other in [
        "Nine Spoons\tand a Lamp",
        "  nine spoons\tand a lamp  ",
        "  Nine Spoons and a Lamp  ",
    ] {
        world.password_is_not("ana@example.com", other).await;
    }
}

// T-332
#[tokio::test]
async fn repeated_characters_words_and_sequences_are_too_common() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    for common in [
        "passwordpassword",
        "PasswordPassword",
        "aaaaaaaaaaaaaaaa",
        "                ",
        "0000000000000000000",
        "abcabcabcabcabcabc",
        "1234123412341234",
        "letmeinletmeinletmein",
    ] {
        world.redeem(&token, common).await.rejected_as("too-common");
    }
    assert_eq!(world.state(&token).await, "live");
    world.password_is("ana@example.com", PASSWORD).await;
}

#[tokio::test]
async fn the_accounts_own_words_leave_too_little_unless_eight_characters_are_left() {
    let world = World::start().await;
    let changes =
        serde_json::json!({"username": "ana.karenina", "name": "Anastasia Karenina-Oblonskaya"});
    world.olivia_edits("ana@example.com", changes).await;
    let token = world.token_asked_for("ana@example.com").await;
    for own in [
        "ana@example.com7",
        "xxana.karenina77",
        "Anastasia Karenina-Oblonskaya",
        "ANA@EXAMPLE.COM!!",
    ] {
        world
            .redeem(&token, own)
            .await
            .rejected_as("contains-account-words");
    }
    assert_eq!(world.state(&token).await, "live");
    world
        .redeem(&token, "ana@example.com zq7kfwvm")
        .await
        .expect(200);
}

#[tokio::test]
async fn the_operator_may_ask_for_less() {
    let world = World::with(&[("PASSWORD_MIN_LENGTH", "8")]).await;
    let token = world.token_asked_for("ana@example.com").await;
    assert_eq!(
        world
            .redeem(&token, "kqzvxwj")
            .await
            .rejected_as("too-short")["minimum"],
        8
    );
    world.redeem(&token, "kqzvxwjy").await.expect(200);
    world.password_is("ana@example.com", "kqzvxwjy").await;
}

#[tokio::test]
async fn the_same_password_again_is_the_holders_business() {
    let world = World::start().await;
    is_accepted(&world, PASSWORD).await;
}
