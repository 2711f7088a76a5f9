package com.example.notes.shared;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

@Component
public class Announcements {
  private final Map<UUID, String> texts = new ConcurrentHashMap<>();

  public UUID add(String text) {
    var id = UUID.randomUUID();
    if (texts.size() < 1_000) texts.put(id, text);
    return id;
  }

  public boolean remove(UUID id) {
    return texts.remove(id) != null;
  }
}
