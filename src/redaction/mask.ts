/** Stands for a secret of the user's own: nothing of it is shown, not even its length. */
export const HIDDEN = '[redacted]';

/** Of shorter values even two characters would be a good part. */
const SHORTEST_SHOWN = 8;
const LONG = 12;
const SHOWN_OF_SHORT = 2;
const SHOWN_OF_LONG = 4;
/** A header longer than this was made long by somebody. */
const LONGEST_JWT_HEADER = 240;

/**
 * What stands in place of a secret of the target: its first characters, enough to recognise it in one's own data and
 * too little to use it, and its length. `open` is what everybody knows of its kind, such as `sk_live_`.
 */
export function masked(value: string, open = ''): string {
  if (isMask(value)) return value;
  const shown = value.length < SHORTEST_SHOWN ? 0 : value.length < LONG ? SHOWN_OF_SHORT : SHOWN_OF_LONG;
  const kept = open !== '' && value.startsWith(open) && open.length * 2 <= value.length ? open.length : shown;
  return `${whole(value.slice(0, kept))}…(${value.length} characters)`;
}

/** The header of a token tells what is wrong with it and opens nothing; claims and signature do. */
export function maskedJwt(token: string): string {
  const header = token.slice(0, token.indexOf('.') + 1);
  const open = header.length <= LONGEST_JWT_HEADER ? header : '';
  return `${open || token.slice(0, SHOWN_OF_LONG)}…(${token.length} characters)`;
}

const MASK = /^(?:.{0,260}…\(\d{1,9} characters\)|\[redacted\])$/s;

/** True where a secret was taken out of this text. */
export function holdsMask(text: string): boolean {
  return /…\(\d{1,9} characters\)|\[redacted\]/.test(text);
}

/** True for what was masked before: masking it again would hide its length. */
export function isMask(value: string): boolean {
  return MASK.test(value);
}

/** Keys and passwords that rules make up to be refused: they open nothing, and a reader wants to send them again. */
const MADE_UP = /^(?:mb-?[0-9a-f]{8,32}|[Mm]b-(?:[0-9a-f]{6}-)?wrong(?:-key|-token)?)$/;

export function isMadeUp(value: string): boolean {
  return MADE_UP.test(value);
}

/** Half a character is no text. */
function whole(value: string): string {
  return value.replace(/[\ud800-\udbff]$/, '');
}
