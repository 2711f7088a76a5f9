package libraries.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import libraries.Serving;
import net.jodah.expiringmap.ExpirationPolicy;
import net.jodah.expiringmap.ExpiringMap;

/** Remembers what is known of each key for two seconds, then asks anew. */
public final class ExpiringMapService implements HttpHandler {

  record Caller(String plan, Instant firstSeen) {}

  private final Map<String, Caller> callers =
      ExpiringMap.builder()
          .expirationPolicy(ExpirationPolicy.CREATED)
          .expiration(2, TimeUnit.SECONDS)
          .entryLoader(ExpiringMapService::load)
          .build();

  private static Caller load(String key) {
    return new Caller(key.startsWith("pro-") ? "pro" : "free", Instant.now());
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Caller caller = callers.get(Serving.apiKey(exchange));
    Serving.answer(
        exchange, 200, "{\"plan\":\"%s\",\"things\":[\"lamp\",\"chair\"]}".formatted(caller.plan()));
  }
}
