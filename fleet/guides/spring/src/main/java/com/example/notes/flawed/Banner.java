package com.example.notes.flawed;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class Banner {
  @Bean
  Filter poweredBy() {
    return (request, response, chain) -> {
      ((HttpServletResponse) response).setHeader("X-Powered-By", "Spring Boot 4.1.2");
      chain.doFilter(request, response);
    };
  }
}
