package com.example.notes.shared;

import java.nio.charset.StandardCharsets;

public class Titles {
  private Titles() {}

  /** The title of a page, or nothing. */
  public static String in(byte[] page) {
    var text = new String(page, StandardCharsets.UTF_8);
    int from = text.indexOf("<title>");
    int to = text.indexOf("</title>", Math.max(from, 0));
    return from < 0 || to < 0 ? "" : text.substring(from + 7, Math.min(to, from + 207));
  }
}
