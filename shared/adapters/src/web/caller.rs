//! Who is calling, as far as the connection and the headers tell.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, header, request::Parts};

/// The address that the connection came from, as API Gateway (or, locally, the socket) tells it. Never a header's.
#[derive(Clone, Copy, Debug)]
pub struct SourceAddress(pub IpAddr);

/// The caller of one request.
#[derive(Clone)]
pub struct Caller {
    /// Where the connection came from.
    pub address: IpAddr,
    headers: HeaderMap,
}

impl Caller {
    /// The bearer token as it was sent, if exactly one was.
    pub fn bearer(&self) -> Option<&str> {
        let mut sent = self.headers.get_all(header::AUTHORIZATION).iter();
        let (Some(one), None) = (sent.next(), sent.next()) else {
            return None;
        };
        let (scheme, token) = one.to_str().ok()?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token)
    }

    /// A header's text, if exactly one was sent and it is ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut sent = self.headers.get_all(name).iter();
        let (Some(one), None) = (sent.next(), sent.next()) else {
            return None;
        };
        one.to_str().ok()
    }

    /// The caller's program as it names itself, without control characters, cut at 200 characters.
    pub fn user_agent(&self) -> String {
        let sent = self.header(header::USER_AGENT.as_str()).unwrap_or_default();
        sent.chars().filter(|c| !c.is_control()).take(200).collect()
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let source = parts.extensions.get::<SourceAddress>();
        // Without an address all callers are one: limits then hold for all of them together.
        let address = source.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |source| source.0);
        Ok(Self {
            address,
            headers: parts.headers.clone(),
        })
    }
}
