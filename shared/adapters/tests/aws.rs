//! The store's client keeps its promises when the store does not.

mod stub;

use std::{
    net::TcpListener,
    time::{Duration, Instant},
};

use adapters::aws::Aws;
use aws_sdk_dynamodb::types::AttributeValue;
use stub::{Reply, Stub};

const TAKEN: Reply = Reply::Answer(200, "", "{}");

fn dynamodb(stub: &Stub) -> aws_sdk_dynamodb::Client {
    Aws::from_environment(stub.environment())
        .expect("complete")
        .dynamodb_client()
}

async fn put(client: &aws_sdk_dynamodb::Client) -> bool {
    let value = AttributeValue::S("x".to_owned());
    let put = client
        .put_item()
        .table_name("links")
        .item("id", value)
        .send()
        .await;
    put.is_ok()
}

fn body(request: &str) -> &str {
    request.split_once("\r\n\r\n").expect("head and body").1
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_with_the_same_request() {
    let stub = Stub::new(vec![Reply::HangUpAfterReading, TAKEN]);
    assert!(put(&dynamodb(&stub)).await);
    let stub::Seen {
        connections,
        requests,
    } = stub.seen();
    assert_eq!((connections, requests.len()), (2, 2));
    assert_eq!(body(&requests[0]), body(&requests[1]));
}

#[tokio::test]
async fn a_connection_closed_before_the_request_is_made_again() {
    let stub = Stub::new(vec![Reply::HangUpAtOnce, TAKEN]);
    assert!(put(&dynamodb(&stub)).await);
}

#[tokio::test]
async fn one_connection_serves_many_calls() {
    let stub = Stub::new(vec![Reply::Kept(200, "{}"), Reply::Kept(200, "{}"), TAKEN]);
    let client = dynamodb(&stub);
    for _ in 0..3 {
        assert!(put(&client).await);
    }
    let seen = stub.seen();
    assert_eq!((seen.connections, seen.requests.len()), (1, 3));
}

#[tokio::test]
async fn a_server_that_fails_is_asked_again_on_another_connection() {
    let stub = Stub::new(vec![Reply::Kept(500, "{}"), TAKEN]);
    assert!(put(&dynamodb(&stub)).await);
    let seen = stub.seen();
    assert_eq!((seen.connections, seen.requests.len()), (2, 2));
}

#[tokio::test]
async fn throttling_and_failures_are_tried_five_times_within_a_second_or_two() {
    for (status, code) in [
        (400, "ThrottlingException"),
        (500, "InternalServerError"),
        (503, ""),
    ] {
        let stub = Stub::new(vec![Reply::Answer(status, code, "{}")]);
        let start = Instant::now();
        assert!(!put(&dynamodb(&stub)).await);
        assert_eq!(stub.seen().connections, 5, "{status} {code}");
        assert!(start.elapsed() < Duration::from_secs(2));
    }
}

#[tokio::test]
async fn what_the_store_has_decided_is_final() {
    let stub = Stub::new(vec![Reply::Answer(
        400,
        "ConditionalCheckFailedException",
        "{}",
    )]);
    assert!(!put(&dynamodb(&stub)).await);
    assert_eq!(stub.seen().connections, 1);
}

#[tokio::test]
async fn a_silent_store_is_asked_again_after_its_attempt_is_over() {
    let stub = Stub::new(vec![Reply::Silence, TAKEN]);
    let start = Instant::now();
    assert!(put(&dynamodb(&stub)).await);
    assert!(start.elapsed() < Duration::from_secs(3));
}

#[tokio::test]
async fn a_store_that_is_not_there_is_given_up_soon() {
    let stub = Stub::new(vec![TAKEN]);
    let nobody = TcpListener::bind("127.0.0.1:0")
        .expect("a free port")
        .local_addr()
        .expect("bound");
    let environment = |name: &str| match name {
        "AWS_ENDPOINT_URL_DYNAMODB" => Some(format!("http://{nobody}")),
        name => stub.environment()(name),
    };
    let start = Instant::now();
    assert!(
        !put(&Aws::from_environment(environment)
            .expect("complete")
            .dynamodb_client())
        .await
    );
    assert!(start.elapsed() < Duration::from_secs(2));
}
