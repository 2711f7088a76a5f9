package com.example.notes.fixed;

// region: fix
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

class Pictures {
  private static final int[] PNG = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int[] JPEG = {0xff, 0xd8, 0xff};

  static String extensionOf(byte[] content) {
    if (startsWith(content, PNG)) return "png";
    if (startsWith(content, JPEG)) return "jpg";
    throw new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "PNG or JPEG");
  }

  private static boolean startsWith(byte[] content, int[] signature) {
    if (content.length < signature.length) return false;
    for (int i = 0; i < signature.length; i++) if ((content[i] & 0xff) != signature[i]) return false;
    return true;
  }
}
// endregion
