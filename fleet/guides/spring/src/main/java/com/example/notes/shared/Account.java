package com.example.notes.shared;

import jakarta.persistence.*;
import java.util.UUID;

@Entity
@Table(name = "accounts")
public class Account {
  @Id
  private UUID id = UUID.randomUUID();
  @Column(unique = true)
  private String username;
  private String name;
  private String email;
  private String passwordHash;
  private String role;
  private int credits;

  protected Account() {}

  public Account(String username, String passwordHash, String role) {
    this.username = username;
    this.name = username;
    this.email = username + "@example.com";
    this.passwordHash = passwordHash;
    this.role = role;
  }

  public UUID getId() { return id; }
  public String getUsername() { return username; }
  public String getName() { return name; }
  public void setName(String name) { this.name = name; }
  public String getEmail() { return email; }
  public void setEmail(String email) { this.email = email; }
  public String getPasswordHash() { return passwordHash; }
  public String getRole() { return role; }
  public void setRole(String role) { this.role = role; }
  public int getCredits() { return credits; }
  public void setCredits(int credits) { this.credits = credits; }
}
