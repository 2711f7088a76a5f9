package libraries.services;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Instant;
import libraries.Serving;

/** Caches what is known of each key. */
public final class GuavaUnboundedService implements HttpHandler {

  record Caller(String plan, Instant firstSeen) {}

  private final LoadingCache<String, Caller> callers =
      CacheBuilder.newBuilder().build(CacheLoader.from(GuavaUnboundedService::load));

  private static Caller load(String key) {
    return new Caller(key.startsWith("pro-") ? "pro" : "free", Instant.now());
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Caller caller = callers.getUnchecked(Serving.apiKey(exchange));
    Serving.answer(
        exchange, 200, "{\"plan\":\"%s\",\"things\":[\"lamp\",\"chair\"]}".formatted(caller.plan()));
  }
}
