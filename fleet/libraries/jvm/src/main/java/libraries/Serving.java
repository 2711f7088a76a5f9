package libraries;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** What all services share: the caller's key, answers, metrics, truth, start and stop. */
public final class Serving {

  private static final int WORKERS = 8;
  private static final String BEARER = "Bearer ";

  private Serving() {}

  /** What a service asks of its callers. */
  enum Credential {
    API_KEY("X-API-Key", Serving::apiKey),
    BEARER("a bearer token", Serving::bearerToken);

    private final String label;
    private final Function<HttpExchange, String> read;

    Credential(String label, Function<HttpExchange, String> read) {
      this.label = label;
      this.read = read;
    }
  }

  /** The key of a request that has come past {@link Require}. */
  public static String apiKey(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("X-API-Key");
  }

  /** The token of a request that has come past {@link Require}. */
  public static String bearerToken(HttpExchange exchange) {
    String value = exchange.getRequestHeaders().getFirst("Authorization");
    return value != null && value.startsWith(BEARER) ? value.substring(BEARER.length()) : null;
  }

  public static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /**
   * Any key is welcome: these are APIs that only want to tell their callers apart. A token is left
   * to be verified by who uses it.
   */
  private static final class Require extends Filter {
    private final Credential credential;

    Require(Credential credential) {
      this.credential = credential;
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
      String sent = credential.read.apply(exchange);
      if (sent == null || sent.isEmpty()) {
        answer(exchange, 401, "{\"error\":\"%s is missing\"}".formatted(credential.label));
      } else {
        chain.doFilter(exchange);
      }
    }

    @Override
    public String description() {
      return "asks for " + credential.label;
    }
  }

  /** Serves until SIGTERM. */
  static void serve(HttpHandler service, Credential credential, int port, boolean metrics)
      throws IOException {
    // The server writes headers and body apart: with Nagle's algorithm each answer on a kept
    // connection would wait 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext("/v1/things", service).getFilters().add(new Require(credential));
    if (metrics) {
      observe(server);
    }
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    server.setExecutor(workers);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
    server.start();
    System.out.println("listening on http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void observe(HttpServer server) {
    JvmMetrics.builder().register();
    server.createContext("/metrics", new MetricsHandler());
    server.createContext(
        "/__truth", exchange -> answer(exchange, 200, "{\"heapBytes\":%d}".formatted(liveHeap())));
  }

  /** Collects first, so that what the heap holds is really held. */
  private static long liveHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
