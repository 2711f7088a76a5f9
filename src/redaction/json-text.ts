/** A string with its quotes, which may be cut off; a number; or a sign of structure. */
const TOKEN = /"(?:[^"\\]|\\[\s\S])*"?|-?\d[\d.eE+-]*|[[\]{},:]/g;
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
 * read as before. Names are changed too, where they are data.
 */
export function changedJson(text: string, change: ChangePiece): string {
  const pieces: string[] = [];
  const names: string[] = [];
  let name = '';
  let at = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    pieces.push(text.slice(at, index));
    at = index + token.length;
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
    } else if (/\d/.test(token)) {
      const changed = change('number', name, token);
      pieces.push(changed === token ? token : JSON.stringify(changed));
    } else pieces.push(token);
  }
  pieces.push(text.slice(at));
  return pieces.join('');
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
