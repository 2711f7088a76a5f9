package libraries.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import libraries.Serving;

/** Compares each key with the one that was issued, in constant time, and keeps none. */
public final class StatelessService implements HttpHandler {

  private static final byte[] PARTNER_KEY =
      System.getenv().getOrDefault("API_KEY", "demo-key").getBytes(StandardCharsets.UTF_8);

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    byte[] key = Serving.apiKey(exchange).getBytes(StandardCharsets.UTF_8);
    String plan = MessageDigest.isEqual(key, PARTNER_KEY) ? "partner" : "free";
    Serving.answer(
        exchange, 200, "{\"plan\":\"%s\",\"things\":[\"lamp\",\"chair\"]}".formatted(plan));
  }
}
