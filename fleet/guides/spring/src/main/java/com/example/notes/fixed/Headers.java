package com.example.notes.fixed;

// region: fix
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

@Configuration
class Headers {
  /** Beside Spring Security's own: nosniff, X-Frame-Options: DENY and Cache-Control: no-store. */
  @Bean
  Customizer<HttpSecurity> secureHeaders() {
    return http -> http.headers(headers -> headers
        .contentSecurityPolicy(policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)));
  }
}
// endregion
