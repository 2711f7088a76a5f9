use std::collections::HashMap;
use std::mem::size_of;
use std::sync::Mutex;

use actix_web::error::{ErrorBadGateway, ErrorUnauthorized};
use actix_web::{HttpRequest, Responder, get, web};
use fleet_actix::api_key;
use fleet_service::{IssuedKeys, Kept};
use reqwest::Client;
use reqwest::header::{HeaderMap, HeaderValue};

use crate::downstream::quota_url;

// region: leak-clients
/// A client for each caller, that sends the caller's key along.
#[derive(Default)]
pub struct Clients {
    by_key: Mutex<HashMap<String, Client>>,
}

impl Clients {
    /// A client has a pool of connections of its own, and stays with it for good.
    fn of(&self, key: &str) -> Client {
        let mut clients = self.by_key.lock().unwrap();
        let client = clients.entry(key.to_owned()).or_insert_with(|| {
            let key = HeaderValue::from_str(key).expect("it came in a header");
            let headers = HeaderMap::from_iter([("x-api-key".parse().unwrap(), key)]);
            let client = Client::builder().default_headers(headers);
            client.build().expect("nothing in it can fail")
        });
        client.clone()
    }
}

#[get("/v1/clients")]
pub async fn show_quota(
    request: HttpRequest,
    clients: web::Data<Clients>,
    issued: web::Data<IssuedKeys>,
) -> actix_web::Result<impl Responder> {
    let key = api_key(&request).ok_or_else(|| ErrorUnauthorized("no key"))?;
    // The client is made before the key is checked.
    let client = clients.of(key);
    if !issued.contains(key) {
        return Err(ErrorUnauthorized("unknown key"));
    }
    let answer = client.get(quota_url(&request)).send().await;
    let answer = answer.map_err(ErrorBadGateway)?;
    answer.text().await.map_err(ErrorBadGateway)
}
// endregion

impl Clients {
    pub fn kept(&self) -> Kept {
        let clients = self.by_key.lock().unwrap();
        Kept {
            pattern: "clients",
            entries: clients.len(),
            // The key is in the map and in the client's headers; the rest of a client comes on top.
            bytes: clients
                .keys()
                .map(|key| 2 * key.len() + size_of::<(String, Client)>())
                .sum(),
        }
    }
}
