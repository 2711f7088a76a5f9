package com.example.notes.fixed;

import com.example.notes.shared.AccountRepository;

// region: fix
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.server.ResponseStatusException;

@RestController
class ResponseProperties {
  private final AccountRepository accounts;

  ResponseProperties(AccountRepository accounts) {
    this.accounts = accounts;
  }

  @GetMapping("/me")
  OwnAccount me(@AuthenticationPrincipal Jwt token) {
    return accounts.findById(UUID.fromString(token.getSubject()))
        .map(OwnAccount::of)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  @GetMapping("/users")
  List<OtherAccount> users(@RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
    return accounts.findByOrderByUsername(Limit.of(limit)).stream().map(OtherAccount::of).toList();
  }
}
// endregion
