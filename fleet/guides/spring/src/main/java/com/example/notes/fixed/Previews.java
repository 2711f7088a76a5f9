package com.example.notes.fixed;

import com.example.notes.shared.Titles;

// region: fix
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.server.ResponseStatusException;

@RestController
class Previews {
  record PreviewRequest(@NotNull @Size(max = 2_000) @Pattern(regexp = "https://[A-Za-z0-9.-]{1,253}(?:/.*)?") String url) {}

  record Preview(int status, String title) {}

  private final CloseableHttpClient outboundClient;

  Previews(CloseableHttpClient outboundClient) {
    this.outboundClient = outboundClient;
  }

  @PostMapping("/previews")
  Preview preview(@Valid @RequestBody PreviewRequest sent) {
    try {
      return outboundClient.execute(new HttpGet(sent.url()), response -> {
        byte[] start = response.getEntity() == null ? new byte[0] : response.getEntity().getContent().readNBytes(65_536);
        return new Preview(response.getCode(), Titles.in(start));
      });
    } catch (IOException | IllegalArgumentException failure) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "this address can not be previewed");
    }
  }
}
// endregion
