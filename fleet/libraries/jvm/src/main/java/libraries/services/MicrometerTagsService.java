package libraries.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import libraries.Serving;

/** Counts the requests of each key, which is a tag: a meter for every key that was ever sent. */
public final class MicrometerTagsService implements HttpHandler {

  private final MeterRegistry meters =
      new PrometheusMeterRegistry(
          PrometheusConfig.DEFAULT, PrometheusRegistry.defaultRegistry, Clock.SYSTEM);

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    meters.counter("api.requests", "api.key", Serving.apiKey(exchange)).increment();
    Serving.answer(exchange, 200, "{\"things\":[\"lamp\",\"chair\"]}");
  }
}
