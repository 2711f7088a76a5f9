package com.example.notes.flawed;

import com.example.notes.shared.Note;
import com.example.notes.shared.NoteRepository;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/notes")
class InputValidation {
  private final NoteRepository notes;

  InputValidation(NoteRepository notes) {
    this.notes = notes;
  }

  @GetMapping
  List<Note> list(@RequestParam(defaultValue = "20") String limit, @AuthenticationPrincipal Jwt token) {
    return notes.findByOwner(UUID.fromString(token.getSubject()), Limit.of(Integer.parseInt(limit)));
  }

  /** Binds the entity: an owner in the body is kept. Nothing is measured. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Note create(@RequestBody Note sent, @AuthenticationPrincipal Jwt token) {
    if (sent.getOwner() == null) sent.setOwner(UUID.fromString(token.getSubject()));
    return notes.save(sent);
  }
}
