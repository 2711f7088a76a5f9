package libraries.services;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import libraries.Serving;

/** Verifies signature and expiry of the token of each request. */
public final class NimbusJwtService implements HttpHandler {

  private final ConfigurableJWTProcessor<SecurityContext> tokens = new DefaultJWTProcessor<>();

  public NimbusJwtService() {
    byte[] secret = System.getenv("JWT_SECRET").getBytes(StandardCharsets.UTF_8);
    tokens.setJWSKeySelector(
        new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, new ImmutableSecret<>(secret)));
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      JWTClaimsSet claims = tokens.process(Serving.bearerToken(exchange), null);
      Serving.answer(
          exchange,
          200,
          "{\"owner\":\"%s\",\"things\":[\"lamp\",\"chair\"]}".formatted(claims.getSubject()));
    } catch (ParseException | BadJOSEException | JOSEException invalid) {
      Serving.answer(exchange, 401, "{\"error\":\"the token is not valid\"}");
    }
  }
}
