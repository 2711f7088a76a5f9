use actix_web::error::{ErrorBadGateway, ErrorUnauthorized};
use actix_web::{HttpRequest, Responder, get, web};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};
use reqwest::Client;

use crate::downstream::quota_url;

// region: fix-clients
/// One client and one pool of connections for all callers; the key is a header of the request.
#[get("/v1/clients")]
pub async fn show_quota(
    request: HttpRequest,
    client: web::Data<Client>,
    issued: web::Data<IssuedKeys>,
) -> actix_web::Result<impl Responder> {
    let key = api_key(&request)
        .filter(|key| issued.contains(key))
        .ok_or_else(|| ErrorUnauthorized("unknown key"))?;
    let asked = client.get(quota_url(&request)).header("x-api-key", key);
    let answer = asked.send().await.map_err(ErrorBadGateway)?;
    answer.text().await.map_err(ErrorBadGateway)
}
// endregion

pub fn kept() -> Kept {
    Kept {
        pattern: "clients",
        entries: 0,
        bytes: 0,
    }
}
