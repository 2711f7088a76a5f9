package com.example.notes.fixed;

import com.example.notes.shared.Account;
import java.util.UUID;

// region: fix
/** What all others see of it. */
record OtherAccount(UUID id, String username, String name) {
  static OtherAccount of(Account one) {
    return new OtherAccount(one.getId(), one.getUsername(), one.getName());
  }
}
// endregion
