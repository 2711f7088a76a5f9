package com.example.notes.fixed;

import com.example.notes.shared.Note;
import com.example.notes.shared.NoteRepository;

// region: fix
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
  record NewNote(@NotBlank @Size(max = 200) String title, @NotNull @Size(max = 5_000) String body) {}

  private final NoteRepository notes;

  InputValidation(NoteRepository notes) {
    this.notes = notes;
  }

  @GetMapping
  List<NoteView> list(
      @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit, @AuthenticationPrincipal Jwt token) {
    return notes.findByOwner(UUID.fromString(token.getSubject()), Limit.of(limit)).stream()
        .map(NoteView::of)
        .toList();
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  NoteView create(@Valid @RequestBody NewNote sent, @AuthenticationPrincipal Jwt token) {
    return NoteView.of(notes.save(new Note(UUID.fromString(token.getSubject()), sent.title(), sent.body())));
  }
}
// endregion
