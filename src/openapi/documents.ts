import { ScanError } from '../errors.ts';
import { invalid, type ParsedDocument, parseDocument } from './parse-document.ts';
import { type Problems, shown } from './problems.ts';
import { absolute, type Resource, type ScannedDocument, scanDocument, type TooLarge } from './ref-scan.ts';
import { split } from './ref-store.ts';
import { tellRepeated } from './repeated-keys.ts';

/** Real descriptions in many files have dozens. */
const MAX_DOCUMENTS = 100;
/** For all documents together: what bounds memory when each of a hundred is as large as one may be. */
const MAX_TOTAL_CHARS = 40 * 1024 * 1024;

export type FetchExternal = (url: string) => Promise<string>;

export interface Documents {
  readonly main: Resource;
  readonly resources: ReadonlyMap<string, Resource>;
  /** Which resource a node's reference is relative to, where it is not the main document. */
  readonly bases: WeakMap<object, Resource>;
  /** Every reference of the main document and of those it leads to. */
  readonly references: readonly (readonly [Resource, string])[];
}

export interface MainDocument {
  readonly base: string;
  readonly uri: string;
  readonly parsed: ParsedDocument;
  readonly fetchExternal: FetchExternal | undefined;
  readonly problems: Problems;
  /** What else it is called: references to these lead into it. */
  readonly names: readonly string[];
  /** False for a document that stands beside another: its own nodes are told apart, too. */
  readonly isMain: boolean;
}

/**
 * Reads every document that references lead to, breadth first, so that resolving needs no waiting.
 * What may not be read becomes a problem; only the main document can fail the whole.
 */
export async function readDocuments({
  base,
  uri,
  parsed,
  fetchExternal,
  problems,
  names,
  isMain,
}: MainDocument): Promise<Documents> {
  const bases = new WeakMap<object, Resource>();
  const resources = new Map<string, Resource>();
  const references: [Resource, string][] = [];
  const main = await scanDocument(base, parsed, bases, isMain);
  if (typeof main === 'string') throw invalid(uri, sizeFault(main));

  const asked = new Set<string>([base]);
  let queue: string[] = [];
  let totalChars = parsed.text.length;
  const enlist = (scanned: ScannedDocument) => {
    for (const resource of [scanned.resource, ...scanned.embedded]) {
      if (!resources.has(resource.uri)) resources.set(resource.uri, resource);
    }
    for (const [resource, names] of scanned.references) {
      for (const name of names) {
        references.push([resource, name]);
        const target = name.startsWith('#') ? undefined : absolute(name, resource.uri);
        if (target === undefined) continue;
        const [document] = split(target);
        if (resources.has(document) || asked.has(document)) continue;
        asked.add(document);
        queue.push(document);
      }
    }
  };
  for (const name of names) resources.set(name, main.resource);
  enlist(main);
  while (queue.length > 0) {
    const level = queue;
    queue = [];
    for (const document of level) {
      if (resources.has(document)) continue;
      const refusal = refused(document, base, asked.size - queue.length, fetchExternal);
      if (refusal !== undefined || fetchExternal === undefined) {
        problems.add(`Reference to ${shown(document)} was not followed: ${refusal}.`);
        continue;
      }
      try {
        const text = await fetchExternal(document);
        totalChars += text.length;
        if (totalChars > MAX_TOTAL_CHARS) {
          problems.add(
            `Reference to ${shown(document)} was not followed: the documents together are over 40 MB.`,
          );
          continue;
        }
        const read = parseDocument(document, text);
        tellRepeated(read, problems, document);
        const scanned = await scanDocument(document, read, bases, false);
        if (typeof scanned === 'string') problems.add(`${shown(document)} ${sizeFault(scanned)}.`);
        else enlist(scanned);
      } catch (error) {
        problems.add(unread(document, error));
      }
    }
  }
  return { main: main.resource, resources, bases, references };
}

function refused(
  document: string,
  base: string,
  count: number,
  fetchExternal: FetchExternal | undefined,
): string | undefined {
  const { protocol } = new URL(document);
  if (!['http:', 'https:', 'file:'].includes(protocol)) return `${protocol} addresses are not read`;
  if (protocol === 'file:' && !base.startsWith('file:')) {
    return 'a document from the network may not name local files';
  }
  if (fetchExternal === undefined) return 'other documents are not read here';
  if (count > MAX_DOCUMENTS) return `no more than ${MAX_DOCUMENTS} documents are read`;
  return undefined;
}

function unread(document: string, error: unknown): string {
  if (error instanceof ScanError) return error.message;
  const reason = error instanceof Error ? error.message : String(error);
  return `Reference to ${shown(document)} was not followed: ${shown(reason)}.`;
}

function sizeFault(fault: TooLarge): string {
  return fault === 'deep' ? 'is nested too deeply to be read' : 'holds more than 1,500,000 lists and objects';
}
