import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readRecording } from '../inputs/read-recording.ts';
import { type RecognisedRequests, recognise } from '../inputs/recognise.ts';
import { loadSpec } from '../openapi/load.ts';
import type { SecurityScheme, Spec } from '../openapi/operation.ts';
import { MAX_DOCUMENT_BYTES } from '../openapi/parse-document.ts';
import type { KnownFramework } from './frameworks.ts';
import { ECOSYSTEMS } from './frameworks.ts';
import { type Candidate, findService, type Service } from './service.ts';
import type { Tree } from './walk.ts';
import { head } from './walk.ts';

/** Where a pipeline is described: GitHub and GitLab by their files, else a shell script for any other. */
export type Ci = 'github' | 'gitlab' | 'shell';
export const CIS: readonly Ci[] = ['github', 'gitlab', 'shell'];

/** How a credential is written into `middlebrick.yaml`, with the variable that holds it. */
export interface CredentialPlan {
  readonly key: 'bearer' | 'basic' | 'apiKey';
  readonly value: string;
  readonly variable: string;
}

/** What was found in a repository. Nothing here is certain: it is shown before anything is written. */
export interface Found {
  readonly framework?: KnownFramework & { readonly manifest: string };
  readonly service: Service;
  readonly spec?: string;
  /** What else tells of operations: GraphQL schemas, Postman collections, HAR files, `.http` files. */
  readonly requests: readonly string[];
  readonly credential?: CredentialPlan;
  readonly ci: Ci;
}

/** A manifest names its dependencies early; a longer one is generated. */
const MANIFEST_BYTES = 512 * 1024;
/** `openapi:` or `swagger:` stands among the first keys, but a long description may come before it. */
const HEAD_BYTES = 64 * 1024;
/** Files that are opened in search of a document. */
const MOST_UNNAMED = 200;
/** Documents that are read whole before the search is given up. */
const MOST_DOCUMENTS = 5;
/** Services of one repository that are told. */
const MOST_SERVICES = 20;

export async function detect(tree: Tree): Promise<Found> {
  const candidates = findFrameworks(tree);
  const service = findService(tree, candidates);
  const [shown] = candidates;
  const framework = shown && { ...shown.framework, manifest: shown.manifest };
  const spec = await findSpec(tree);
  const credential =
    spec && [...spec.securitySchemes.values()].map(planFor).find((plan) => plan !== undefined);
  return {
    ...(framework ? { framework } : {}),
    service,
    ...(spec ? { spec: spec.uri } : {}),
    ...(credential ? { credential } : {}),
    requests: findRequests(tree),
    ci: findCi(tree.root),
  };
}

/** One for each folder with a manifest that names a framework; what depends on nothing of the kind is no service. */
function findFrameworks(tree: Tree): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const manifest of tree.files) {
    const ecosystem = ECOSYSTEMS.find((one) => one.manifest.test(nameOf(manifest)));
    const folder = manifest.slice(0, manifest.length - nameOf(manifest).length);
    if (!ecosystem || found.has(folder)) continue;
    const text = head(tree, manifest, MANIFEST_BYTES);
    const framework =
      text === undefined ? undefined : ecosystem.frameworks.find(({ sign }) => sign.test(text));
    if (framework) found.set(folder, { framework, manifest });
    if (found.size >= MOST_SERVICES) {
      tree.notes.push(`More than ${MOST_SERVICES} services: further manifests were not opened.`);
      break;
    }
  }
  return [...found.values()];
}

/** The first document that a scan could read. */
async function findSpec(tree: Tree): Promise<Spec | undefined> {
  for (const path of candidates(tree)) {
    const text = head(tree, path, MAX_DOCUMENT_BYTES);
    if (text === undefined) continue;
    try {
      return await loadSpec({ uri: path, text });
    } catch (error) {
      tree.notes.push((error as Error).message);
    }
  }
  return undefined;
}

/** Names that say so first, then any YAML or JSON near the root; each is opened before it is believed. */
function candidates(tree: Tree): string[] {
  const documents = tree.files.filter(
    (path) =>
      /\.(ya?ml|json)$/i.test(path) && !/^(package(-lock)?|composer|tsconfig.*)\.json$/.test(nameOf(path)),
  );
  const named = documents.filter((path) => /openapi|swagger|api-?docs?/i.test(nameOf(path)));
  const unnamed = documents
    .filter((path) => !named.includes(path) && path.split('/').length <= 3)
    .slice(0, MOST_UNNAMED);
  return [...named.slice(0, MOST_UNNAMED), ...unnamed]
    .filter((path) => {
      const text = head(tree, path, HEAD_BYTES);
      return text !== undefined && /(^|[{,])[ \t]*["']?(openapi|swagger)["']?\s*:\s*["']?[23]\./m.test(text);
    })
    .slice(0, MOST_DOCUMENTS);
}

/** What a scan would refuse is noted, and not named. */
function tellsOperations(tree: Tree, path: string, text: string): boolean {
  const recognised = recognise(text);
  if (recognised.kind === 'sdl') return true;
  if (!['postman', 'har', 'curl', 'raw-requests'].includes(recognised.kind)) return false;
  try {
    readRecording(path, text, recognised as RecognisedRequests, new Map());
    return true;
  } catch (error) {
    tree.notes.push((error as Error).message);
    return false;
  }
}

/** Files whose names and content say that they hold a schema or requests. A schema in parts has no such name. */
function findRequests(tree: Tree): string[] {
  const named = tree.files.filter((path) =>
    /postman_collection\.json$|\.(?:har|http|rest)$|^schema\.(?:graphqls?|gql)$/i.test(nameOf(path)),
  );
  return named
    .slice(0, MOST_UNNAMED)
    .filter((path) => {
      const text = head(tree, path, MAX_DOCUMENT_BYTES);
      return text !== undefined && tellsOperations(tree, path, text);
    })
    .slice(0, MOST_DOCUMENTS);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function planFor(scheme: SecurityScheme): CredentialPlan | undefined {
  const bearer: CredentialPlan = {
    key: 'bearer',
    value: 'env:MIDDLEBRICK_TOKEN',
    variable: 'MIDDLEBRICK_TOKEN',
  };
  switch (scheme.type) {
    case 'http':
      if (scheme.scheme === 'bearer') return bearer;
      return scheme.scheme === 'basic' ? basic() : undefined;
    case 'basic':
      return basic();
    case 'oauth2':
    case 'openIdConnect':
      return bearer;
    case 'apiKey': {
      const { parameterName: name } = scheme;
      // The name goes into a file: one that is no token would be no header's, parameter's or cookie's either.
      if (name === undefined || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return undefined;
      const place = scheme.in === 'query' || scheme.in === 'cookie' ? `${scheme.in}:` : '';
      return { key: 'apiKey', value: `${place}${name}=env:MIDDLEBRICK_KEY`, variable: 'MIDDLEBRICK_KEY' };
    }
    default:
      return undefined;
  }
}

function basic(): CredentialPlan {
  return { key: 'basic', value: 'env:MIDDLEBRICK_LOGIN', variable: 'MIDDLEBRICK_LOGIN' };
}

function findCi(root: string): Ci {
  if (existsSync(join(root, '.github'))) return 'github';
  return existsSync(join(root, '.gitlab-ci.yml')) ? 'gitlab' : 'shell';
}
