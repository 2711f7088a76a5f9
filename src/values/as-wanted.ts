import { isNode } from '../openapi/node.ts';
import type { Sought } from './fitness.ts';
import { globalId } from './global-id.ts';

/** What is told to be a number takes no text, but the number in a global identifier; undefined where nothing fits. */
export function asWanted(value: string, { schema }: Sought): string | undefined {
  if (!isNode(schema) || schema.type !== 'integer' || INTEGER.test(value)) return value;
  const inner = globalId(value)?.inner;
  return inner !== undefined && INTEGER.test(inner) ? inner : undefined;
}

const INTEGER = /^-?\d{1,19}$/;
