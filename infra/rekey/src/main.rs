//! `cargo run`: everything on one machine.

use std::path::PathBuf;
use std::process::ExitCode;

use adapters::web::error::chain;
use clap::{Parser, Subcommand};
use rekey::emulators::Emulators;
use rekey::secrets::Secrets;
use rekey::{Options, Stack};
use tokio::signal::unix::{SignalKind, signal};

/// A complete password reset for applications on AWS, here on one machine.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// Port to serve on; 0 takes any that is free
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// Folder to keep data in; without it, everything is in memory
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Accounts to begin with instead of the demo accounts: one JSON object a line
    #[arg(long, value_name = "FILE")]
    accounts: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Start only the store and the mail catcher, and print the environment for the functions
    Emulators,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log_to_standard_error();
    let ran = match arguments.command {
        Some(Command::Emulators) => run_emulators(&arguments).await,
        None => run_stack(arguments).await,
    };
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Rekey cannot start: {}", chain(&*error));
            ExitCode::FAILURE
        }
    }
}

async fn run_stack(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let options = Options {
        port: arguments.port,
        data: arguments.data,
        accounts: arguments.accounts,
        ..Options::default()
    };
    let stack = Stack::start(options).await?;
    welcome(&stack);
    println!("Rekey is ready: {}", stack.url());
    until_told_to_end().await?;
    Ok(())
}

fn welcome(stack: &Stack) {
    let url = stack.url();
    println!("Sign in as      olivia@example.com (owner) or adam@example.com (admin of acme)");
    println!("with password   correct horse battery staple");
    println!("Service key: {}", stack.service_key());
    println!("Mail is caught  {url}/_local/");
    println!(
        "Try             curl {url}/v1/password-resets --json '{{\"identifier\":\"ana@example.com\"}}'"
    );
}

async fn run_emulators(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let emulators = Emulators::start(arguments.data.as_deref(), "rekey-").await?;
    let secrets = Secrets::load_or_make(arguments.data.as_deref())?;
    println!("export AWS_ENDPOINT_URL_DYNAMODB={}", emulators.store_url);
    println!("export AWS_ENDPOINT_URL_SESV2={}", emulators.mail_url);
    println!("export AWS_REGION=eu-central-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local");
    println!("export BASE_URL=http://localhost:9000 MAIL_FROM=rekey@localhost.example");
    println!("export LINK_KEYS='{}'", secrets.link_keys);
    println!("export PEPPER_KEYS='{}'", secrets.pepper_keys);
    println!("Rekey's emulators are ready: {}", emulators.store_url);
    until_told_to_end().await?;
    Ok(())
}

async fn until_told_to_end() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}

/// For the person at the terminal: warnings, unless `LOG_LEVEL` asks for more.
#[expect(clippy::disallowed_methods, reason = "the local program's own start")]
fn log_to_standard_error() {
    let level = std::env::var("LOG_LEVEL")
        .ok()
        .and_then(|name| name.parse().ok())
        .unwrap_or(tracing::Level::WARN);
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(level)
        .init();
}
