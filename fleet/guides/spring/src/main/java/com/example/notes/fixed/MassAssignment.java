package com.example.notes.fixed;

import com.example.notes.shared.AccountRepository;

// region: fix
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.server.ResponseStatusException;

@RestController
class MassAssignment {
  /** What a user may change. There is no room for a role. */
  record ProfileChange(@Size(min = 1, max = 100) String name, @Email @Size(max = 254) String email) {}

  private final AccountRepository accounts;

  MassAssignment(AccountRepository accounts) {
    this.accounts = accounts;
  }

  @PatchMapping("/me")
  OwnAccount change(@Valid @RequestBody ProfileChange sent, @AuthenticationPrincipal Jwt token) {
    var account = accounts.findById(UUID.fromString(token.getSubject()))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    if (sent.name() != null) account.setName(sent.name());
    if (sent.email() != null) account.setEmail(sent.email());
    return OwnAccount.of(accounts.save(account));
  }
}
// endregion
