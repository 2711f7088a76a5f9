import { isScalar, parse as parseYaml, YAMLParseError } from 'yaml';
import { ScanError } from '../errors.ts';
import { shown } from './problems.ts';
import { MAX_REPEATED, type RepeatedKey, repeatedJsonKeys } from './repeated-keys.ts';
import { ExcessiveYaml, UnsupportedYaml } from './yaml-reader.ts';
import { readYamlSubset } from './yaml-subset.ts';

/** The largest public specs are near 10 MB; beyond that a document is a mistake or an attack. */
export const MAX_DOCUMENT_BYTES = 20 * 1024 * 1024;

export interface ParsedDocument {
  readonly format: 'json' | 'yaml';
  /** Without byte-order mark. */
  readonly text: string;
  readonly value: unknown;
  /** Keys that stand twice in their object; what stood under the first is lost. */
  readonly repeated: readonly RepeatedKey[];
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
  if (start === '{') {
    const value = readJson(uri, text);
    return {
      ...{ format: 'json', text, value },
      // Another pass over the text, which must not come right after the first.
      get repeated() {
        return repeatedJsonKeys(text);
      },
    };
  }
  const repeated: RepeatedKey[] = [];
  return { format: 'yaml', text, value: readYaml(uri, text.replaceAll('\r\n', '\n'), repeated), repeated };
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

/** Engines word this differently from version to version: only the position is taken from it, where there is one. */
function jsonFault(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const position = Number(/at position (\d+)/.exec(message)?.[1] ?? Number.NaN);
  if (/end of JSON input|Unterminated/.test(message) || position >= text.trimEnd().length)
    return 'it ends in the middle, as if it was cut off';
  if (Number.isNaN(position)) return 'it holds a word or sign that JSON does not know';
  const before = text.slice(0, position);
  const line = before.split('\n').length;
  return `line ${line}, column ${before.length - before.lastIndexOf('\n')} cannot be read`;
}

function readYaml(uri: string, text: string, repeated: RepeatedKey[]): unknown {
  try {
    return readYamlSubset(text, repeated);
  } catch (error) {
    if (error instanceof ExcessiveYaml) throw invalid(uri, EXCESS[error.kind], error);
    if (!(error instanceof UnsupportedYaml)) throw error;
    const refusal = beyondGeneralParser(text, error);
    if (refusal !== undefined) throw invalid(uri, refusal, error);
    repeated.length = 0;
  }
  try {
    const value: unknown = parseYaml(text, {
      maxAliasCount: 100,
      merge: true,
      logLevel: 'error',
      uniqueKeys: (before, key) => noteEqual(before, key, repeated),
    });
    if (!holdsItself(value)) return value;
  } catch (error) {
    throw invalid(uri, yamlFault(error), error);
  }
  throw invalid(uri, 'holds a YAML alias within what it stands for');
}

/** Notes a key that stands twice, and lets it pass. */
function noteEqual(before: unknown, key: unknown, repeated: RepeatedKey[]): false {
  if (isScalar(before) && isScalar(key) && before.value === key.value && repeated.length < MAX_REPEATED) {
    repeated.push({ key: String(key.value), offset: key.range?.[0] ?? 0 });
  }
  return false;
}

/** True where a walk downwards would come back to where it was. */
function holdsItself(root: unknown): boolean {
  const open = new Set<object>();
  const closed = new Set<object>();
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const value = stack.at(-1);
    if (typeof value !== 'object' || value === null || closed.has(value)) stack.pop();
    else if (open.has(value)) {
      open.delete(value);
      closed.add(value);
      stack.pop();
    } else {
      open.add(value);
      for (const inner of Object.values(value)) {
        if (open.has(inner)) return true;
        stack.push(inner);
      }
    }
  }
  return false;
}

const EXCESS = {
  deep: 'is nested too deeply to be read',
  large: 'repeats itself through YAML aliases without bound, or holds more than three million values',
} as const;

/** The general parser takes about five seconds for this much of the worst text. */
const MAX_GENERAL_YAML_CHARS = 512 * 1024;
/** It looks through the whole text for each alias. */
const MAX_ALIAS_WORK = 2e8;

/** Why the general parser is not asked: it takes the square of what these texts are made of. */
function beyondGeneralParser(text: string, { line }: UnsupportedYaml): string | undefined {
  if (text.length > MAX_GENERAL_YAML_CHARS) {
    return `is not valid YAML at line ${line}, or uses what is only understood in documents under 512 kB`;
  }
  const aliases = text.match(/(?:^|[\s[{,:-])\*[^\s*]/g)?.length ?? 0;
  if (aliases * text.length > MAX_ALIAS_WORK) return 'repeats itself through too many YAML aliases';
  return /(?<!\S)(?:[&!]\S*\s+){20}/.test(text) ? `is not valid YAML at line ${line}` : undefined;
}

function yamlFault(error: unknown): string {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '').replace(/[:.]\s*$/, '') : '';
  if (/call stack/i.test(message)) return EXCESS.deep;
  if (/alias count/i.test(message)) return 'repeats itself through YAML aliases without bound';
  if (/multiple documents/.test(message)) return 'holds several YAML documents; one is expected';
  if (error instanceof YAMLParseError) return `is neither JSON nor valid YAML: ${shown(message)}`;
  return `is not valid YAML: ${shown(message)}`;
}
