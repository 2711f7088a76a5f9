import { posix } from 'node:path';
import { parse } from 'yaml';
import type { Tree } from './walk.ts';
import { head } from './walk.ts';

const COMPOSE = /^(?:docker-)?compose\.ya?ml$/;
/** Written by hand; the parser is not asked to read more. */
const MOST_BYTES = 64 * 1024;
/** Services of one file that are looked at. */
const MOST_SERVICES = 50;

/** A service that the repository builds, and the port that it has on this machine. */
export interface ComposeService {
  readonly name: string;
  readonly port: number;
  /** Folder that it is built from, from the repository's root: empty, or ending with a slash. */
  readonly context: string;
}

export interface Compose {
  readonly file: string;
  readonly built: readonly ComposeService[];
  /** It starts what the service needs, such as a database, and not the service. */
  readonly onlyNeeds: boolean;
  /** A file of variables that it names, and that is not in the repository. */
  readonly missing?: string;
}

/** What the shallowest compose file starts; undefined where there is none that can be read. */
export function readCompose(tree: Tree): Compose | undefined {
  const file = tree.files.find((path) => COMPOSE.test(path.slice(path.lastIndexOf('/') + 1)));
  const text = file === undefined ? undefined : head(tree, file, MOST_BYTES);
  if (file === undefined || text === undefined) return undefined;
  try {
    const services = Object.entries(recordOf(recordOf(parse(text, { maxAliasCount: 20 })).services));
    if (services.length > MOST_SERVICES)
      tree.notes.push(`${file} has ${services.length} services: the first ${MOST_SERVICES} were looked at.`);
    const read = services.slice(0, MOST_SERVICES).map(([name, value]) => ({ name, ...recordOf(value) }));
    const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : '';
    const built = read.flatMap((service: Record<string, unknown> & { name: string }) => {
      const port = service.build === undefined ? undefined : hostPort(service.ports);
      return port === undefined
        ? []
        : [{ name: service.name, port, context: contextOf(folder, service.build) }];
    });
    const named = read.flatMap((service: Record<string, unknown>) => envFiles(service.env_file));
    const missing = named.find((path) => !tree.files.includes(folder + path.replace(/^\.\//, '')));
    return {
      file,
      built,
      onlyNeeds:
        read.length > 0 && read.every((service: Record<string, unknown>) => service.build === undefined),
      ...(missing === undefined ? {} : { missing }),
    };
  } catch {
    tree.notes.push(`${file} cannot be read as YAML.`);
    return undefined;
  }
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function contextOf(folder: string, build: unknown): string {
  const context = typeof build === 'string' ? build : recordOf(build).context;
  const path = posix.join(folder, typeof context === 'string' ? context : '.', '/');
  return path === './' ? '' : path;
}

function envFiles(value: unknown): string[] {
  const all = Array.isArray(value) ? value : [value];
  return all.filter((one): one is string => typeof one === 'string');
}

/** `"8080:80"`, `"127.0.0.1:8080:80"`, `"${PORT:-8080}:80"` or the long form; a port without one here is drawn anew each time. */
function hostPort(ports: unknown): number | undefined {
  for (const port of Array.isArray(ports) ? ports : []) {
    const written =
      typeof port === 'string'
        ? /^(?:[\d.]+:)?(?:\$\{\w+:?-(\d+)\}|(\d+)):\d+(?:\/tcp)?$/.exec(port)
        : /^(\d+)$/.exec(String(recordOf(port).published));
    const number = Number(written?.[1] ?? written?.[2]);
    if (number > 0) return number;
  }
  return undefined;
}
