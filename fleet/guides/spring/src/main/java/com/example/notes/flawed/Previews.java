package com.example.notes.flawed;

import com.example.notes.shared.Titles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.springframework.web.bind.annotation.*;

@RestController
class Previews {
  private final HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();

  @PostMapping("/previews")
  Map<String, Object> preview(@RequestBody Map<String, String> sent) throws Exception {
    var answer = client.send(HttpRequest.newBuilder(URI.create(sent.get("url"))).build(), BodyHandlers.ofByteArray());
    return Map.of("status", answer.statusCode(), "title", Titles.in(answer.body()));
  }
}
