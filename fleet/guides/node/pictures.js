// region: by-content
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const JPEG = Buffer.from('ffd8ff', 'hex');

/** The type by the first bytes; the name and the type that the client sends prove nothing. */
export function pictureType(bytes) {
  if (bytes.subarray(0, PNG.length).equals(PNG)) return { mime: 'image/png', extension: 'png' };
  if (bytes.subarray(0, JPEG.length).equals(JPEG)) return { mime: 'image/jpeg', extension: 'jpg' };
  return undefined;
}
// endregion
