import { parse as parseYaml, YAMLParseError } from 'yaml';
import { ScanError } from '../errors.ts';
import { shown } from './problems.ts';

/** The largest public specs are near 10 MB; beyond that a document is a mistake or an attack. */
export const MAX_DOCUMENT_BYTES = 20 * 1024 * 1024;

export interface ParsedDocument {
  readonly format: 'json' | 'yaml';
  /** Without byte-order mark. */
  readonly text: string;
  readonly value: unknown;
}

/** Text to plain values. @throws ScanError with one sentence that says what stands there instead of a document */
export function parseDocument(uri: string, source: string): ParsedDocument {
  const bytes = source.length > MAX_DOCUMENT_BYTES ? source.length : Buffer.byteLength(source);
  if (bytes > MAX_DOCUMENT_BYTES) {
    throw invalid(
      uri,
      `is ${Math.ceil(bytes / 2 ** 20)} MB; documents over ${MAX_DOCUMENT_BYTES / 2 ** 20} MB are not read`,
    );
  }
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const start = /\S/.exec(text)?.[0];
  if (start === undefined) throw invalid(uri, 'is empty');
  if (text.includes('\u0000')) throw invalid(uri, 'is not text in UTF-8; save it as UTF-8');
  if (start === '<') throw invalid(uri, 'is an HTML or XML page, not an OpenAPI document');
  if (start === '{') return { format: 'json', text, value: readJson(uri, text) };
  return { format: 'yaml', text, value: readYaml(uri, text) };
}

export function invalid(uri: string, says: string, cause?: unknown): ScanError {
  return new ScanError('invalid-spec', `${shown(uri)} ${says}.`, { cause });
}

function readJson(uri: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(uri, `is not valid JSON: ${jsonFault(text, error)}`, error);
  }
}

function jsonFault(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (
    /end of JSON input|Unterminated|Expected .* at position (\d+)$/.test(message) &&
    !/[}\]]\s*$/.test(text)
  ) {
    return 'it ends in the middle, as if it was cut off';
  }
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position === undefined) return 'it ends in the middle, as if it was cut off';
  const before = text.slice(0, Number(position));
  const line = before.split('\n').length;
  return `line ${line}, column ${before.length - before.lastIndexOf('\n')} cannot be read`;
}

function readYaml(uri: string, text: string): unknown {
  try {
    return parseYaml(text, { maxAliasCount: 100, merge: true, logLevel: 'error', uniqueKeys: false });
  } catch (error) {
    throw invalid(uri, yamlFault(error), error);
  }
}

function yamlFault(error: unknown): string {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '').replace(/[:.]\s*$/, '') : '';
  if (/call stack/i.test(message)) return 'is nested too deeply to be read';
  if (/alias count/i.test(message)) return 'repeats itself through YAML aliases without bound';
  if (error instanceof YAMLParseError) return `is neither JSON nor valid YAML: ${message}`;
  return `is not valid YAML: ${message}`;
}
