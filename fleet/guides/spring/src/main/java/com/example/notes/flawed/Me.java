package com.example.notes.flawed;

import com.example.notes.shared.Account;
import com.example.notes.shared.AccountRepository;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.*;
import tools.jackson.databind.json.JsonMapper;

@RestController
class Me {
  private final AccountRepository accounts;
  private final JsonMapper mapper;

  Me(AccountRepository accounts, JsonMapper mapper) {
    this.accounts = accounts;
    this.mapper = mapper;
  }

  /** The entity, passwordHash included. */
  @GetMapping("/me")
  Account me(@AuthenticationPrincipal Jwt token) {
    return accounts.findById(UUID.fromString(token.getSubject())).orElseThrow();
  }

  @GetMapping("/users")
  List<Account> users(@RequestParam(defaultValue = "20") String limit) {
    return accounts.findByOrderByUsername(Limit.of(Integer.parseInt(limit)));
  }

  /** Calls every setter that the body names: setRole and setCredits too. */
  @PatchMapping("/me")
  Account change(@RequestBody String body, @AuthenticationPrincipal Jwt token) {
    var account = me(token);
    mapper.readerForUpdating(account).readValue(body);
    return accounts.save(account);
  }
}
