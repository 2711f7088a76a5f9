/**
 * Ends where the value of a query parameter begins: the address before is one of a picture, a film, a paper or
 * another file, as stores and delivery networks sign them for everybody who sees the page.
 */
export const FILE_ADDRESS =
  /\/[^\s"'<>?#]{0,400}\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|heic|mp4|m4v|webm|mov|mp3|m4a|ogg|wav|m3u8|mpd|ts|pdf|csv|zip|docx?|xlsx?|pptx?|woff2?)\?[^\s"'<>]{0,600}=$/i;

/** True where the token stands in the query of an address of a file. */
export function signsFile(text: string, token: string): boolean {
  const at = text.indexOf(token);
  return FILE_ADDRESS.test(text.slice(Math.max(0, at - LONGEST_ADDRESS), at));
}

const LONGEST_ADDRESS = 1_000;
