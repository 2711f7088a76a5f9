package com.example.notes.fixed;

import com.example.notes.shared.Account;
import com.example.notes.shared.AccountRepository;
import com.example.notes.shared.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.server.ResponseStatusException;

@RestController
class Login {
  record Credentials(@NotNull @Size(max = 32) String username, @NotNull @Size(max = 128) String password) {}

  record NewAccount(
      @NotNull @Pattern(regexp = "[A-Za-z0-9_-]{3,32}") String username,
      @NotNull @Size(min = 12, max = 128) String password) {}

  record Registered(UUID id, String username) {}

  record Token(String token) {}

  private final AccountRepository accounts;
  private final PasswordEncoder passwords;
  private final Issuer issuer;
  private final LoginAttempts attempts;
  private final String decoy;

  Login(AccountRepository accounts, PasswordEncoder passwords, Issuer issuer, LoginAttempts attempts) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.issuer = issuer;
    this.attempts = attempts;
    this.decoy = passwords.encode(UUID.randomUUID().toString());
  }

  @PostMapping("/register")
  @ResponseStatus(HttpStatus.CREATED)
  Registered register(@Valid @RequestBody NewAccount sent) {
    if (accounts.findByUsername(sent.username()).isPresent()) throw new ResponseStatusException(HttpStatus.CONFLICT);
    var account = accounts.save(new Account(sent.username(), passwords.encode(sent.password()), "user"));
    return new Registered(account.getId(), account.getUsername());
  }

  // region: fix-limit
  @PostMapping("/login")
  ResponseEntity<?> login(@Valid @RequestBody Credentials sent, HttpServletRequest request) {
    long wait = attempts.secondsToWait(sent.username(), request.getRemoteAddr());
    if (wait > 0) {
      return ResponseEntity.of(ProblemDetail.forStatus(HttpStatus.TOO_MANY_REQUESTS))
          .header(HttpHeaders.RETRY_AFTER, Long.toString(wait))
          .build();
    }
    var account = accounts.findByUsername(sent.username());
    // An unknown name costs as much time as a wrong password.
    boolean matches = passwords.matches(sent.password(), account.map(Account::getPasswordHash).orElse(decoy));
    if (account.isEmpty() || !matches) {
      attempts.failed(sent.username(), request.getRemoteAddr());
      return ResponseEntity.of(ProblemDetail.forStatus(HttpStatus.UNAUTHORIZED))
          .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
          .build();
    }
    return ResponseEntity.ok()
        .header(HttpHeaders.SET_COOKIE, SessionCookie.named(UUID.randomUUID().toString()).toString())
        .body(new Token(issuer.tokenFor(account.get())));
  }
  // endregion
}
