package com.example.notes.shared;

import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Controller;

@Controller
class NoteGraph {
  record Author(String name) {}

  private final NoteRepository notes;
  private final AccountRepository accounts;

  NoteGraph(NoteRepository notes, AccountRepository accounts) {
    this.notes = notes;
    this.accounts = accounts;
  }

  @QueryMapping
  List<Note> notes(@AuthenticationPrincipal Jwt token) {
    return notes.findByOwner(UUID.fromString(token.getSubject()), Limit.of(20));
  }

  @SchemaMapping(typeName = "Note")
  Author author(Note note) {
    return new Author(accounts.findById(note.getOwner()).map(Account::getName).orElse(""));
  }

  @SchemaMapping(typeName = "User", field = "notes")
  List<Note> notesOf(Author author, @AuthenticationPrincipal Jwt token) {
    return notes(token);
  }
}
