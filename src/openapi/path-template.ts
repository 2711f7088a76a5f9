import { percentEncoded } from '../http/foreign-text.ts';
import type { Parameter } from './operation.ts';
import { withReservedHosts } from './reserved-hosts.ts';
import { pathText, scalar } from './serialise-parameter.ts';

/** A path template taken apart. */
export interface TemplateParts {
  /** Variables in plain braces. */
  readonly path: string;
  /** What stands behind a question mark, pair by pair; it belongs to every request of the operation. */
  readonly fixed: readonly (readonly [name: string, value: string])[];
}

/** RFC 6570 expressions that stand for a query: their variables are sent as query parameters are. */
const QUERY_EXPRESSION = /\{[?&][^{}]*\}/g;
/** Splits a text so that every second piece is a variable. */
const VARIABLE = /(\{[^{}]*\})/;
const OTHER_EXPRESSION = /\{([+#/.;]?)([^{}]+)\}/g;

/** Path and fixed query of a template; the operators of RFC 6570 become what they expand to. */
export function templateParts(template: string): TemplateParts {
  const plain = template
    .replace(QUERY_EXPRESSION, '')
    .replace(OTHER_EXPRESSION, expanded)
    .replace(/#.*$/s, '');
  const at = plain.indexOf('?');
  if (at === -1) return { path: plain, fixed: [] };
  const pairs = plain
    .slice(at + 1)
    .split('&')
    .filter((pair) => pair !== '');
  return { path: plain.slice(0, at), fixed: pairs.map(pairOf) };
}

function expanded(_whole: string, operator: string, names: string): string {
  const plain = names.split(',').map((name) => `{${name}}`);
  if (operator === '/' || operator === '.') return plain.map((name) => operator + name).join('');
  if (operator === ';')
    return names
      .split(',')
      .map((name) => `;${bareName(name)}={${name}}`)
      .join('');
  return plain.join(',');
}

function pairOf(pair: string): readonly [string, string] {
  const equals = pair.indexOf('=');
  if (equals === -1) return [pair, ''];
  const name = pair.slice(0, equals);
  return [name, String(withReservedHosts(pair.slice(equals + 1), name))];
}

/** Without RFC 6570 modifiers and the constraints of routers: `id*`, `id:int`. */
function bareName(name: string): string {
  return name.replace(/[+*]$|:.*$/s, '');
}

/** The path with everything but its variables percent-encoded; those stay in braces. */
export function encodedLiterals(path: string): string {
  return path
    .split(VARIABLE)
    .map((piece, at) => (at % 2 === 0 ? literal(piece) : piece))
    .join('');
}

/** The path with its variables filled and everything else percent-encoded (RFC 3986 section 3.3, RFC 3987 section 3.1). */
export function filledPath(
  path: string,
  parameters: readonly Parameter[],
  pick: (parameter: Parameter) => unknown,
  sample: (name: string) => unknown,
): string {
  return path
    .split(VARIABLE)
    .map((piece, at) => (at % 2 === 0 ? literal(piece) : variable(piece.slice(1, -1))))
    .join('');

  function variable(name: string): string {
    const bare = bareName(name);
    const parameter = parameters.find((known) => known.name === name || known.name === bare) ?? {
      name: bare,
      in: 'path',
      required: true,
    };
    const text = pathText(parameter, pick(parameter) ?? '');
    // An empty segment would be another operation.
    return text === '' ? percentEncoded(String(sample(bare))) : text;
  }
}

/**
 * Pairs of a fixed query, filled; a declared parameter of that name is sent here and nowhere else. `given` holds what a
 * caller wants in place of what the template says.
 */
export function filledQuery(
  fixed: TemplateParts['fixed'],
  value: (name: string) => unknown,
  given: Readonly<Record<string, unknown>>,
): string[] {
  return fixed.flatMap(([name, written]) => {
    if (Object.hasOwn(given, name) && given[name] === undefined) return [];
    const filled = Object.hasOwn(given, name)
      ? percentEncoded(scalar(given[name]))
      : written
          .split(VARIABLE)
          .map((piece, at) =>
            at % 2 === 0 ? literal(piece) : percentEncoded(scalar(value(bareName(piece.slice(1, -1))))),
          )
          .join('');
    return written === '' && filled === '' ? literal(name) : `${literal(name)}=${filled}`;
  });
}

/** What a path may hold as it stands, and escapes that are there already. */
const ENCODED = /%(?![\da-f]{2})|[^\w\-.~!$&'()*+,;=:@/%]+/giu;

function literal(text: string): string {
  return text.replace(ENCODED, (run) => (run === '%' ? '%25' : percentEncoded(run)));
}
