package com.example.notes.fixed;

// region: fix
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Spring's own exceptions keep their status: 400, 404, 405, 413, 415 and so on, as application/problem+json. */
@RestControllerAdvice
class Errors extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  /** Spring Security answers these with 401 and 403; the handler below must not take them. */
  @ExceptionHandler({AuthenticationException.class, AccessDeniedException.class})
  void leftToTheFilterChain(RuntimeException refusal) {
    throw refusal;
  }

  @ExceptionHandler(MultipartException.class)
  ProblemDetail malformedUpload() {
    return ProblemDetail.forStatus(HttpStatus.BAD_REQUEST);
  }

  @ExceptionHandler
  ProblemDetail unexpected(Exception failure) {
    LOG.error("request failed", failure);
    return ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR);
  }
}
// endregion
