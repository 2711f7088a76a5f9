/** Base64 of either alphabet (RFC 4648 sections 4 and 5); parts of a JWT are runs of it. */
const RUN = /[\w+/-]{8,}/g;
/** Base64 of base64 of base64: deeper nobody looks. */
const MOST_LAYERS = 3;

/**
 * Where any of these bytes stand in base64, at whatever offset, padded or not, also within base64 of base64. Exact to
 * the group of four digits.
 */
export function encodedPlaces(text: string, secrets: readonly Buffer[]): [start: number, end: number][] {
  return secrets.length === 0 ? [] : placesIn(text, secrets, MOST_LAYERS);
}

function placesIn(text: string, secrets: readonly Buffer[], layers: number): [number, number][] {
  const places: [number, number][] = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    // The run may begin with something else, so that the secret's groups begin at any of four digits.
    for (let shift = 0; shift < 4; shift += 1) {
      const bytes = Buffer.from(run.slice(shift), 'base64');
      for (const [from, to] of inBytes(bytes, secrets, layers - 1)) {
        const start = index + shift + Math.floor(from / 3) * 4;
        const end = Math.min(index + run.length, index + shift + Math.ceil(to / 3) * 4);
        places.push([start, end]);
      }
    }
  }
  return places;
}

function inBytes(bytes: Buffer, secrets: readonly Buffer[], layers: number): [number, number][] {
  const places = secrets.flatMap((secret) => {
    const found: [number, number][] = [];
    for (let at = bytes.indexOf(secret); at >= 0; at = bytes.indexOf(secret, at + 1)) {
      found.push([at, at + secret.length]);
    }
    return found;
  });
  return layers === 0 ? places : [...places, ...placesIn(bytes.toString('latin1'), secrets, layers)];
}
