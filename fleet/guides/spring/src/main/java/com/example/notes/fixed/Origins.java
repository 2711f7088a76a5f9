package com.example.notes.fixed;

// region: fix
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

@Configuration
class Origins {
  /** A bean of this type is taken by Spring Security's filter chain. */
  @Bean
  UrlBasedCorsConfigurationSource corsConfigurationSource(
      @Value("${cors.origins:https://app.example.com}") List<String> origins) { // whole origins, no patterns
    var allowed = new CorsConfiguration();
    allowed.setAllowedOrigins(origins);
    allowed.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
    allowed.setAllowedHeaders(List.of("Authorization", "Content-Type"));
    allowed.setMaxAge(Duration.ofHours(1));
    var source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/**", allowed);
    return source;
  }
}
// endregion
