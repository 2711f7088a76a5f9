package com.example.notes.flawed;

import java.util.Map;
import org.springframework.web.bind.annotation.*;

@RestController
class Lookup {
  @GetMapping("/tools/lookup")
  Map<String, String> lookup(@RequestParam String host) throws Exception {
    var process = new ProcessBuilder("sh", "-c", "getent hosts " + host).redirectErrorStream(true).start();
    return Map.of("host", host, "output", new String(process.getInputStream().readAllBytes()).trim());
  }
}
