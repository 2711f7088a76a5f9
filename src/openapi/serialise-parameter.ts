import { percentEncoded } from '../http/foreign-text.ts';
import { isNode } from './node.ts';
import type { Parameter } from './operation.ts';

const SEPARATORS: Readonly<Record<string, string>> = {
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
};

/** Name and value pairs of a query parameter, not yet percent-encoded (OpenAPI 3 "Style Values"). */
export function queryPairs(parameter: Parameter, value: unknown): readonly (readonly [string, string])[] {
  const { name } = parameter;
  const explode = parameter.explode ?? true;
  if (parameter.mediaType !== undefined) return [[name, document(value)]];
  if (Array.isArray(value)) {
    if (explode && parameter.style !== 'pipeDelimited' && parameter.style !== 'spaceDelimited') {
      return value.map((item) => [name, scalar(item)]);
    }
    return [[name, value.map(scalar).join(SEPARATORS[parameter.style ?? 'form'] ?? ',')]];
  }
  if (isNode(value)) {
    const entries = Object.entries(value);
    if (parameter.style === 'deepObject')
      return entries.map(([key, item]) => [`${name}[${key}]`, scalar(item)]);
    if (explode) return entries.map(([key, item]) => [key, scalar(item)]);
    return [[name, entries.flatMap(([key, item]) => [key, scalar(item)]).join(',')]];
  }
  return [[name, scalar(value)]];
}

/** What stands in the path for a parameter, percent-encoded (RFC 6570 for `label` and `matrix`). */
export function pathText(parameter: Parameter, value: unknown): string {
  const { name, style, explode = false } = parameter;
  if (parameter.mediaType !== undefined) return encodeSegment(document(value));
  const joiner = explode && style === 'label' ? '.' : explode && style === 'matrix' ? ';' : ',';
  const parts = Array.isArray(value)
    ? value.map((item) => encodeSegment(scalar(item)))
    : isNode(value)
      ? Object.entries(value).flatMap(([key, item]) => {
          const pair = [encodeSegment(key), encodeSegment(scalar(item))];
          return explode ? [pair.join('=')] : pair;
        })
      : [encodeSegment(scalar(value))];
  if (style === 'label') return `.${parts.join(joiner)}`;
  if (style !== 'matrix') return parts.join(',');
  if (explode && isNode(value)) return `;${parts.join(';')}`;
  if (explode && Array.isArray(value))
    return parts.map((part) => `;${percentEncoded(name)}=${part}`).join('');
  return `;${percentEncoded(name)}=${parts.join(',')}`;
}

/** Header or cookie value: `simple` style. */
export function simpleText(parameter: Parameter, value: unknown): string {
  if (parameter.mediaType !== undefined) return document(value);
  if (Array.isArray(value)) return value.map(scalar).join(',');
  if (!isNode(value)) return scalar(value);
  return Object.entries(value)
    .flatMap(([key, item]) => (parameter.explode ? [`${key}=${scalar(item)}`] : [key, scalar(item)]))
    .join(',');
}

/** As `percentEncoded`; a dot segment would be removed on the way. */
function encodeSegment(text: string): string {
  return text === '.' || text === '..' ? text.replaceAll('.', '%2E') : percentEncoded(text);
}

export function scalar(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function document(value: unknown): string {
  return JSON.stringify(value) ?? '';
}
