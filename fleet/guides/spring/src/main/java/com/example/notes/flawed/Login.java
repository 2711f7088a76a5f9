package com.example.notes.flawed;

import com.example.notes.shared.Account;
import com.example.notes.shared.AccountRepository;
import com.example.notes.shared.Issuer;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.server.ResponseStatusException;

@RestController
class Login {
  private final AccountRepository accounts;
  private final PasswordEncoder passwords;
  private final Issuer issuer;

  Login(AccountRepository accounts, PasswordEncoder passwords, Issuer issuer) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.issuer = issuer;
  }

  @PostMapping("/register")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> register(@RequestBody Map<String, String> sent) {
    var account = accounts.save(new Account(sent.get("username"), passwords.encode(sent.get("password")), "user"));
    return Map.of("id", account.getId(), "username", account.getUsername());
  }

  @PostMapping("/login")
  Map<String, String> login(@RequestBody Map<String, String> sent, HttpServletResponse response) {
    var account = accounts.findByUsername(sent.get("username"));
    if (account.isEmpty() || !passwords.matches(sent.get("password"), account.get().getPasswordHash())) {
      throw new ResponseStatusException(HttpStatus.UNAUTHORIZED);
    }
    response.addCookie(new Cookie("session", UUID.randomUUID().toString()));
    return Map.of("token", issuer.tokenFor(account.get()));
  }
}
