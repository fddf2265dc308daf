//! The usual way, as examples show it: default features, what `aws-config` finds, a runtime of several threads, one put
//! into a table for each request. With `SECRET` it fetches that secret at its start, as Rekey does.

use aws_config::BehaviorVersion;
use aws_sdk_dynamodb::types::AttributeValue;
use lambda_http::{Body, Error, Request, Response, run, service_fn};

#[tokio::main]
async fn main() -> Result<(), Error> {
    lambda_http::tracing::init_default_subscriber();
    let config = aws_config::load_defaults(BehaviorVersion::latest()).await;
    if let Ok(secret) = std::env::var("SECRET") {
        let secrets = aws_sdk_secretsmanager::Client::new(&config);
        secrets.get_secret_value().secret_id(secret).send().await?;
    }
    let dynamodb = aws_sdk_dynamodb::Client::new(&config);
    run(service_fn(|request| answer(&dynamodb, request))).await
}

async fn answer(
    dynamodb: &aws_sdk_dynamodb::Client,
    request: Request,
) -> Result<Response<Body>, Error> {
    let body = String::from_utf8_lossy(request.body()).into_owned();
    let put = dynamodb.put_item().table_name("outbox");
    let put = put.item("id", AttributeValue::S("1".to_owned()));
    put.item("body", AttributeValue::S(body)).send().await?;
    let answer = Response::builder().status(202);
    let answer = answer.header("content-type", "application/json");
    Ok(answer.body(r#"{"message":"taken"}"#.into())?)
}
