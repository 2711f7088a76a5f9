import { csvRecords } from '../answers/csv.ts';
import type { HttpResponse } from '../http/exchange.ts';
import { json } from '../http/exchange.ts';
import { createRecentViews } from '../http/recent-views.ts';

/** One scalar of a JSON answer and the object that holds it. */
export interface Field {
  /** As written. */
  readonly name: string;
  /** Where it stands, with `[]` for every list: `users[].email`. */
  readonly path: string;
  readonly value: string | number | boolean;
  readonly holder: Readonly<Record<string, unknown>>;
}

/** Scalars by plain name: lower case, without separators, so that `user_id` and `userId` are one. */
export type Fields = ReadonlyMap<string, readonly Field[]>;

const MAX_FIELDS = 20_000;
/** A list of thousand records shows its flaw in the first ones. */
const MAX_ITEMS = 200;
/** Objects with more names than this are maps: their keys are data. */
const MAX_NAMES = 2_000;
const MAX_PER_NAME = 500;

/** By the length of their text: they keep its whole document alive. */
const known = createRecentViews<HttpResponse, Fields>(3 * 1024 * 1024);

/** Every scalar of a JSON answer or a CSV table, except null; read once per answer, bounded. Empty for all else. */
export function fieldsOf(response: HttpResponse): Fields {
  return known.of(response, () => ({
    view: readFields(json(response) ?? csvRecords(response)),
    bytes: response.body.length,
  }));
}

/** `X-Api_Key` → `xapikey`. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9$]/g, '');
}

/** Fields whose plain name matches. */
export function fieldsNamed(fields: Fields, name: RegExp): Field[] {
  const found: Field[] = [];
  for (const [plain, list] of fields) if (name.test(plain)) found.push(...list);
  return found;
}

interface Pending {
  readonly node: unknown;
  readonly name: string;
  readonly path: string;
  readonly holder: Readonly<Record<string, unknown>>;
}

function readFields(root: unknown): Fields {
  const fields = new Map<string, Field[]>();
  const plainNames = new Map<string, string>();
  const pending: Pending[] = [{ node: root, name: '', path: '', holder: {} }];
  let count = 0;
  for (let next = pending.pop(); next && count < MAX_FIELDS; next = pending.pop()) {
    const { node, name, path, holder } = next;
    if (node === null || node === undefined) continue;
    count += 1;
    if (Array.isArray(node)) {
      // Backwards, because the last pushed is read first.
      for (let at = Math.min(node.length, MAX_ITEMS) - 1; at >= 0; at -= 1) {
        pending.push({ node: node[at], name, path: `${path}[]`, holder });
      }
    } else if (typeof node === 'object') {
      const record = node as Readonly<Record<string, unknown>>;
      for (const key of Object.keys(record).slice(0, MAX_NAMES).reverse()) {
        pending.push({ node: record[key], name: key, path: path ? `${path}.${key}` : key, holder: record });
      }
    } else if (typeof node === 'string' || typeof node === 'number' || typeof node === 'boolean') {
      let plain = plainNames.get(name);
      if (plain === undefined) {
        if (plainNames.size >= MAX_NAMES) continue;
        plain = plainName(name);
        plainNames.set(name, plain);
      }
      const list = fields.get(plain);
      if (!list) fields.set(plain, [{ name, path, value: node, holder }]);
      else if (list.length < MAX_PER_NAME) list.push({ name, path, value: node, holder });
    }
  }
  return fields;
}
