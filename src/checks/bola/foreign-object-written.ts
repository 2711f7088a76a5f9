import { accepts, looksLikeRefusal } from '../../answers/answers.ts';
import type { HttpClient, RequestSpec } from '../../http/client.ts';
import { json } from '../../http/exchange.ts';
import type { Identity } from '../../identities/identity.ts';
import { freshName } from '../../identities/register.ts';
import { type OwnObject, recordWith, writeToOwn } from '../../journal/own-thing.ts';
import { placeOf } from '../../journal/recipe.ts';
import type { Operation, Spec } from '../../openapi/operation.ts';
import { WITHOUT_SPEC } from '../../openapi/sample-value.ts';
import { requestFor } from '../../openapi/samples.ts';
import { makesAccount, objectWriters } from '../../places/object-makers.ts';
import { requestOf } from '../../places/operations.ts';
import { holds, type MadeObject, makeObject, placeIn, removeObject, taggedBody } from '../made-object.ts';
import { isPrivileged } from '../roles.ts';
import { defineRule, type ProbeContext, type Proof, untested, type Verdict } from '../rule.ts';
import { twoUsers } from '../two-users.ts';

export const foreignObjectWritten = defineRule({
  id: 'foreign-object-written',
  title: 'One user changes or removes the objects of another',
  severity: 'high',
  cwe: [639, 863],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:H/SC:N/SI:N/SA:N',
  meaning:
    'Knowing the identifier of an object is enough to change or delete it, whoever it belongs to: any user can falsify or destroy the data of all others.',
  fix: 'Change and delete objects by identifier and owner together (where id = … and owner = the asker), and answer 404 where nothing matched.',
  needs: ['active', 'two-identities'],
  places: objectWriters,
  // Objects get the same identifiers in every scan.
  oneByOne: true,
  async judge({ operation, maker }, context) {
    const { surface, http } = context;
    const { spec } = surface;
    const [owner, stranger] = twoUsers(surface.identities);
    if (!owner || !stranger) return untested('no two users of the same rights are known');
    if (isPrivileged(stranger)) return untested('the second user may change everything by his role');
    if (makesAccount(maker, spec)) return untested('what the scan could make there is an account');
    const asOwner = { ...context, http: http.as(owner) };
    const made = await makeObject(asOwner, maker, {});
    if (!made) return untested('no object could be made');
    const attempt = { context, spec, maker, made, owner, stranger };
    let isThere = true;
    try {
      const view = await ownersAlone(attempt);
      if (!view) return untested('no object could be made that one user has and the other has not');
      const place = placeIn(made, placeOf(operation, surface));
      if (!place) return untested('the object that was made was not read back at its address');
      const verdict = await write(attempt, { operation, place }, view);
      const { response } = await asOwner.http.send(view.request);
      isThere = response.status >= 500 || recordWith(json(response), made.entry.tags) !== undefined;
      return verdict;
    } finally {
      if (isThere) await removeObject(asOwner, made);
      else await context.journal.settle(made.entry, 'undone');
    }
  },
});

interface Attempt {
  readonly context: ProbeContext;
  readonly spec: Spec | undefined;
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

/** An operation that changes or removes the object, and how its path names it. */
interface Writer {
  readonly operation: Operation;
  readonly place: OwnObject;
}

/** The stranger writes; only what the owner then sees counts. */
async function write(
  { context, spec, made, owner, stranger }: Attempt,
  { operation, place }: Writer,
  { request, control }: OwnersView,
): Promise<Verdict> {
  const { surface, http, anonymous, journal } = context;
  const removes = operation.method === 'DELETE';
  const tag = removes ? made.tag : freshName();
  const body = removes ? undefined : taggedBody(operation, spec ?? WITHOUT_SPEC, tag, { id: place.id });
  if (body && !Object.values(body).includes(tag)) return untested('its body has no text to know a change by');
  const path = { [place.at.field]: place.id };
  const writing = requestFor(operation, spec, { overrides: { path, body } });
  const writtenBy = async (writer: HttpClient) => {
    const answer = await writeToOwn(journal, {
      entry: made.entry,
      recipe: made.recipe,
      place,
      reader: http.as(owner),
      writer,
      request: writing,
      ...(removes ? {} : { renamed: tag }),
    });
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const nobody = await writtenBy(anonymous);
  if (!nobody) return untested('the object was not read back before the write');
  // What anybody may do without a login is another rule's business.
  if (accepts(nobody, surface)) return 'clean';
  if (!looksLikeRefusal(nobody)) return untested('without a login it neither refuses nor writes');
  if (!holds(await http.as(owner).send(request), made.tag))
    return untested('the owner no longer sees the object');
  const exchange = await writtenBy(http.as(stranger));
  if (!exchange) return untested('the object was not read back before the write');
  if (!accepts(exchange, surface)) return 'clean';
  const after = await http.as(owner).send(request);
  if (after.response.status >= 500 || holds(after, tag) === removes) return 'clean';
  const did = removes ? 'removed' : 'changed';
  return {
    operation,
    confidence: 'confirmed',
    saw: `${stranger.name} ${did} an object that the scan had made as ${owner.name}.`,
    proof: [
      { exchange, note: `asked by ${stranger.name}` },
      { exchange: after, note: `${owner.name} looks again: it is ${did}` },
    ],
    control,
  };
}
