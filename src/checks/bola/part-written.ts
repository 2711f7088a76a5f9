import { accepts, looksLikeRefusal } from '../../answers/answers.ts';
import type { HttpClient, RequestSpec } from '../../http/client.ts';
import { type Exchange, json } from '../../http/exchange.ts';
import { freshName } from '../../identities/register.ts';
import { writeToOwn } from '../../journal/own-thing.ts';
import { variablesIn } from '../../making/bound.ts';
import { changedMembers, changeInWords } from '../../making/state-of.ts';
import { otherValues } from '../../making/write-body.ts';
import { isNode, type Node } from '../../openapi/node.ts';
import { WITHOUT_SPEC } from '../../openapi/sample-value.ts';
import { requestFor } from '../../openapi/samples.ts';
import type { ObjectWrite } from '../../places/foreign-writes.ts';
import { plainName } from '../../values/plain-name.ts';
import { sharedObject } from '../made-object.ts';
import { identifierOf } from '../objects.ts';
import type { Marked } from '../own-marks.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';
import { taggedBody } from '../tagged-body.ts';
import { ownersAlone, recordSeen } from './object-write.ts';
import { type OwnersParent, parentOf, withOwnersParent } from './own-parent.ts';

/**
 * One user writes to a part of an object that another has and he is not shown, such as a line of an order: below that
 * object, and below one of his own, where a check of the object in the path alone lets it pass.
 */
export function partWritten(
  write: ObjectWrite,
  owner: Marked,
  stranger: Marked,
  context: ProbeContext,
): Promise<Verdict> {
  const { http, anonymous, surface, journal } = context;
  const [asOwner, asStranger] = [http.as(owner.identity), http.as(stranger.identity)];
  const removes = write.operation.method === 'DELETE';
  return withOwnersParent(write, context, asOwner, async (parent) => {
    const { made, place } = parent;
    const view = await ownersAlone({ made, owner: asOwner, acts: true }, asStranger);
    if (!view) return untested('no object could be created that only one of the two users has access to');
    const part = await partOf(parent, asOwner);
    if (!part) return untested('the created object has no part of this kind');
    const tag = freshName();
    const other = removes ? undefined : otherValues(write.operation, surface.spec, part.record);
    const tagged = removes ? {} : taggedBody(write.operation, surface.spec ?? WITHOUT_SPEC, tag);
    const body = other?.body ?? tagged;
    if (!(removes || other || JSON.stringify(tagged).includes(tag)))
      return untested('its request body has no property to recognize a change by');
    const mine = await ofStranger(write, { ...context, http: asStranger });
    const written = async (writer: HttpClient, below?: typeof mine) => {
      const at = below?.operation ?? parent.operation;
      const [field = ''] = variablesIn(at.path);
      const request = requestFor(at, surface.spec, {
        overrides: { path: { [field]: part.id }, body: at.bodies.length > 0 ? body : undefined },
      });
      const { entry, recipe } = made;
      const answer = await writeToOwn(journal, {
        ...{ entry, recipe, place, reader: asOwner, writer, request },
        ...(below ? { below: below.parent } : {}),
      });
      if (answer instanceof Error) throw answer;
      return answer;
    };
    const nobody = await written(anonymous);
    if (!nobody) return untested('the object was not read before the write');
    if (accepts(nobody, surface)) return 'clean';
    if (!looksLikeRefusal(nobody))
      return untested('the unauthenticated request is neither rejected nor accepted');
    const again = await part.read();
    if (!again.record) return untested('the owner can no longer read the part');
    for (const below of [undefined, ...(mine ? [mine] : [])]) {
      const exchange = await written(asStranger, below);
      if (!exchange || !accepts(exchange, surface)) continue;
      const after = await part.read();
      const [change] = after.record ? changedMembers(part.record, again.record, after.record) : [];
      const isGone = after.exchange.response.status < 300 && !after.record;
      if (removes ? !isGone : !change) continue;
      const [one, another] = [owner.identity.name, stranger.identity.name];
      const how = change ? changeInWords(change) : 'it was deleted';
      const where = below ? ', through a parent object of their own' : '';
      return {
        operation: write.operation,
        confidence: 'confirmed',
        evidenceSummary: `${another} ${removes ? 'deleted' : 'changed'} a part of an object that the scan created as ${one}${where}.`,
        proof: [
          { exchange, note: `sent by ${another}` },
          { exchange: after.exchange, note: `read again as ${one}: ${how}` },
        ],
        control: view.control,
      };
    }
    return 'clean';
  });
}

interface Part {
  readonly id: string;
  readonly record: Node;
  /** The part as its owner is shown it now. */
  read(): Promise<{ readonly exchange: Exchange; readonly record: Node | undefined }>;
}

/** The first part of that kind: in the list below the object, or in a member of the object that is called like it. */
async function partOf(
  { made, operation, surface }: OwnersParent,
  owner: HttpClient,
): Promise<Part | undefined> {
  const parts = operation.path.replace(/\/$/, '').split('/');
  const collection = parts.slice(0, -1).join('/');
  const name = parts.at(-2) ?? '';
  const [field = ''] = variablesIn(operation.path);
  const list = surface.operations.find(
    ({ method, path, server }) => method === 'GET' && path === collection && server === operation.server,
  );
  const requests: RequestSpec[] = [
    ...(list ? [requestFor(list, surface.spec)] : []),
    ...(made.kept ? [made.kept.request] : []),
  ];
  for (const request of requests) {
    const isList = list !== undefined && request === requests[0];
    const recordsAt = (exchange: Exchange) =>
      isList
        ? recordsCalled(json(exchange.response), undefined)
        : recordsCalled(recordSeen(exchange, made), plainName(name));
    const [record] = recordsAt(await owner.send(request));
    const id = record && identifierOf(record, field);
    if (!record || id === undefined) continue;
    return {
      id,
      record,
      async read() {
        const exchange = await owner.send(request);
        return { exchange, record: recordsAt(exchange).find((one) => identifierOf(one, field) === id) };
      },
    };
  }
  return undefined;
}

const DEEPEST = 4;

/** Records of the list under that name, or of the only list. */
export function recordsCalled(value: unknown, name: string | undefined, depth = 0): Node[] {
  if (Array.isArray(value)) return name === undefined ? value.filter(isNode) : [];
  if (!isNode(value) || depth > DEEPEST) return [];
  for (const [key, held] of Object.entries(value)) {
    const isWanted = name === undefined || plainName(key) === name;
    if (Array.isArray(held) && isWanted) return held.filter(isNode);
    const inner = recordsCalled(held, name, depth + 1);
    if (inner.length > 0) return inner;
  }
  return [];
}

/** The operation below such an object of the stranger's own. */
async function ofStranger({ operation, maker }: ObjectWrite, asStranger: ProbeContext) {
  const made = await sharedObject(asStranger, maker);
  const own = made && parentOf(made, operation, asStranger.surface);
  if (!made || !own) return undefined;
  const { entry, recipe } = made;
  return { operation: own.operation, parent: { entry, recipe, place: own.place, reader: made.owner } };
}
