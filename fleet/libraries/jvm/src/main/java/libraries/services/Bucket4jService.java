package libraries.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.bucket4j.Bucket;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import libraries.Serving;

/** A token bucket for each API key, in a map that nobody clears. */
public final class Bucket4jService implements HttpHandler {

  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  private static Bucket newBucket(String key) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(10_000).refillGreedy(10_000, Duration.ofMinutes(1)))
        .build();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Bucket bucket = buckets.computeIfAbsent(Serving.apiKey(exchange), Bucket4jService::newBucket);
    if (bucket.tryConsume(1)) {
      Serving.answer(exchange, 200, "{\"things\":[\"lamp\",\"chair\"]}");
    } else {
      Serving.answer(exchange, 429, "{\"error\":\"too many requests\"}");
    }
  }
}
