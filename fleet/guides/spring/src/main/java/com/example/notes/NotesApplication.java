package com.example.notes;

import com.example.notes.shared.Seed;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** One API, with the flaws of the guides or without them: VARIANT=flawed or fixed, a package for each. */
@Configuration
@EnableAutoConfiguration
@ComponentScan(basePackageClasses = Seed.class)
public class NotesApplication {
  public static void main(String[] args) {
    var environment = System.getenv();
    var variant = environment.getOrDefault("VARIANT", "fixed");
    if (!Set.of("fixed", "flawed").contains(variant)) throw new IllegalArgumentException("VARIANT=fixed or flawed");
    var application = new SpringApplication(NotesApplication.class);
    application.setSources(Set.of("com.example.notes." + variant));
    application.setAdditionalProfiles(variant);
    application.setDefaultProperties(Map.of(
        "server.address", "127.0.0.1",
        "server.port", environment.getOrDefault("PORT", "0")));
    application.addListeners((ApplicationListener<ApplicationReadyEvent>) event -> // the known users are there by then
        System.out.println("listening on http://127.0.0.1:"
            + event.getApplicationContext().getEnvironment().getProperty("local.server.port")));
    application.run(args);
  }
}
