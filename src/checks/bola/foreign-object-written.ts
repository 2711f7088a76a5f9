import type { Surface } from '../../discovery/surface.ts';
import type { HttpClient, RequestSpec } from '../../http/client.ts';
import { json } from '../../http/exchange.ts';
import type { Identity } from '../../identities/identity.ts';
import { freshName } from '../../identities/register.ts';
import { type OwnObject, recordWith, writeToOwn } from '../../journal/own-thing.ts';
import { placeOf } from '../../journal/recipe.ts';
import type { Operation, Spec } from '../../openapi/operation.ts';
import { requestFor } from '../../openapi/samples.ts';
import { requestOf } from '../../places/operations.ts';
import { accepts, looksLikeRefusal } from '../answers.ts';
import {
  holds,
  type MadeObject,
  makeObject,
  objectMakers,
  placeIn,
  removeObject,
  taggedBody,
} from '../made-object.ts';
import { isPrivileged } from '../roles.ts';
import { type Detection, defineRule, type ProbeContext, type Proof } from '../rule.ts';
import { twoUsers } from './two-users.ts';

/** Kinds of objects that are made; others are guarded by the same code. */
const KINDS = 3;
/** What removes the object comes last. */
const WRITING = ['PATCH', 'PUT', 'DELETE'];

export const foreignObjectWritten = defineRule({
  id: 'foreign-object-written',
  title: 'One user changes or removes the objects of another',
  severity: 'high',
  cwe: [639, 863],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:H/SC:N/SI:N/SA:N',
  meaning:
    'Knowing the identifier of an object is enough to change or delete it, whoever it belongs to: any user can falsify or destroy the data of all others.',
  fix: 'Change and delete objects by identifier and owner together (where id = … and owner = the asker), and answer 404 where nothing matched.',
  needs: ['active', 'spec', 'two-identities'],
  async *probe(context) {
    const { surface, http } = context;
    const { spec } = surface;
    const [owner, stranger] = twoUsers(surface.identities);
    if (!spec || !owner || !stranger) return { untested: 'no two users of the same rights are known' };
    if (isPrivileged(stranger)) return { untested: 'the second user may change everything by his role' };
    const asOwner = { ...context, http: http.as(owner) };
    let looked = false;
    for (const maker of objectMakers(surface)
      .filter((each) => isWritten(each, surface))
      .slice(0, KINDS)) {
      const made = await makeObject(asOwner, maker, {});
      if (!made) continue;
      const attempt = { context, spec, maker, made, owner, stranger };
      let isThere = true;
      try {
        const view = await ownersAlone(attempt);
        if (!view) continue;
        let { tag } = made;
        for (const writer of writersOf(attempt)) {
          looked = true;
          const written = await write(attempt, writer, { ...view, tag });
          if (!written) continue;
          yield written.detection;
          tag = written.tag;
        }
        const { response } = await asOwner.http.send(view.request);
        isThere = response.status >= 500 || recordWith(json(response), made.entry.tags) !== undefined;
      } finally {
        if (isThere) await removeObject(asOwner, made);
        else await context.journal.settle(made.entry, 'undone');
      }
    }
    return looked
      ? undefined
      : { untested: 'no object could be made that one user has and the other has not' };
  },
});

interface Attempt {
  readonly context: ProbeContext;
  readonly spec: Spec;
  readonly maker: Operation;
  readonly made: MadeObject;
  readonly owner: Identity;
  readonly stranger: Identity;
}

/** Where the owner sees the object and the stranger does not. */
interface OwnersView {
  readonly request: RequestSpec;
  readonly control: Proof;
}

async function ownersAlone({
  context,
  maker,
  made,
  owner,
  stranger,
}: Attempt): Promise<OwnersView | undefined> {
  const { surface, http } = context;
  if (!made.kept || made.isAccount) return undefined;
  const list = surface.operations.find(({ method, path }) => method === 'GET' && path === maker.path);
  for (const request of [...(list ? [requestOf(surface, list)] : []), made.kept.request]) {
    if (!holds(await http.as(owner).send(request), made.tag)) continue;
    const exchange = await http.as(stranger).send(request);
    // What the list shows to both is shared, whatever the single object says.
    if (exchange.response.status >= 500 || holds(exchange, made.tag)) return undefined;
    return {
      request,
      control: { exchange, note: `here ${owner.name} sees the object and ${stranger.name} does not` },
    };
  }
  return undefined;
}

/** Nothing is made that no operation could change or remove afterwards. */
function isWritten({ path: above }: Operation, { operations }: Surface): boolean {
  return operations.some(
    ({ method, path }) => WRITING.includes(method) && path.replace(/\/\{[^{}/]+\}$/, '') === above,
  );
}

/** An operation that changes or removes what the maker makes, and how its path names the object. */
interface Writer {
  readonly operation: Operation;
  readonly place: OwnObject;
}

function writersOf({ context, made }: Attempt): Writer[] {
  return WRITING.flatMap((wanted) =>
    context.surface.operations
      .filter(({ method }) => method === wanted)
      .flatMap((operation) => {
        const place = placeIn(made, placeOf(operation, context.surface));
        return place && isAlone(operation) ? [{ operation, place }] : [];
      }),
  );
}

/** Not of something below the object. */
function isAlone({ path }: Operation): boolean {
  return /\{[^{}]+\}\/?$/.test(path);
}

/** The stranger writes; only what the owner then sees counts. */
async function write(
  { context, spec, made, owner, stranger }: Attempt,
  { operation, place }: Writer,
  { request, control, tag: before }: OwnersView & { readonly tag: string },
): Promise<{ readonly detection: Detection; readonly tag: string } | undefined> {
  const { surface, http, anonymous, journal } = context;
  const removes = operation.method === 'DELETE';
  const tag = removes ? before : freshName();
  const body = removes ? undefined : taggedBody(operation, spec, tag, { id: place.id });
  if (body && !Object.values(body).includes(tag)) return undefined;
  const path = { [place.at.field]: place.id };
  const writing = requestFor(operation, spec, { overrides: { path, body } });
  const writtenBy = (writer: HttpClient) =>
    writeToOwn(journal, {
      entry: made.entry,
      recipe: made.recipe,
      place,
      reader: http.as(owner),
      writer,
      request: writing,
      ...(removes ? {} : { renamed: tag }),
    });
  // What anybody may do without a login is another rule's business.
  const nobody = await writtenBy(anonymous);
  if (nobody === undefined || nobody instanceof Error || !looksLikeRefusal(nobody)) return undefined;
  if (!holds(await http.as(owner).send(request), before)) return undefined;
  const exchange = await writtenBy(http.as(stranger));
  if (exchange === undefined || exchange instanceof Error || !accepts(exchange, surface)) return undefined;
  const after = await http.as(owner).send(request);
  if (after.response.status >= 500 || holds(after, tag) === removes) return undefined;
  const did = removes ? 'removed' : 'changed';
  const detection: Detection = {
    operation,
    confidence: 'confirmed',
    saw: `${stranger.name} ${did} an object that the scan had made as ${owner.name}.`,
    proof: [
      { exchange, note: `asked by ${stranger.name}` },
      { exchange: after, note: `${owner.name} looks again: it is ${did}` },
    ],
    control,
  };
  return { detection, tag };
}
