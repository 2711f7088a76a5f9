package com.example.notes.fixed;

import com.example.notes.shared.Account;
import java.util.UUID;

// region: fix
/** What its owner sees of an account: never the entity itself, so that passwordHash has no way out. */
record OwnAccount(UUID id, String username, String name, String email, String role, int credits) {
  static OwnAccount of(Account one) {
    return new OwnAccount(
        one.getId(), one.getUsername(), one.getName(), one.getEmail(), one.getRole(), one.getCredits());
  }
}

// endregion
