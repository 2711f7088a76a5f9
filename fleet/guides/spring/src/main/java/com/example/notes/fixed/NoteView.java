package com.example.notes.fixed;

import com.example.notes.shared.Note;
import java.util.UUID;

record NoteView(UUID id, String title, String body, UUID owner) {
  static NoteView of(Note note) {
    return new NoteView(note.getId(), note.getTitle(), note.getBody(), note.getOwner());
  }
}
