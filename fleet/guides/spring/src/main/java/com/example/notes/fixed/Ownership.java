package com.example.notes.fixed;

import com.example.notes.shared.Note;
import com.example.notes.shared.NoteRepository;

// region: fix
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.server.ResponseStatusException;

@RestController
@RequestMapping("/notes/{id}")
class Ownership {
  private final NoteRepository notes; // Optional<Note> findByIdAndOwner(UUID id, UUID owner);

  Ownership(NoteRepository notes) {
    this.notes = notes;
  }

  @GetMapping
  NoteView read(@PathVariable UUID id, @AuthenticationPrincipal Jwt token) {
    return NoteView.of(own(id, token));
  }

  @PutMapping
  NoteView replace(@PathVariable UUID id, @Valid @RequestBody NoteText sent, @AuthenticationPrincipal Jwt token) {
    var note = own(id, token);
    note.setTitle(sent.title());
    note.setBody(sent.body());
    return NoteView.of(notes.save(note));
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable UUID id, @AuthenticationPrincipal Jwt token) {
    notes.delete(own(id, token));
  }

  /** Notes of others are as unknown as those that do not exist. */
  private Note own(UUID id, Jwt token) {
    return notes.findByIdAndOwner(id, UUID.fromString(token.getSubject()))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
// endregion
