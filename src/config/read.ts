import { parse } from 'yaml';
import type { z } from 'zod';
import { ScanError } from '../errors.ts';
import type { Config } from './schema.ts';
import { configSchema } from './schema.ts';

/**
 * Reads the text of a `middlebrick.yaml`.
 * @throws ScanError invalid-config that names the key at fault
 */
export function readConfig(text: string, path: string): Config {
  let document: unknown;
  try {
    document = parse(text, { maxAliasCount: 100, logLevel: 'error' }) ?? {};
  } catch (cause) {
    throw new ScanError('invalid-config', `${path} is not YAML: ${firstLine(cause)}`, { cause });
  }
  const parsed = configSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new ScanError('invalid-config', `${path}: ${firstIssue(parsed.error)}`);
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'it does not follow the schema.';
  const place = issue.path.length > 0 ? `"${issue.path.join('.')}": ` : '';
  return `${place}${issue.message}.`;
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
}
