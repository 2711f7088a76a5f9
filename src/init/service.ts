import { singleQuoted } from '../material/single-quoted.ts';
import { type Compose, readCompose } from './compose.ts';
import type { KnownFramework } from './frameworks.ts';
import { findPort } from './port.ts';
import { startCommand } from './start.ts';
import type { Tree } from './walk.ts';

/** How a service is started and where it then listens, with the file that says so. */
export interface Service {
  readonly url?: string;
  /** A file, or what is usual where no file says it. */
  readonly from: string;
  /** Undefined where nothing tells: the user is asked. */
  readonly start?: string;
  /** A file that names variables which somebody has to set first, where the repository holds no `.env`. */
  readonly variables?: string;
  /** Other services of the repository, by name and port or by manifest. */
  readonly others: readonly string[];
}

export interface Candidate {
  readonly framework: KnownFramework;
  readonly manifest: string;
}

const START = 'docker compose up --detach --wait';
/** Of several services, the one that a scan of an API is about. */
const API = /api|backend|server/i;

/** @param candidates services by their manifests, shallow ones first */
export function findService(tree: Tree, candidates: readonly Candidate[]): Service {
  const compose = readCompose(tree);
  // A container that sources are mounted into, built from elsewhere, starts nothing by itself.
  const built = (compose?.built ?? []).filter(
    ({ context }) =>
      candidates.length === 0 || candidates.some(({ manifest }) => manifest.startsWith(context)),
  );
  if (compose && built.length > 0) return composed(tree, { ...compose, built });
  const [first] = candidates;
  const chosen =
    candidates.find(({ manifest }) => API.test(manifest.slice(0, manifest.lastIndexOf('/') + 1))) ?? first;
  const others = candidates
    .filter((one) => one !== chosen)
    .map(({ framework, manifest }) => `${framework.name} (${manifest})`);
  if (!chosen) return { from: 'nothing in the repository says', others };
  const { framework, manifest } = chosen;
  const folder = manifest.slice(0, manifest.lastIndexOf('/') + 1);
  const said = findPort(tree, folder);
  const port = said?.port ?? framework.port;
  const start = startCommand(tree, framework, manifest, port);
  const example = exampleIn(tree, folder);
  // Compose reads `.env` beside its file, too.
  const copied = example && folder === '' && compose?.onlyNeeds ? `cp ${example} .env && ` : '';
  const needs = compose?.onlyNeeds && start !== undefined ? `${copied}${upOf(compose.file)} && ` : '';
  return {
    url: `http://localhost:${port}${said?.path ?? ''}`,
    from: said?.from ?? `where ${framework.name} usually listens`,
    ...(start === undefined ? {} : { start: needs + start }),
    ...(example && copied === '' ? { variables: example } : {}),
    others,
  };
}

/** Variables with values to be filled in, where nobody has filled them in. */
function exampleIn(tree: Tree, folder: string): string | undefined {
  if (tree.files.includes(`${folder}.env`)) return undefined;
  return ['.env.example', '.env.sample', '.env.dist']
    .map((name) => folder + name)
    .find((path) => tree.files.includes(path));
}

function composed(tree: Tree, { file, built, missing }: Compose): Service {
  const chosen = built.find(({ name }) => API.test(name)) ?? built[0];
  if (!chosen) return { from: file, others: [] };
  const example =
    missing && tree.files.find((path) => path === `${missing}.example` || path === `${missing}.sample`);
  // Names of files go into a command of a pipeline.
  const plain = (path: string) => /^[\w./-]+$/.test(path);
  const copied = missing && example && plain(missing) && plain(example) ? `cp ${example} ${missing} && ` : '';
  return {
    url: `http://localhost:${chosen.port}`,
    from: `${file}, service ${chosen.name}`,
    // What it needs and nobody wrote down, the user has to say.
    ...(missing && copied === '' ? {} : { start: `${copied}${upOf(file)}` }),
    others: built.filter((one) => one !== chosen).map(({ name, port }) => `${name} (port ${port})`),
  };
}

/** Named by `--file` where it lies deeper; quoted, because names of files are strangers' text. */
function upOf(file: string): string {
  return file.includes('/') ? START.replace('compose', `compose --file ${singleQuoted(file)}`) : START;
}
