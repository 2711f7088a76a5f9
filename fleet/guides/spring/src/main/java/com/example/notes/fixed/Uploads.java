package com.example.notes.fixed;

// region: fix
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** Larger files do not come this far: spring.servlet.multipart.max-file-size=1MB */
@RestController
@RequestMapping("/avatars")
class Uploads {
  private static final Map<String, MediaType> TYPES = Map.of("png", MediaType.IMAGE_PNG, "jpg", MediaType.IMAGE_JPEG);

  private final Path folder;

  Uploads() throws IOException {
    this.folder = Files.createTempDirectory("avatars"); // outside of everything that is served as it stands
  }

  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, String> store(@RequestPart MultipartFile file) throws IOException {
    byte[] content = file.getBytes();
    var name = UUID.randomUUID() + "." + extensionFor(content); // neither the client's name nor its type
    Files.write(folder.resolve(name), content);
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

  private static String extensionFor(byte[] content) {
    if (startsWith(content, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) return "png";
    if (startsWith(content, 0xff, 0xd8, 0xff)) return "jpg";
    throw new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "PNG or JPEG");
  }

  private static boolean startsWith(byte[] content, int... signature) {
    if (content.length < signature.length) return false;
    for (int i = 0; i < signature.length; i++) if ((content[i] & 0xff) != signature[i]) return false;
    return true;
  }
}
// endregion
