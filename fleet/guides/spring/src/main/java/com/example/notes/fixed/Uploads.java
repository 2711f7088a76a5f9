package com.example.notes.fixed;

// region: fix
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** Larger files do not come this far: spring.servlet.multipart.max-file-size=1MB */
@RestController
@RequestMapping("/avatars")
class Uploads {
  private static final Map<String, MediaType> TYPES = Map.of("png", MediaType.IMAGE_PNG, "jpg", MediaType.IMAGE_JPEG);

  private final Path folder;
  private final Map<String, String> owners = new ConcurrentHashMap<>(); // a table, in most services

  Uploads() throws IOException {
    this.folder = Files.createTempDirectory("avatars"); // outside of everything that is served as it stands
  }

  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, String> store(@RequestPart MultipartFile file, @AuthenticationPrincipal Jwt token) throws IOException {
    byte[] content = file.getBytes();
    var name = UUID.randomUUID() + "." + Pictures.extensionOf(content); // neither the client's name nor its type
    Files.write(folder.resolve(name), content);
    owners.put(name, token.getSubject());
    return Map.of("url", "/avatars/" + name);
  }

  @GetMapping("/{name:[0-9a-f-]{36}\\.(?:png|jpg)}")
  ResponseEntity<FileSystemResource> serve(@PathVariable String name) {
    var file = new FileSystemResource(folder.resolve(name));
    if (!file.exists()) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    return ResponseEntity.ok()
        .contentType(TYPES.get(name.substring(name.length() - 3)))
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .body(file);
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String name, @AuthenticationPrincipal Jwt token) throws IOException {
    if (!owners.remove(name, token.getSubject())) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    Files.delete(folder.resolve(name));
  }
}
// endregion
