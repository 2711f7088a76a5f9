package com.example.notes.shared;

import org.springframework.boot.CommandLineRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.password.PasswordEncoder;

@Configuration
public class Seed {
  @Bean
  PasswordEncoder passwords() {
    return new Passwords();
  }

  @Bean
  CommandLineRunner seeded(AccountRepository accounts, NoteRepository notes, PasswordEncoder passwords) {
    var known = new String[][] {
      {"alice", "alice-Passw0rd-1", "user"}, {"bob", "bob-Passw0rd-2", "user"}, {"root", "root-Passw0rd-3", "admin"},
    };
    return args -> {
      for (var one : known) {
        var account = accounts.save(new Account(one[0], passwords.encode(one[1]), one[2]));
        notes.save(new Note(account.getId(), "Shopping of " + one[0], "milk, bread and a present for the neighbours"));
        notes.save(new Note(account.getId(), "Plans of " + one[0], "call the landlord on Monday about the lease"));
      }
    };
  }
}
