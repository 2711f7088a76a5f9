package com.example.notes.shared;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class Front {
  @GetMapping(path = "/", produces = MediaType.TEXT_PLAIN_VALUE)
  String front() {
    return "notes\n";
  }

  @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] contract() throws Exception {
    return Files.readAllBytes(Path.of("../openapi.json"));
  }
}
