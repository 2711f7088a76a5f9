package com.example.notes.fixed;

// region: fix
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** For a service behind a proxy that ends TLS, and overwrites X-Forwarded-Proto. */
class HttpsOnly extends OncePerRequestFilter {
  private final String publicHost; // known, and not taken from the request

  HttpsOnly(String publicHost) {
    this.publicHost = publicHost;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!"http".equals(request.getHeader("X-Forwarded-Proto"))) {
      chain.doFilter(request, response);
      return;
    }
    var query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
    response.setStatus(HttpServletResponse.SC_PERMANENT_REDIRECT);
    response.setHeader("Location", "https://" + publicHost + request.getRequestURI() + query);
  }
}
// endregion
