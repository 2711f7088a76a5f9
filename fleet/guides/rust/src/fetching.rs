// region: fetching
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, Url, redirect::Policy};

/// Resolves names, and refuses those that lead to an address inside.
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if !found.iter().all(|address| is_public(address.ip())) {
                return Err("the host has an address that is not public".into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

pub fn public_client() -> reqwest::Result<Client> {
    Client::builder()
        .dns_resolver(PublicOnly)
        .https_only(true)
        .no_proxy() // a proxy would resolve the name itself
        .redirect(Policy::none())
        .timeout(Duration::from_secs(5))
        .build()
}

/// An IP address in the URL is not resolved, and so has to be refused here: only names are allowed.
pub fn may_be_fetched(url: &Url) -> bool {
    url.scheme() == "https" && url.domain().is_some() && url.port().is_none() && url.username().is_empty()
}
// endregion

// region: public-address
fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            let is_shared = a == 100 && b & 0xc0 == 64;
            let is_reserved = a == 0 || a >= 240 || (a, b, c) == (192, 0, 0) || a == 198 && b & 0xfe == 18;
            !(is_shared
                || is_reserved
                || ip.is_private()
                || ip.is_loopback()
                || ip.is_link_local()
                || ip.is_multicast())
        }
        IpAddr::V6(ip) => {
            let [first, second, ..] = ip.segments();
            // 2000::/3 without the ranges that wrap IPv4 addresses (6to4, Teredo).
            first & 0xe000 == 0x2000 && first != 0x2002 && (first, second) != (0x2001, 0)
        }
    }
}
// endregion

const MOST_BYTES: usize = 256 * 1024;

// region: read
/// Status and the first 256 KiB of a page; `None` where it cannot be fetched.
pub async fn fetch(client: &Client, url: Url) -> Option<(u16, Vec<u8>)> {
    let mut response = client.get(url).send().await.ok()?;
    let mut page = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        page.extend_from_slice(&chunk);
        if page.len() >= MOST_BYTES {
            break;
        }
    }
    Some((response.status().as_u16(), page))
}
// endregion

/// What stands in the first `<title>`.
pub fn title_in(page: &[u8]) -> String {
    let page = String::from_utf8_lossy(page);
    let Some((_, rest)) = page.split_once("<title>") else { return String::new() };
    rest.split('<').next().unwrap_or_default().chars().take(200).collect()
}
