package com.example.notes.fixed;

// region: fix
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

@Configuration
class Transport {
  @Bean
  Customizer<HttpSecurity> httpsOnly(@Value("${public.host}") String publicHost) {
    return http -> http
        .addFilterBefore(new HttpsOnly(publicHost), HeaderWriterFilter.class)
        .headers(headers -> headers.httpStrictTransportSecurity(hsts -> hsts
            .requestMatcher(AnyRequestMatcher.INSTANCE) // the proxy talks http to us: isSecure() is false
            .maxAgeInSeconds(31_536_000)
            .includeSubDomains(true)));
  }
}
// endregion
