package libraries;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import libraries.services.Bucket4jService;
import libraries.services.CaffeineBoundedService;
import libraries.services.CaffeineUnboundedService;
import libraries.services.ExpiringMapService;
import libraries.services.GuavaUnboundedService;
import libraries.services.MicrometerTagsService;
import libraries.services.NimbusJwtService;
import libraries.services.Resilience4jService;
import libraries.services.StatelessService;

/** Starts the service that the first argument names. */
public final class Main {

  private Main() {}

  public static void main(String[] args) throws IOException {
    List<String> options = Arrays.asList(args);
    if (options.isEmpty()) {
      throw new IllegalArgumentException("usage: <service> [--port N] [--metrics]");
    }
    int at = options.indexOf("--port");
    int port = at >= 0 ? Integer.parseInt(options.get(at + 1)) : 0;
    String name = options.get(0);
    Serving.serve(service(name), credential(name), port, options.contains("--metrics"));
  }

  private static Serving.Credential credential(String name) {
    return name.equals("nimbus-jwt") ? Serving.Credential.BEARER : Serving.Credential.API_KEY;
  }

  private static HttpHandler service(String name) {
    return switch (name) {
      case "bucket4j" -> new Bucket4jService();
      case "caffeine-bounded" -> new CaffeineBoundedService();
      case "caffeine-unbounded" -> new CaffeineUnboundedService();
      case "expiring-map" -> new ExpiringMapService();
      case "guava-unbounded" -> new GuavaUnboundedService();
      case "micrometer-tags" -> new MicrometerTagsService();
      case "nimbus-jwt" -> new NimbusJwtService();
      case "resilience4j" -> new Resilience4jService();
      case "stateless" -> new StatelessService();
      default -> throw new IllegalArgumentException("no such service: " + name);
    };
  }
}
