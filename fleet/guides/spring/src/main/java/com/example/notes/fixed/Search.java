package com.example.notes.fixed;

import com.example.notes.shared.NoteRepository;

// region: fix
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.*;

@RestController
class Search {
  record Found(UUID id, String title, String body, UUID owner) {}

  private final JdbcClient database;

  Search(JdbcClient database) {
    this.database = database;
  }

  @GetMapping("/notes/search")
  List<Found> search(@RequestParam @Size(min = 1, max = 100) String q, @AuthenticationPrincipal Jwt token) {
    return database
        .sql("""
            SELECT id, title, body, owner FROM notes
            WHERE owner = :owner AND LOCATE(LOWER(:part), LOWER(title)) > 0
            ORDER BY title LIMIT 100
            """)
        .param("owner", UUID.fromString(token.getSubject()))
        .param("part", q)
        .query(Found.class)
        .list();
  }
}
// endregion
