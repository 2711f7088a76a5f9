package com.example.notes.fixed;

// region: fix
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

@Configuration
class Limits {
  /** Behind the filters that read the token, before the one that refuses. */
  @Bean
  Customizer<HttpSecurity> requestLimit() {
    var limit = new RequestLimit();
    return http -> http.addFilterBefore(limit, AuthorizationFilter.class);
  }
}
// endregion
