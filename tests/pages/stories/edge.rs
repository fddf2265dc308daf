//! What holds the pages against the rest of the web.

use tests::World;
use tests_pages::Browser;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Somebody else's page, at an address of its own and without a policy.
async fn elsewhere(page: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut caller, _)) = listener.accept().await {
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n";
            let answer = format!("{head}Content-Length: {}\r\n\r\n{page}", page.len());
            // What is asked for does not matter; a caller who has gone does not either.
            let _asked = caller.read(&mut [0; 4096]).await;
            let _gone = caller.write_all(answer.as_bytes()).await;
        }
    });
    format!("http://{address}/")
}

/// T-809
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn no_page_can_be_framed() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let shown_in_a_frame = async |address: &str| {
        let frame = format!("<iframe src='{address}' onload='document.title=1'></iframe>");
        browser.open(&elsewhere(frame).await).await;
        browser.until("return document.title === '1'").await;
        browser.enter_frame().await;
        browser.text("body").await
    };
    let free = elsewhere("<p>free</p>".to_owned()).await;
    assert_eq!(shown_in_a_frame(&free).await, "free");
    for path in [
        "/forgot",
        "/reset",
        "/not-me",
        "/console",
        "/problems/not-found",
    ] {
        let shown = shown_in_a_frame(&format!("{}{path}", world.url())).await;
        assert!(!shown.contains("Rekey"), "{path}: {shown}");
        let place = browser.run("return location.href", &[]).await;
        assert_eq!(place, "chrome-error://chromewebdata/", "{path}");
    }
}

/// T-816
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn password_managers_are_led_to_the_page() {
    let (world, browser) = (World::start().await, Browser::start().await);
    browser
        .open(&format!("{}/.well-known/change-password", world.url()))
        .await;
    assert_eq!(browser.address().await, format!("{}/forgot", world.url()));
}

/// The harness itself: a page that breaks its policy, or asks another origin, is noticed.
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn what_breaks_the_policy_is_noticed() {
    let (world, browser) = (World::start().await, Browser::start().await);
    browser.open(&format!("{}/forgot", world.url())).await;
    browser
        .run("document.body.setAttribute('style', 'color: red')", &[])
        .await;
    let complaints = browser.complaints().await.join("\n");
    assert!(
        complaints.contains("Content Security Policy"),
        "{complaints}"
    );
    browser
        .run("document.body.append(Object.assign(new Image(), { src: 'https://elsewhere.example/' }))", &[])
        .await;
    let complaints = browser.complaints().await.join("\n");
    assert!(complaints.contains("elsewhere.example"), "{complaints}");
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_brand_of_any_color_can_be_read() {
    let browser = Browser::start().await;
    for color in ["#ffd400", "#ffffff", "#000000"] {
        let world = World::with(&[("BRAND_COLOR", color)]).await;
        browser.open(&format!("{}/forgot", world.url())).await;
        browser.is_sound(&format!("brand-{}", &color[1..])).await;
    }
}
