import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A service on the JDK's own HTTP server that reads API keys, leaky or fixed, same routes. */
public final class KeyService {

  /** What one pattern holds on to at this moment. */
  record Kept(int entries, long bytes) {}

  /** One build of the service: its routes by path, and what they hold on to. */
  interface Variant {
    Map<String, HttpHandler> routes();

    Map<String, Kept> kept();
  }

  static final Set<String> ISSUED =
      Set.of(System.getenv().getOrDefault("API_KEYS", "demo-key").split(","));

  /** Keeps every API key that anybody ever sent, in two ways. */
  static final class Leaky implements Variant {

    // region: leak-map
    static final class KeyInfo {
      final boolean issued;
      volatile Instant lastSeen = Instant.now();

      KeyInfo(boolean issued) {
        this.issued = issued;
      }
    }

    private final Map<String, KeyInfo> keys = new ConcurrentHashMap<>();

    private void cached(HttpExchange exchange) throws IOException {
      String key = apiKey(exchange);
      // A key gets its entry before it is known to be good, and no entry is ever removed.
      KeyInfo info = keys.computeIfAbsent(key, unseen -> new KeyInfo(ISSUED.contains(unseen)));
      info.lastSeen = Instant.now();
      answer(exchange, info.issued ? 200 : 401);
    }

    // endregion

    // region: leak-task
    // The queue behind a single thread executor has no bound.
    private final ThreadPoolExecutor audits =
        new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), KeyService::daemon);

    private void audited(HttpExchange exchange) throws IOException {
      Headers headers = exchange.getRequestHeaders();
      // The task captures all headers, and keeps them until the collector is ready for it.
      audits.execute(() -> deliver(headers));
      answer(exchange, ISSUED.contains(apiKey(exchange)) ? 202 : 401);
    }

    // endregion

    @Override
    public Map<String, HttpHandler> routes() {
      return Map.of("/v1/keys/cached", this::cached, "/v1/keys/audited", this::audited);
    }

    @Override
    public Map<String, Kept> kept() {
      int waiting = audits.getQueue().size();
      return Map.of(
          "cached", new Kept(keys.size(), keys.keySet().stream().mapToLong(String::length).sum()),
          "audited", new Kept(waiting, 0));
    }
  }

  /** The same two routes; what each of them keeps has a bound. */
  static final class Fixed implements Variant {

    // region: fix-lru
    private static final int MAX_KEYS = 1_000;
    private static final int MAX_KEY_LENGTH = 256;

    /** In order of use; the key used longest ago makes room for a new one. */
    private final Map<String, Boolean> issuedByKey =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_KEYS;
          }
        };

    private void cached(HttpExchange exchange) throws IOException {
      String key = apiKey(exchange);
      boolean issued = false;
      if (key.length() <= MAX_KEY_LENGTH) {
        synchronized (issuedByKey) {
          issued = issuedByKey.computeIfAbsent(key, ISSUED::contains);
        }
      }
      answer(exchange, issued ? 200 : 401);
    }

    // endregion

    // region: fix-task
    /** What the audit needs, and no more: no exchange, no headers, no key. */
    record AuditRecord(long keyDigest, Instant at) {}

    private final BlockingQueue<AuditRecord> audits = new ArrayBlockingQueue<>(1_000);

    Fixed() {
      daemon(this::sendAudits).start();
    }

    private void sendAudits() {
      try {
        while (true) {
          deliver(audits.take());
        }
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }

    private void audited(HttpExchange exchange) throws IOException {
      String key = apiKey(exchange);
      // `offer` never waits: when the collector falls behind, records are lost.
      audits.offer(new AuditRecord(digest(key), Instant.now()));
      answer(exchange, ISSUED.contains(key) ? 202 : 401);
    }

    // endregion

    @Override
    public Map<String, HttpHandler> routes() {
      return Map.of("/v1/keys/cached", this::cached, "/v1/keys/audited", this::audited);
    }

    @Override
    public Map<String, Kept> kept() {
      synchronized (issuedByKey) {
        long bytes = issuedByKey.keySet().stream().mapToLong(String::length).sum();
        return Map.of(
            "cached", new Kept(issuedByKey.size(), bytes), "audited", new Kept(audits.size(), 0));
      }
    }
  }

  private static final long DELIVERY_MS = 250;

  /** Stands for the slow service on the far side that audit records are sent to. */
  static void deliver(Object record) {
    try {
      Thread.sleep(DELIVERY_MS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  static long digest(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return java.nio.ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String apiKey(HttpExchange exchange) {
    String key = exchange.getRequestHeaders().getFirst("X-API-Key");
    return key == null ? "" : key;
  }

  static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  static void answer(HttpExchange exchange, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  static Thread daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  static MemoryUsage heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
  }

  /** Names its figures as Micrometer does. */
  static String metrics() {
    StringBuilder text = new StringBuilder();
    text.append("# TYPE jvm_memory_used_bytes gauge\n")
        .append("jvm_memory_used_bytes{area=\"heap\"} %d\n".formatted(heap().getUsed()))
        .append("# TYPE jvm_gc_pause_seconds summary\n");
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      String labels = "{gc=\"%s\"}".formatted(collector.getName());
      text.append("jvm_gc_pause_seconds_count%s %d\n".formatted(labels, collector.getCollectionCount()))
          .append("jvm_gc_pause_seconds_sum%s %s\n".formatted(labels, collector.getCollectionTime() / 1e3));
    }
    double started = ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3;
    return text.append("# TYPE process_start_time_seconds gauge\n")
        .append("process_start_time_seconds %.3f\n".formatted(started))
        .toString();
  }

  /** Collects first, so that what the heap holds is really held. */
  static String truth(Variant variant) {
    System.gc();
    List<String> kept =
        variant.kept().entrySet().stream()
            .map(
                pattern ->
                    "\"%s\":{\"entries\":%d,\"bytes\":%d}"
                        .formatted(
                            pattern.getKey(),
                            pattern.getValue().entries(),
                            pattern.getValue().bytes()))
            .toList();
    return "{\"heapBytes\":%d,\"kept\":{%s}}".formatted(heap().getUsed(), String.join(",", kept));
  }

  public static void main(String[] args) throws IOException {
    List<String> options = Arrays.asList(args);
    Variant variant =
        switch (option(options, "--variant", "")) {
          case "leaky" -> new Leaky();
          case "fixed" -> new Fixed();
          default -> throw new IllegalArgumentException("--variant must be leaky or fixed");
        };
    int port =
        Integer.parseInt(option(options, "--port", System.getenv().getOrDefault("PORT", "0")));

    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    variant.routes().forEach(server::createContext);
    if (options.contains("--metrics")) {
      server.createContext("/metrics", e -> answer(e, "text/plain; version=0.0.4", metrics()));
      server.createContext("/__truth", e -> answer(e, "application/json", truth(variant)));
    }
    ExecutorService workers = Executors.newFixedThreadPool(4);
    server.setExecutor(workers);
    server.start();
    System.out.println("listening on http://127.0.0.1:" + server.getAddress().getPort());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.stop(1);
                  workers.shutdown();
                }));
  }

  static String option(List<String> options, String name, String otherwise) {
    int at = options.indexOf(name);
    return at >= 0 && at + 1 < options.size() ? options.get(at + 1) : otherwise;
  }
}
