package com.example.notes.fixed;

// region: fix
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import tools.jackson.databind.json.JsonMapper;

@Configuration
class Refusals {
  /** The filter chain's 401 and 403 in the same format. The standard handlers still set WWW-Authenticate. */
  @Bean
  Customizer<HttpSecurity> refusalsAsProblems(JsonMapper mapper) {
    var entry = new BearerTokenAuthenticationEntryPoint();
    var denied = new BearerTokenAccessDeniedHandler();
    return http -> http.oauth2ResourceServer(server -> server
        .authenticationEntryPoint((request, response, failure) -> {
          entry.commence(request, response, failure);
          write(mapper, response);
        })
        .accessDeniedHandler((request, response, failure) -> {
          denied.handle(request, response, failure);
          write(mapper, response);
        }));
  }

  private static void write(JsonMapper mapper, HttpServletResponse response) throws IOException {
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    var problem = ProblemDetail.forStatus(HttpStatus.valueOf(response.getStatus()));
    response.getOutputStream().write(mapper.writeValueAsBytes(problem));
  }
}
// endregion
