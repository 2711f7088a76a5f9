package com.example.notes.shared;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;

public interface NoteRepository extends JpaRepository<Note, UUID> {
  Optional<Note> findByIdAndOwner(UUID id, UUID owner);

  List<Note> findByOwner(UUID owner, Limit limit);

  List<Note> findByOwnerAndTitleContaining(UUID owner, String part, Limit limit);
}
