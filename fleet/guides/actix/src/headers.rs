// region: headers
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header;
use actix_web::middleware::DefaultHeaders;

/// The last `wrap` but that of HTTPS, so that the other middleware's responses have them too.
pub fn security_headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .add((header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"))
        .add((header::CACHE_CONTROL, "no-store"))
}

/// Scripts cannot read the cookie, and other sites cannot send it with a form.
pub fn session(token: &str) -> Cookie<'_> {
    Cookie::build("__Host-session", token) // browsers refuse this name without Secure and Path=/
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .finish()
}
// endregion

// region: assets
/// The folder holds public files and nothing else. Dotfiles and listings are off unless they are switched on.
pub fn assets() -> actix_files::Files {
    actix_files::Files::new("/assets", "public")
}
// endregion
