import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createBreath } from '../http/breath.ts';
import { type FetchExternal, readDocuments } from './documents.ts';
import { lineFinder } from './line-of.ts';
import { isNode, member, nodeMember, textMember } from './node.ts';
import type { Spec } from './operation.ts';
import { readOperations } from './operations.ts';
import { invalid, parseDocument } from './parse-document.ts';
import { collectProblems, shown } from './problems.ts';
import { absolute } from './ref-scan.ts';
import { createRefStore } from './ref-store.ts';
import { tellRepeated } from './repeated-keys.ts';
import { readSecuritySchemes } from './security-schemes.ts';
import { openApi3Servers, type ServerBase, swagger2Servers } from './servers.ts';

export interface SpecSource {
  /** URL or file path, as the user gave it. */
  readonly uri: string;
  readonly text: string;
  /** The target's URL: which of several servers is tested, and what relative ones mean when the document is a file. */
  readonly target?: string;
}

export interface LoadOptions {
  /**
   * Reads a document that a reference leads to; throws, with a reason, what it will not read.
   * Left out: only references within the document are followed.
   */
  readonly fetchExternal?: FetchExternal;
  /** True for a document that is to be merged into another one. */
  readonly beside?: boolean;
}

/** Text to Spec. @throws ScanError `invalid-spec`, one sentence; everything smaller becomes one of `problems` */
export async function loadSpec(source: SpecSource, options: LoadOptions = {}): Promise<Spec> {
  const { uri } = source;
  const breathe = createBreath();
  const parsed = parseDocument(uri, source.text);
  const root = parsed.value;
  if (!isNode(root)) throw invalid(uri, 'is not an OpenAPI document: it holds no object');
  const version = readVersion(uri, root);
  const isSwagger2 = version.startsWith('2.');

  const problems = collectProblems();
  await breathe();
  tellRepeated(parsed, problems);
  const origin = addressOf(uri);
  const name = ownName(root, origin);
  const address = name !== undefined && isBeside(name, origin) ? name : origin;
  const documents = await readDocuments({
    base: address,
    uri,
    parsed,
    fetchExternal: options.fetchExternal,
    problems,
    names: name === undefined ? [] : [name],
    isMain: options.beside !== true,
  });
  const siblingsCount = !isSwagger2 && !version.startsWith('3.0');
  const store = createRefStore(documents.main, documents.resources, documents.bases, siblingsCount);
  for (const [resource, reference] of documents.references) {
    await breathe();
    const target = absolute(reference, resource.uri)?.replace(/#.*$/s, '');
    const wasRead = reference.startsWith('#') || (target !== undefined && documents.resources.has(target));
    if (target !== undefined && !wasRead) continue;
    if (store.follow(reference, resource) === undefined) {
      problems.add(`Reference "${shown(reference)}" leads nowhere.`);
    }
  }

  const base = serverBase(address, source.target);
  const serversOf = (isSwagger2 ? swagger2Servers : openApi3Servers)(root, base, problems);
  const lineOf = lineFinder(parsed);
  const operations = await readOperations({
    root,
    isSwagger2,
    base,
    serversOf,
    resolve: store.resolve,
    lineOf,
    problems,
    ...(options.beside && { document: uri }),
  });
  const apiVersion = textMember(nodeMember(root, 'info'), 'version');
  return {
    uri,
    version,
    title: textMember(nodeMember(root, 'info'), 'title') ?? 'untitled',
    ...(apiVersion !== undefined && { apiVersion }),
    root,
    servers: serversOf({}, {}),
    operations,
    securitySchemes: readSecuritySchemes(root, store.resolve),
    resolve: store.resolve,
    ...(options.beside && {
      holds: (node: unknown) => typeof node === 'object' && node !== null && documents.bases.has(node),
    }),
    lineOf,
    problems: problems.list(),
  };
}

function readVersion(uri: string, root: Readonly<Record<string, unknown>>): string {
  const written = member(root, 'openapi') ?? member(root, 'swagger');
  // YAML reads an unquoted 3.0 as a number.
  const version = typeof written === 'number' ? written.toFixed(1) : written;
  if (typeof version !== 'string') {
    const other = Object.hasOwn(root, 'asyncapi') ? ' (AsyncAPI is not supported)' : '';
    throw invalid(uri, `is not an OpenAPI document: it has neither "openapi" nor "swagger"${other}`);
  }
  if (!/^(2\.0|3\.[0-2](\.\d+)?)(-[\w.]+)?$/.test(version.trim())) {
    throw invalid(uri, `is OpenAPI version "${shown(version)}"; 2.0, 3.0, 3.1 and 3.2 are understood`);
  }
  return version.trim();
}

/** The URL that references are relative to. */
function addressOf(uri: string): string {
  if (/^(https?|file):/i.test(uri) && URL.canParse(uri)) return new URL(uri).href.replace(/#.*$/s, '');
  return pathToFileURL(path.resolve(uri)).href;
}

/**
 * `$self` of OpenAPI 3.2 says what a document is called, whoever hands it over. References are relative to it where it
 * lies beside the place that the document came from; a file's are relative to the file, which is where its copies lie.
 */
function ownName(root: Readonly<Record<string, unknown>>, address: string): string | undefined {
  const self = textMember(root, '$self');
  if (self === undefined || !URL.canParse(self, address)) return undefined;
  const { href, protocol } = new URL(self, address);
  return /^https?:$/.test(protocol) ? href.replace(/#.*$/s, '') : undefined;
}

function isBeside(name: string, address: string): boolean {
  return /^https?:/.test(address) && new URL(name).origin === new URL(address).origin;
}

function serverBase(address: string, target: string | undefined): ServerBase {
  const known = target !== undefined && URL.canParse(target) ? new URL(target) : undefined;
  const typed = known && { target: known.href };
  if (/^https?:/.test(address)) return { url: address, isApiBase: false, ...typed };
  if (known) return { url: known.href, isApiBase: true, ...typed };
  return { url: 'http://localhost', isApiBase: true };
}
