package com.example.notes.shared;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** bcrypt reads 72 bytes; a digest of longer passwords keeps all of them. */
class Passwords implements PasswordEncoder {
  private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder();

  @Override
  public String encode(CharSequence password) {
    return bcrypt.encode(digest(password));
  }

  @Override
  public boolean matches(CharSequence password, String hash) {
    return bcrypt.matches(digest(password), hash);
  }

  private static String digest(CharSequence password) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(password.toString().getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
