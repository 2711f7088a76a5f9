package com.example.notes.shared;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.*;
import org.springframework.stereotype.Component;

/** Gives out the tokens of logins. */
@Component
public class Issuer {
  private final JwtEncoder encoder;
  private final String issuer;
  private final String audience;

  Issuer(
      @Value("${JWT_SECRET}") String secret,
      @Value("${JWT_ISSUER}") String issuer,
      @Value("${JWT_AUDIENCE}") String audience) {
    this.encoder = new NimbusJwtEncoder(new ImmutableSecret<>(secret.getBytes(StandardCharsets.UTF_8)));
    this.issuer = issuer;
    this.audience = audience;
  }

  public String tokenFor(Account account) {
    var now = Instant.now();
    var claims = JwtClaimsSet.builder()
        .subject(account.getId().toString())
        .issuer(issuer)
        .audience(List.of(audience))
        .claim("role", account.getRole())
        .issuedAt(now)
        .expiresAt(now.plus(Duration.ofMinutes(15)))
        .build();
    var header = JwsHeader.with(MacAlgorithm.HS256).build();
    return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
  }
}
