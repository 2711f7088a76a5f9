// region: headers
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum_extra::extract::cookie::{Cookie, SameSite};

/// For `map_response` at the end of the chain: it sees every response, those of the fallback too.
pub async fn security_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.remove(header::SERVER);
    response
}

/// Scripts cannot read the cookie, and other sites cannot send it with a form.
pub fn session(token: String) -> Cookie<'static> {
    Cookie::build(("__Host-session", token)) // browsers refuse this name without Secure and Path=/
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .build()
}
// endregion
