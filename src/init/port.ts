import { parseAllDocuments } from 'yaml';
import type { Tree } from './walk.ts';
import { head } from './walk.ts';

/** Where a service says that it listens. */
export interface Listening {
  readonly port: number;
  /** File that says so. */
  readonly from: string;
  /** Path that everything lies below. */
  readonly path?: string;
}

/** Settings and first files of programs are short. */
const MOST_BYTES = 64 * 1024;
/** First files of a program that are opened in search of a port. */
const MOST_FILES = 40;
/** Ports of databases, queues and caches: a program that names one talks to it. */
const NOT_HTTP: ReadonlySet<number> = new Set([
  1433, 1521, 2181, 3306, 4222, 5432, 5433, 5672, 6379, 9092, 9200, 11211, 27017,
]);
const ENTRY =
  /^(?:main|server|app|index|hello|program|wsgi|run|manage|config|mod|bootstrap|startup)\.(?:[cm]?[jt]s|py|go|rs|cs|rb|java|kt)$/i;
/** In source: a variable with what stands for it, a call, a setting, an address. */
const IN_SOURCE = [
  /\bPORT\b["'\])]{0,4}\s{0,4}(?:\|\||\?\?|,|or)\s{0,4}["']?(\d{2,5})\b/g,
  /\blisten\(\s{0,4}(\d{2,5})\b/g,
  /\bport\s{0,4}[:=]\s{0,4}["']?(\d{2,5})\b/gi,
  /["'](?:0\.0\.0\.0|127\.0\.0\.1|localhost|\[::\])?:(\d{2,5})["']/g,
];
const IN_VARIABLES =
  /^[ \t]*(?:export[ \t]+)?(?:APP_|SERVER_|HTTP_|API_)?PORT[ \t]*=[ \t]*["']?(\d{2,5})\b/gm;
const IN_DOCKERFILE = /^(?:EXPOSE[ \t]+|ENV[ \t]+PORT[= ][ \t]*)(\d{2,5})\b/gm;

/** What the files of the service in `folder` (empty, or ending with a slash) say, the most binding first. */
export function findPort(tree: Tree, folder: string): Listening | undefined {
  const inside = tree.files.filter((path) => path.startsWith(folder));
  const named = (name: RegExp) => inside.filter((path) => name.test(path.slice(path.lastIndexOf('/') + 1)));
  const first = (files: readonly string[], read: (text: string) => Partial<Listening> | undefined) => {
    for (const from of files) {
      const text = head(tree, from, MOST_BYTES);
      const said = text === undefined ? undefined : read(text);
      if (said?.port !== undefined && said.port > 0 && said.port < 65_536)
        return { ...said, port: said.port, from };
    }
    return undefined;
  };
  const entries = named(ENTRY);
  if (entries.length > MOST_FILES)
    tree.notes.push(`${entries.length} files may say the port: the first ${MOST_FILES} were opened.`);
  return (
    first(named(/^package\.json$/).slice(0, 1), inStartScript) ??
    first(named(/^launchSettings\.json$/), inLaunchSettings) ??
    first(named(/^application\.properties$/), inProperties) ??
    first(named(/^application\.ya?ml$/), inSpringYaml) ??
    first(named(/^\.env$/), by(IN_VARIABLES)) ??
    first(entries.slice(0, MOST_FILES), by(...IN_SOURCE)) ??
    first(named(/^\.env\.(?:example|sample|dist|template|development)$/), by(IN_VARIABLES)) ??
    first(named(/^Dockerfile$/), by(IN_DOCKERFILE))
  );
}

function by(...patterns: readonly RegExp[]): (text: string) => Partial<Listening> | undefined {
  return (text) => {
    for (const pattern of patterns) {
      const ports = [...text.matchAll(pattern)].map(([, number]) => Number(number));
      const port = ports.find((one) => one > 0 && !NOT_HTTP.has(one));
      if (port !== undefined) return { port };
    }
    return undefined;
  };
}

function inStartScript(text: string): Partial<Listening> | undefined {
  const start = /"start"\s{0,9}:\s{0,9}"([^"\n]{0,300})"/.exec(text)?.[1] ?? '';
  const port = /(?:--port[= ]|-p |\bPORT=)(\d{2,5})\b/.exec(start)?.[1];
  return port === undefined ? undefined : { port: Number(port) };
}

/** `dotnet run` takes the first profile that is the project's own, and its first plain address. */
function inLaunchSettings(text: string): Partial<Listening> | undefined {
  try {
    const { profiles = {} } = JSON.parse(text.replace(/^\uFEFF/, '')) as {
      profiles?: Record<string, { commandName?: string; applicationUrl?: string }>;
    };
    const own = Object.values(profiles).find(({ commandName }) => commandName === 'Project');
    const addresses = (own?.applicationUrl ?? '').split(';');
    const plain = addresses.find((one) => one.startsWith('http://') && URL.canParse(one));
    return plain === undefined ? undefined : { port: Number(new URL(plain).port || 80) };
  } catch {
    return undefined;
  }
}

function inProperties(text: string): Partial<Listening> | undefined {
  const value = (key: string) =>
    new RegExp(`^[ \\t]*${key.replaceAll('.', '\\.')}[ \\t]*[=:][ \\t]*(\\S{1,100})`, 'm').exec(text)?.[1];
  return spring(value('server.port'), value('server.servlet.context-path'));
}

function inSpringYaml(text: string): Partial<Listening> | undefined {
  try {
    for (const document of parseAllDocuments(text)) {
      const value = (...path: string[]) => document.getIn(path) ?? document.getIn([path.join('.')]);
      const found = spring(value('server', 'port'), value('server', 'servlet', 'context-path'));
      if (found) return found;
    }
  } catch {
    // Templates are called so too.
  }
  return undefined;
}

/** `8081`, or `${PORT:8081}`; a path alone says nothing of the port but 8080. */
function spring(port: unknown, path: unknown): Partial<Listening> | undefined {
  const number = /^(?:\$\{[\w.]{1,60}:)?(\d{1,5})\}?$/.exec(String(port ?? ''))?.[1];
  const below = typeof path === 'string' && /^\/[\w/-]+$/.test(path) ? { path } : {};
  if (number !== undefined) return { port: Number(number), ...below };
  return 'path' in below ? { port: 8080, ...below } : undefined;
}
