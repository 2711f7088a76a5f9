package com.example.notes.fixed;

// region: fix
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class Outbound {
  /** Asks public addresses alone. They are checked where the connection is made: no second lookup can differ. */
  @Bean
  CloseableHttpClient outboundClient() {
    var connections = PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(new SystemDefaultDnsResolver() {
          @Override
          public InetAddress[] resolve(String host) throws UnknownHostException {
            var addresses = super.resolve(host);
            if (!Arrays.stream(addresses).allMatch(Outbound::isPublic)) throw new UnknownHostException(host);
            return addresses;
          }
        })
        .build();
    return HttpClients.custom().setConnectionManager(connections).disableRedirectHandling().build();
  }

  private static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc; // fc00::/7
    boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64; // 100.64.0.0/10
    return !(address.isLoopbackAddress() || address.isSiteLocalAddress() || address.isLinkLocalAddress()
        || address.isAnyLocalAddress() || address.isMulticastAddress() || uniqueLocal || shared);
  }
}
// endregion
