import { dependsOnObject, isAdministrative } from '../discovery/administration.ts';
import { readsOwnRecord } from '../discovery/own-record.ts';
import { isRisky } from '../discovery/risky-path.ts';
import type { Surface } from '../discovery/surface.ts';
import type { Operation } from '../openapi/operation.ts';
import { objectMakers } from './object-makers.ts';
import type { Known, PlaceKind } from './place.ts';

/** A write that is not for every user, by what the service or its document says. */
export interface RestrictedWrite {
  readonly operation: Operation;
  /** What reads the thing at the same address. */
  readonly reader?: Operation;
  /** True where it makes a thing of its own, which the scan can remove again. */
  readonly makes: boolean;
  /** Why it is not for every user: the words of the document or the path; left out where only the service shows it. */
  readonly because?: string;
}

/** Kinds of what a service tells everybody. */
const OFFICIAL =
  /(?:^|\/)(?:notices?|announcements?|bulletins?|broadcasts?|banners?|holidays|tariffs|price-?lists?|faqs?)\/?$/i;
const SECRET = /passw|pwd|token|secret|reset/i;

/** Writes for whoever runs the service, and those whose read is refused to a user of the scan. */
export const restrictedWrites: PlaceKind<RestrictedWrite> = {
  one: 'write that is not for every user',
  many: 'writes that are not for every user',
  find: async (known) => {
    const makers = new Set(await objectMakers.find(known));
    return known.surface.operations.flatMap((operation) => {
      const makes = makers.has(operation);
      return makes || canBeUnchanged(operation) ? restricted(operation, makes, known) : [];
    });
  },
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

function canBeUnchanged({ method, path, bodies }: Operation): boolean {
  return (
    ['PUT', 'PATCH'].includes(method) &&
    !isRisky(path) &&
    !SECRET.test(path) &&
    !readsOwnRecord(path) &&
    (bodies.length === 0 || bodies.some(({ mediaType }) => /json/.test(mediaType)))
  );
}

function restricted(operation: Operation, makes: boolean, { surface, record }: Known): RestrictedWrite[] {
  const reader = readerOf(operation, surface);
  const place = { operation, makes, ...(reader ? { reader } : {}) };
  const because = saidOf(operation);
  if (because !== undefined) return [{ ...place, because }];
  const isRefused =
    reader !== undefined &&
    surface.identities.some((identity) => record.heard(reader, identity)?.status === 'forbidden');
  return (makes ? OFFICIAL.test(operation.path) : isRefused) ? [place] : [];
}

/** What the document or the path says; nothing where it depends on the one thing who may. */
function saidOf(operation: Operation): string | undefined {
  const { audience, path } = operation;
  if (dependsOnObject(operation)) return undefined;
  if (audience && (audience.isPlain || !names(path, audience.who)))
    return `the document says “${audience.words}”`;
  return isAdministrative(operation) ? `it is administrative by its name: ${operation.path}` : undefined;
}

/** `Staff: list all` of `/staff` names what is listed. */
function names(path: string, who: string): boolean {
  const last = who.toLowerCase().split(' ').at(-1) ?? '';
  return path.toLowerCase().includes(last.replace(/s$/, ''));
}

function readerOf({ server, path }: Operation, { operations }: Surface): Operation | undefined {
  const bare = path.replace(/\/$/, '');
  return operations.find(
    (other) => other.method === 'GET' && other.server === server && other.path.replace(/\/$/, '') === bare,
  );
}
