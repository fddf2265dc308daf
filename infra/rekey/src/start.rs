//! How the local program starts, whole or without functions: with what, where, and why it did not.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use adapters::app::StartError as FunctionError;
use adapters::settings::SettingError;
use adapters::store::StoreError;
use tokio::net::TcpListener;

use crate::accounts_file::AccountsError;
use crate::emulators;

/// How to start.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// 0: any that is free.
    pub port: u16,
    /// Where to keep data; in memory without.
    pub data: Option<PathBuf>,
    /// Accounts to begin with instead of the demo accounts.
    pub accounts: Option<PathBuf>,
    /// Settings that win over the environment.
    pub settings: BTreeMap<String, String>,
}

/// Why the stack did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// The emulators.
    #[error("the local store and mail service did not start: {0}")]
    Emulators(#[from] emulators::Error),
    /// The port.
    #[error("port {0} cannot be listened on")]
    Port(u16, #[source] std::io::Error),
    /// The secrets of the data folder.
    #[error("the secrets in the data folder cannot be read or written")]
    Secrets(#[source] std::io::Error),
    /// The accounts to begin with.
    #[error(transparent)]
    Accounts(#[from] AccountsError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A function.
    #[error(transparent)]
    Function(#[from] FunctionError),
}

/// Takes a port of this machine's own, and tells the address that people use.
pub(crate) async fn listen(port: u16) -> Result<(TcpListener, String), StartError> {
    let taken = |error| StartError::Port(port, error);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = TcpListener::bind(address).await.map_err(taken)?;
    let port = listener.local_addr().map_err(taken)?.port();
    Ok((listener, format!("http://localhost:{port}")))
}
