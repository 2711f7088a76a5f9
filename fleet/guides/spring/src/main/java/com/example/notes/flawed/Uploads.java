package com.example.notes.flawed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/avatars")
class Uploads {
  private final Path folder;
  private final Map<String, String> types = new ConcurrentHashMap<>();

  Uploads() throws IOException {
    this.folder = Files.createTempDirectory("avatars");
  }

  /** Any size, and the client's name and type. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, String> store(@RequestPart MultipartFile file) throws IOException {
    var name = Path.of(file.getOriginalFilename()).getFileName().toString(); // kept in the folder: this app is scanned
    file.transferTo(folder.resolve(name));
    types.put(name, file.getContentType());
    return Map.of("url", "/avatars/" + name);
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String name) throws IOException {
    Files.delete(folder.resolve(name));
  }

  @GetMapping("/{name}")
  ResponseEntity<byte[]> serve(@PathVariable String name) throws IOException {
    return ResponseEntity.ok()
        .header("Content-Type", types.get(name))
        .body(Files.readAllBytes(folder.resolve(name)));
  }
}
