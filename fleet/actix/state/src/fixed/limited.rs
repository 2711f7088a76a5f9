use std::mem::size_of;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::ErrorTooManyRequests;
use actix_web::middleware::{Next, from_fn};
use actix_web::{Error, HttpRequest, HttpResponse, Responder, get, rt, web};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};
use governor::state::InMemoryState;
use governor::{DefaultKeyedRateLimiter, Quota};

// region: fix-limited
const ACCOUNT_PER_SECOND: NonZeroU32 = NonZeroU32::new(5_000).unwrap();
/// Generous, because one address can be a whole company's.
const ADDRESS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(200_000).unwrap();
const SWEEP_EVERY: Duration = Duration::from_secs(10);

/// Known callers are limited by their key, all others by their address.
pub struct Limits {
    by_account: DefaultKeyedRateLimiter<String>,
    by_address: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limits {
    pub fn new() -> Self {
        Self {
            by_account: DefaultKeyedRateLimiter::keyed(Quota::per_second(ACCOUNT_PER_SECOND)),
            by_address: DefaultKeyedRateLimiter::keyed(Quota::per_minute(ADDRESS_PER_MINUTE)),
        }
    }
}

/// Forgets who has their full limit again.
pub async fn sweep(limits: web::Data<Limits>) {
    loop {
        rt::time::sleep(SWEEP_EVERY).await;
        limits.by_account.retain_recent();
        limits.by_account.shrink_to_fit();
        limits.by_address.retain_recent();
        limits.by_address.shrink_to_fit();
    }
}

async fn limit(
    limits: web::Data<Limits>,
    issued: web::Data<IssuedKeys>,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let known = api_key(request.request()).filter(|key| issued.contains(key));
    let within = match (known, request.peer_addr()) {
        (Some(key), _) => limits.by_account.check_key(&key.to_owned()).is_ok(),
        // Not `realip_remote_addr`: it comes from headers, where callers write what they like.
        (None, Some(peer)) => limits.by_address.check_key(&network(peer.ip())).is_ok(),
        (None, None) => false,
    };
    if !within {
        return Err(ErrorTooManyRequests("too many requests"));
    }
    next.call(request).await
}

/// One customer has 2^64 addresses of IPv6, and should have one limit.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)).into(),
    }
}

#[get("/v1/limited", wrap = "from_fn(limit)")]
pub async fn limited(request: HttpRequest, issued: web::Data<IssuedKeys>) -> impl Responder {
    match api_key(&request) {
        Some(key) if issued.contains(key) => HttpResponse::Ok(),
        _ => HttpResponse::Unauthorized(),
    }
}
// endregion

impl Limits {
    pub fn kept(&self) -> Kept {
        let [accounts, addresses] = [self.by_account.len(), self.by_address.len()];
        Kept {
            pattern: "limited",
            entries: accounts + addresses,
            bytes: accounts * size_of::<(String, InMemoryState)>()
                + addresses * size_of::<(IpAddr, InMemoryState)>(),
        }
    }
}
