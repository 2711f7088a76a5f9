package libraries.services;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Instant;
import libraries.Serving;

/** Caches what is known of each key, of a thousand at most. */
public final class CaffeineBoundedService implements HttpHandler {

  record Caller(String plan, Instant firstSeen) {}

  private final LoadingCache<String, Caller> callers =
      Caffeine.newBuilder().maximumSize(1_000).build(CaffeineBoundedService::load);

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
