import { percentDecoded } from '../http/foreign-text.ts';
/** A path with the values taken out that differ from object to object. */
export interface TemplatedPath {
  /** `/users/{userId}/orders/{id}`. */
  readonly template: string;
  readonly values: readonly TemplatedValue[];
}

interface TemplatedValue {
  readonly name: string;
  readonly value: string;
  /** Template of the path before the value: `/users`. */
  readonly collection: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Object ids of document stores have 24 digits, hashes 32 and more; twelve hex digits may still be a word or version. */
const HEX = /^(?=.*\d)[0-9a-f]{16,}$/i;
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
/** `usr_8Fk2pQ91xZ`: a short prefix and a long random part with digits. */
const PREFIXED = /^[a-z]{2,8}_(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{8,}$/;

/** True for segments that name one object among many: numbers, UUIDs, hashes, ULIDs, prefixed keys. */
export function looksLikeIdentifier(segment: string): boolean {
  return (
    /^\d{1,20}$/.test(segment) ||
    UUID.test(segment) ||
    HEX.test(segment) ||
    ULID.test(segment) ||
    PREFIXED.test(segment)
  );
}

/**
 * `/users/7/orders/12` becomes `/users/{userId}/orders/{id}`.
 * `alsoValue` names segments (by the template before them) that are values although they do not look like one.
 */
export function templatePath(
  path: string,
  alsoValue: (collection: string, segment: string) => boolean = () => false,
): TemplatedPath {
  const segments = path.split('/').slice(1);
  const values: TemplatedValue[] = [];
  let template = '';
  segments.forEach((segment, at) => {
    // A number in front of everything is a tenant or version, and names no collection.
    const isValue = segment !== '' && (looksLikeIdentifier(segment) || alsoValue(template, segment));
    if (!isValue) {
      template += `/${segment}`;
      return;
    }
    const isLast = segments.slice(at + 1).every((later) => !looksLikeIdentifier(later));
    const name = isLast ? 'id' : `${singular(segments[at - 1] ?? 'item')}Id`;
    values.push({ name, value: percentDecoded(segment), collection: template });
    template += `/{${name}}`;
  });
  return { template: template === '' ? '/' : template, values };
}

/** English plurals as they stand in paths: `categories` → `category`, `boxes` → `box`, `courses` → `course`. */
export function singular(word: string): string {
  if (/ies$/i.test(word)) return `${word.slice(0, -3)}y`;
  // `addresses`, `statuses` and `aliases`, but `courses`, `purchases` and `sizes`.
  if (/(?:ss|[ui]s|ias|x|ch|sh)es$/i.test(word)) return word.slice(0, -2);
  if (/[^s]s$/i.test(word)) return word.slice(0, -1);
  return word;
}
