package com.example.notes.flawed;

import com.example.notes.shared.Account;
import com.example.notes.shared.AccountRepository;
import com.example.notes.shared.Announcements;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.*;

@RestController
class Administration {
  private final AccountRepository accounts;
  private final Announcements announcements;

  Administration(AccountRepository accounts, Announcements announcements) {
    this.accounts = accounts;
    this.announcements = announcements;
  }

  @GetMapping("/admin/users")
  List<Account> users(@RequestParam(defaultValue = "20") String limit) {
    return accounts.findByOrderByUsername(Limit.of(Integer.parseInt(limit)));
  }

  @PostMapping("/admin/announcements")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> announce(@RequestBody Map<String, Object> sent) {
    var text = sent.get("text").toString();
    return Map.of("id", announcements.add(text), "text", text);
  }

  @DeleteMapping("/admin/announcements/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdraw(@PathVariable String id) {
    if (!announcements.remove(UUID.fromString(id))) throw new IllegalStateException("no such announcement");
  }
}
