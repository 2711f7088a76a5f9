/** A string with its quotes, which may be cut off; a number; or a sign of structure. */
const TOKEN = /"(?:[^"\\]|\\[\s\S])*"?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[[\]{},:]/g;
/** What may stand between those. A literal may be cut off. */
const BETWEEN = /^\s*(?:(?:t|tr|tru|true|f|fa|fal|fals|false|n|nu|nul|null)\s*)?$/;
/** Deeper names are not remembered: what stands there is told by its shape alone. */
const DEEPEST = 200;

/** Changes one piece of a document. `name` is what the nearest object calls it; of a name, that of its holder. */
export type ChangePiece = (kind: 'name' | 'string' | 'number', name: string, text: string) => string;

/** True for what can be read as a JSON document, also where its end is missing. */
export function looksLikeJson(text: string): boolean {
  return /^\s*(?:\{\s*(?:"|\})|\[\s*(?:["{[\]\d-]|true|false|null))/.test(text);
}

/**
 * The document with its values changed, and all else as it was written: whatever a value becomes, the document can be
 * read as before. Names are changed too, where they are data. Undefined for what only begins like a document, as a line
 * of a log does.
 */
export function changedJson(text: string, change: ChangePiece): string | undefined {
  const pieces: string[] = [];
  const names: string[] = [];
  let name = '';
  let at = 0;
  let isNumber = false;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const between = text.slice(at, index);
    if (!BETWEEN.test(between) || (isNumber && between === '' && token !== ',' && !/^[\]}]/.test(token)))
      return undefined;
    pieces.push(between);
    at = index + token.length;
    isNumber = /^-?\d/.test(token);
    if (token === '{' || token === '[') {
      if (names.length < DEEPEST) names.push(name);
      if (token === '{') name = '';
      pieces.push(token);
    } else if (token === '}' || token === ']') {
      name = names.pop() ?? '';
      pieces.push(token);
    } else if (token.startsWith('"')) {
      const value = unquoted(token);
      const isName = /^\s{0,40}:/.test(text.slice(at, at + 41));
      pieces.push(written(token, value, change(isName ? 'name' : 'string', name, value)));
      if (isName) name = value;
    } else if (isNumber) {
      const changed = change('number', name, token);
      pieces.push(changed === token ? token : JSON.stringify(changed));
    } else pieces.push(token);
  }
  const rest = text.slice(at);
  return BETWEEN.test(rest) ? [...pieces, rest].join('') : undefined;
}

function unquoted(token: string): string {
  const inside = token.slice(1, token.length > 1 && token.endsWith('"') ? -1 : undefined);
  if (!inside.includes('\\')) return inside;
  try {
    return JSON.parse(`"${inside}"`) as string;
  } catch {
    return inside;
  }
}

/** As it was written where nothing changed. A string that was cut off stays open. */
function written(token: string, value: string, changed: string): string {
  if (changed === value) return token;
  const text = JSON.stringify(changed);
  return token.length > 1 && token.endsWith('"') ? text : text.slice(0, -1);
}
