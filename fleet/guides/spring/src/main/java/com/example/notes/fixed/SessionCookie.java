package com.example.notes.fixed;

// region: fix
import java.time.Duration;
import org.springframework.http.ResponseCookie;

class SessionCookie {
  /** __Host-: browsers take it with Secure, with Path=/ and without Domain alone. */
  static ResponseCookie named(String value) {
    return ResponseCookie.from("__Host-session", value)
        .httpOnly(true)
        .secure(true)
        .sameSite("Lax")
        .path("/")
        .maxAge(Duration.ofMinutes(15))
        .build();
  }
}
// endregion
