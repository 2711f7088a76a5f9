package com.example.notes.shared;

import jakarta.persistence.*;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "notes")
public class Note {
  @Id
  private UUID id = UUID.randomUUID();
  private UUID owner;
  @Column(length = 20_000)
  private String title;
  @Column(length = 2_000_000)
  private String body;
  private String internalNotes = "not reviewed";
  private Instant deletedAt;

  protected Note() {}

  public Note(UUID owner, String title, String body) {
    this.owner = owner;
    this.title = title;
    this.body = body;
  }

  public UUID getId() { return id; }
  public UUID getOwner() { return owner; }
  public void setOwner(UUID owner) { this.owner = owner; }
  public String getTitle() { return title; }
  public void setTitle(String title) { this.title = title; }
  public String getBody() { return body; }
  public void setBody(String body) { this.body = body; }
  public String getInternalNotes() { return internalNotes; }
  public Instant getDeletedAt() { return deletedAt; }
}
