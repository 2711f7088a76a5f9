package com.example.notes.fixed;

// region: fix
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;

@Configuration
class Transport {
  /** For a service behind a proxy that ends TLS, and overwrites X-Forwarded-Proto. */
  @Bean
  Customizer<HttpSecurity> httpsOnly(@Value("${server.port}") int port) {
    return http -> http
        .portMapper(ports -> ports.http(80).mapsTo(443).http(port).mapsTo(443))
        .redirectToHttps(redirect -> redirect
            .requestMatchers(new RequestHeaderRequestMatcher("X-Forwarded-Proto", "http")))
        .headers(headers -> headers.httpStrictTransportSecurity(hsts -> hsts
            .requestMatcher(AnyRequestMatcher.INSTANCE) // the proxy talks http to us: isSecure() is false
            .maxAgeInSeconds(31_536_000)
            .includeSubDomains(true)));
  }
}
// endregion
