package com.example.notes.fixed;

import com.example.notes.shared.AccountRepository;
import com.example.notes.shared.Announcements;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.server.ResponseStatusException;

@RestController
@RequestMapping("/admin")
class Administration {
  record Announcement(@NotBlank @Size(max = 1_000) String text) {}

  record Announced(UUID id, String text) {}

  private final AccountRepository accounts;
  private final Announcements announcements;

  Administration(AccountRepository accounts, Announcements announcements) {
    this.accounts = accounts;
    this.announcements = announcements;
  }

  @GetMapping("/users")
  List<OwnAccount> users(@RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
    return accounts.findByOrderByUsername(Limit.of(limit)).stream().map(OwnAccount::of).toList();
  }

  @PostMapping("/announcements")
  @ResponseStatus(HttpStatus.CREATED)
  Announced announce(@Valid @RequestBody Announcement sent) {
    return new Announced(announcements.add(sent.text()), sent.text());
  }

  @DeleteMapping("/announcements/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdraw(@PathVariable UUID id) {
    if (!announcements.remove(id)) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
