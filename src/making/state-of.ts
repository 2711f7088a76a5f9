import { isNode, type Node } from '../openapi/node.ts';

/** What changes by itself, or whenever somebody looks. */
const BY_ITSELF =
  /(?:updated|modified|changed|accessed|viewed|seen|fetched|synced|now|time|timestamp)(?:_?(?:at|on))?$|views|hits|version|revision|etag|nonce|token|expires_?in|(?:^|_)age$|url$/i;

/** A member that is not as it was. */
export interface ChangedMember {
  readonly name: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What the two records of one thing before have alike and the one after has not: what changes by itself is no sign. */
export function changedMembers(before: Node, again: Node, after: Node): ChangedMember[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const [from, steady, to] = [before[name], again[name], after[name]];
    const isSteady = same(from, steady) && !BY_ITSELF.test(name);
    return isSteady && isPlain(from) && isPlain(to) && !same(from, to) ? [{ name, from, to }] : [];
  });
}

/** `status: active → blocked` */
export function changeInWords({ name, from, to }: ChangedMember): string {
  return `${name}: ${inWords(from)} → ${inWords(to)}`;
}

const LONGEST = 40;

function inWords(value: unknown): string {
  return value === undefined || value === null ? 'nothing' : String(value).slice(0, LONGEST);
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

function isPlain(value: unknown): boolean {
  return !isNode(value) && !Array.isArray(value);
}
