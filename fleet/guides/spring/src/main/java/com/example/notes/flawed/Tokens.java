package com.example.notes.flawed;

import com.nimbusds.jwt.JWTParser;
import java.time.Instant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

@Configuration
class Tokens {
  /** Reads the claims and believes them: parse() verifies nothing. */
  @Bean
  JwtDecoder jwtDecoder() {
    return token -> {
      try {
        var parsed = JWTParser.parse(token);
        var claims = parsed.getJWTClaimsSet();
        return Jwt.withTokenValue(token)
            .headers(headers -> headers.putAll(parsed.getHeader().toJSONObject()))
            .subject(claims.getSubject())
            .claim("role", String.valueOf(claims.getClaim("role")))
            .issuedAt(Instant.now())
            .build();
      } catch (Exception failure) {
        throw new BadJwtException("no token", failure);
      }
    };
  }
}
