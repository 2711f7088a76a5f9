package com.example.notes.fixed;

// region: fix
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import jakarta.servlet.*;
import jakarta.servlet.http.*;
import java.io.IOException;
import java.time.Duration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.filter.OncePerRequestFilter;

/** 600 requests a minute for each user, and for each address that has not logged in. */
class RequestLimit extends OncePerRequestFilter {
  private static final int LIMIT = 600;

  private final LoadingCache<String, Bucket> buckets = Caffeine.newBuilder()
      .maximumSize(100_000)
      .expireAfterAccess(Duration.ofMinutes(2))
      .build(key -> Bucket.builder()
          .addLimit(limit -> limit.capacity(LIMIT).refillGreedy(LIMIT, Duration.ofMinutes(1)))
          .build());

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var probe = buckets.get(caller(request)).tryConsumeAndReturnRemaining(1);
    response.setHeader("RateLimit-Policy", "\"default\";q=%d;w=60".formatted(LIMIT));
    response.setHeader("RateLimit", "\"default\";r=%d;t=60".formatted(probe.getRemainingTokens()));
    if (probe.isConsumed()) {
      chain.doFilter(request, response);
    } else {
      response.setHeader("Retry-After", Long.toString(probe.getNanosToWaitForRefill() / 1_000_000_000 + 1));
      response.sendError(429);
    }
  }

  private static String caller(HttpServletRequest request) {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof Jwt token
        ? "user " + token.getSubject()
        : "address " + request.getRemoteAddr(); // the connection's: X-Forwarded-For can be made up
  }
}
// endregion
