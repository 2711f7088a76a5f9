package com.example.notes.flawed;

import com.example.notes.shared.Note;
import com.example.notes.shared.NoteRepository;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.server.ResponseStatusException;

@RestController
@RequestMapping("/notes/{id}")
class Ownership {
  private final NoteRepository notes;

  Ownership(NoteRepository notes) {
    this.notes = notes;
  }

  /** The id alone decides. The entity is answered as it is, internal properties included. */
  @GetMapping
  Note read(@PathVariable String id) {
    return notes.findById(UUID.fromString(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  @PutMapping
  Note replace(@PathVariable String id, @RequestBody Map<String, Object> sent) {
    var note = read(id);
    note.setTitle(sent.get("title").toString());
    note.setBody(sent.get("body").toString());
    return notes.save(note);
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String id) {
    notes.delete(read(id));
  }
}
