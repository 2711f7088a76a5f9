package com.example.notes.flawed;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.*;

@RestController
class Search {
  private final JdbcClient database;

  Search(JdbcClient database) {
    this.database = database;
  }

  @GetMapping("/notes/search")
  List<Map<String, Object>> search(@RequestParam String q, @AuthenticationPrincipal Jwt token) {
    return database.sql("SELECT id, title, body, owner FROM notes WHERE owner = '" + token.getSubject()
        + "' AND LOWER(title) LIKE '%" + q.toLowerCase() + "%'").query().listOfRows();
  }
}
