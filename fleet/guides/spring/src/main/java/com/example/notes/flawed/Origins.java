package com.example.notes.flawed;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

@Configuration
class Origins {
  @Bean
  UrlBasedCorsConfigurationSource corsConfigurationSource() {
    var all = new CorsConfiguration();
    all.setAllowedOriginPatterns(List.of("*"));
    all.setAllowCredentials(true);
    all.addAllowedMethod("*");
    all.addAllowedHeader("*");
    var source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/**", all);
    return source;
  }
}
