const FILE_NAME =
  /\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|heic|mp4|m4v|webm|mov|mp3|m4a|ogg|wav|m3u8|mpd|ts|pdf|csv|zip|docx?|xlsx?|pptx?|woff2?)$/i;
/** Longer addresses are cut by who serves them. */
const LONGEST_ADDRESS = 1_000;

/**
 * True for a text that ends where the value of a query parameter begins, in the address of a picture, a film, a paper
 * or another file, as stores and delivery networks sign them for everybody who sees the page.
 */
export function endsInFileAddress(before: string): boolean {
  if (!before.endsWith('=')) return false;
  const address =
    before
      .slice(-LONGEST_ADDRESS)
      .split(/[\s"'<>]/)
      .at(-1) ?? '';
  // The last part is the query itself; what stands before an earlier question mark may name the file too.
  const parts = address.split('?').slice(0, -1);
  return parts.some((part) => {
    const path = part.split('#').at(-1) ?? '';
    return path.includes('/') && FILE_NAME.test(path);
  });
}

/** True where the token stands in the query of an address of a file. */
export function signsFile(text: string, token: string): boolean {
  const at = text.indexOf(token);
  return endsInFileAddress(text.slice(Math.max(0, at - LONGEST_ADDRESS), Math.max(0, at)));
}
