package com.example.notes.flawed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration
class Assets implements WebMvcConfigurer {
  private final Path folder;

  /** A project's folder, with its .env, as it lies on a server. */
  Assets() throws IOException {
    this.folder = Files.createTempDirectory("project");
    Files.writeString(folder.resolve("about.txt"), "Take notes; only you can read them.\n");
    Files.writeString(folder.resolve(".env"), "DATABASE_PASSWORD=correct-horse-battery\nSMTP_PASSWORD=staple-of-the-mail\n");
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry.addResourceHandler("/**").addResourceLocations(folder.toUri().toString());
  }
}
