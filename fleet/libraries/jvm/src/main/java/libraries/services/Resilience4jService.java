package libraries.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import java.io.IOException;
import java.time.Duration;
import libraries.Serving;

/** A rate limiter for each API key, by name from a registry: 10,000 requests a second. */
public final class Resilience4jService implements HttpHandler {

  private final RateLimiterRegistry limiters =
      RateLimiterRegistry.of(
          RateLimiterConfig.custom()
              .limitRefreshPeriod(Duration.ofSeconds(1))
              .limitForPeriod(10_000)
              .timeoutDuration(Duration.ZERO)
              .build());

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    RateLimiter limiter = limiters.rateLimiter(Serving.apiKey(exchange));
    if (limiter.acquirePermission()) {
      Serving.answer(exchange, 200, "{\"things\":[\"lamp\",\"chair\"]}");
    } else {
      Serving.answer(exchange, 429, "{\"error\":\"too many requests\"}");
    }
  }
}
