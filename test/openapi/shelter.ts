import { readFileSync } from 'node:fs';
import { loadSpec } from '../../src/openapi/load.ts';
import type { Spec } from '../../src/openapi/operation.ts';

/** One of our documents, as if it had been found at a service. */
export function shelter(file: string, uri = 'http://127.0.0.1:8080/docs/openapi'): Promise<Spec> {
  return loadSpec({ uri, text: fixture(file) });
}

export function fixture(file: string): string {
  return readFileSync(new URL(`fixtures/${file}`, import.meta.url), 'utf8');
}

/** A small OpenAPI 3.1 document around what a test is about. */
export function specOf(parts: Readonly<Record<string, unknown>>, version = '3.1.0'): Promise<Spec> {
  const document = { openapi: version, info: { title: 'T', version: '1' }, paths: {}, ...parts };
  return loadSpec({ uri: 'http://127.0.0.1:8080/openapi.json', text: JSON.stringify(document) });
}
