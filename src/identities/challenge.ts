/** One challenge of a WWW-Authenticate header (RFC 9110 section 11.6.1). */
export interface Challenge {
  readonly scheme: string;
  /** By name in lower case; a token68 has none. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Bounded: the header is the service's word. */
const LONGEST_HEADER = 4_000;
const MOST_CHALLENGES = 20;

/** Several challenges may stand in one header line, parted by the same comma as their parameters. */
export function challengesIn(values: readonly string[]): Challenge[] {
  const found: { scheme: string; parameters: Map<string, string> }[] = [];
  for (const value of values) {
    for (const part of partsOf(value.slice(0, LONGEST_HEADER))) {
      const [, scheme, rest = ''] = /^\s*([A-Za-z][\w!#$%&'*+.^`|~-]*)(?:\s+(.*))?$/s.exec(part) ?? [];
      const isParameter = /^\s*[\w-]+\s*=\s*[^=\s]/.test(part);
      if (scheme !== undefined && !isParameter) {
        found.push({ scheme, parameters: new Map() });
        addParameter(found.at(-1)?.parameters, rest);
      } else addParameter(found.at(-1)?.parameters, part);
      if (found.length >= MOST_CHALLENGES) return found;
    }
  }
  return found;
}

/** Parted at commas outside quoted strings (RFC 9110 section 5.6.4); a quote that nothing closes parts as well. */
function partsOf(value: string): string[] {
  const parts: string[] = [];
  let begin = 0;
  const end = (at: number) => {
    if (at > begin) parts.push(value.slice(begin, at));
    begin = at + 1;
  };
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] === ',') end(at);
    else if (value[at] === '"') {
      const closing = closingQuote(value, at);
      if (closing === undefined) end(at);
      else at = closing;
    }
  }
  end(value.length);
  return parts;
}

function closingQuote(value: string, opening: number): number | undefined {
  for (let at = opening + 1; at < value.length; at += 1) {
    if (value[at] === '\\') at += 1;
    else if (value[at] === '"') return at;
  }
  return undefined;
}

function addParameter(parameters: Map<string, string> | undefined, part: string): void {
  const [, name, quoted, bare] = /^\s*([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))\s*$/s.exec(part) ?? [];
  if (name !== undefined) parameters?.set(name.toLowerCase(), quoted?.replace(/\\(.)/gs, '$1') ?? bare ?? '');
}
