package com.example.notes.fixed;

// region: fix
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What fails outside of any handler, in the same format instead of the white-label page. */
@RestController
class ErrorPage implements ErrorController {
  @RequestMapping("${spring.web.error.path:/error}")
  ProblemDetail failed(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? ProblemDetail.forStatus(status)
        : ProblemDetail.forStatus(404);
  }
}
// endregion
