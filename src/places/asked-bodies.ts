import type { RequestSpec } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { succeeded } from '../http/exchange.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { loginOperation } from '../identities/account-operations.ts';
import { freshName } from '../identities/register.ts';
import { isIdentifier, ownBody } from '../journal/own-body.ts';
import { learnBody } from '../making/learn-body.ts';
import { once } from '../making/once.ts';
import { enveloped } from '../openapi/envelope.ts';
import { flatten } from '../openapi/merge-schemas.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { BodyContent, Operation } from '../openapi/operation.ts';
import { sampleFor, WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { isXml, preferredBody, writeBody } from '../openapi/serialise-body.ts';
import { answeringPosts, keepsNothing } from './answering-posts.ts';
import { askedXml } from './asked-xml.ts';
import { askingClient, factsOfAsking, withBody } from './asking-client.ts';
import { askingPosts, notAnAnswer } from './asking-posts.ts';
import { type BodyMember, membersIn } from './body-members.ts';
import { leadingNowhere, slotsOf } from './body-slots.ts';
import { ordinaryOf } from './operations.ts';
import type { ParameterSlot } from './parameters.ts';
import type { Known } from './place.ts';

/** Members of bodies by which an operation is asked something: nothing stays, by its name or by all that it answers. */
export async function askedBodies(known: Known): Promise<ParameterSlot[]> {
  const login = loginOperation(known.surface);
  const slots = await Promise.all(
    [...askingPosts(known.surface), ...answeringPosts(known.surface)]
      .filter((operation) => operation !== login?.operation)
      .map(async (operation) => {
        const content = preferredBody(operation.bodies);
        return content ? askedSlots(known, operation, content) : [];
      }),
  );
  return slots.flat();
}

/** What the first requests to an operation told. */
interface Asking {
  /** The body as the service takes it. */
  readonly ordinary: unknown;
  /** Why no further request is sent there; undefined where nothing stays. */
  readonly refusal?: string;
  /** What has to be in the body, where each further member may stand in it alone. */
  readonly least?: Node;
}

async function askedSlots(
  known: Known,
  operation: Operation,
  content: BodyContent,
): Promise<ParameterSlot[]> {
  const { http, journal, surface } = known;
  const { spec } = surface;
  if (isXml(content.mediaType)) return askedXml(known, operation, content);
  const request = writerFor(known, operation, content);
  const key = `asked ${operation.id} ${content.mediaType} ${http.identity.name}`;
  const isByName = askingPosts(surface).includes(operation);
  const asking = await once(journal, key, () =>
    askFirst(known, operation, content, request).catch((failure): Asking => {
      if (!(failure instanceof TransportFailure)) throw failure;
      return { ordinary: sampleOfNobody(known, content), refusal: failure.message };
    }),
  );
  // What was not known for one that asks is none of these places.
  if (asking.refusal !== undefined && !isByName) return [];
  const client = askingClient(known, operation, asking.refusal);
  return membersIn(asking.ordinary, content.schema, spec).flatMap((member) =>
    slotsOf({
      operation,
      effect: 'reads',
      members: [member],
      ordinary: aloneIn(asking, member),
      request,
      client,
    }),
  );
}

/** The ordinary request, as its refusals want it, and whether the service takes less: what nobody has to send hides rows. */
async function askFirst(
  known: Known,
  operation: Operation,
  content: BodyContent,
  request: (body: unknown) => RequestSpec,
): Promise<Asking> {
  const { http, journal, surface } = known;
  const first = sampleOfNobody(known, content);
  const isByName = askingPosts(surface).includes(operation);
  if (!isByName) {
    const proof = await keepsNothing(known, operation, first, request);
    return 'refusal' in proof ? { ordinary: first, ...proof } : { ordinary: proof.body };
  }
  const ask = async (body: unknown) => journal.write(http, factsOfAsking(operation), request(body));
  const { ordinary, answer } = await taken(first, ask, content);
  if (answer instanceof Error) return { ordinary };
  const refusal = notAnAnswer(operation, answer);
  if (refusal !== undefined) return { ordinary, refusal };
  const least = leastOf(ordinary, content, known);
  if (!least || !succeeded(answer)) return { ordinary };
  const [one] = Object.entries(ordinary as Node).filter(([name]) => !(name in least));
  const smaller = (await ask({ ...least, ...Object.fromEntries(one ? [one] : []) })).answer;
  const isTaken = !(smaller instanceof Error) && succeeded(smaller) && !notAnAnswer(operation, smaller);
  return isTaken ? { ordinary, least } : { ordinary };
}

type Answered = Exchange | TransportFailure;

/** Refused for its form, the body is amended; what nobody may send, or nobody has, stays as it is. */
async function taken(
  first: unknown,
  ask: (body: unknown) => Promise<{ readonly answer: Answered }>,
  { mediaType }: BodyContent,
): Promise<{ readonly ordinary: unknown; readonly answer: Answered }> {
  if (!isNode(first) || !/json/.test(mediaType))
    return { ordinary: first, answer: (await ask(first)).answer };
  const { body, result } = await learnBody(first, ask, { tag: freshName() });
  return { ordinary: body, answer: result.answer };
}

/** The members that the document calls required; undefined where leaving out the others leaves out no more than one. */
function leastOf(
  ordinary: unknown,
  { schema, mediaType }: BodyContent,
  { surface }: Known,
): Node | undefined {
  if (!isNode(ordinary) || !/json/.test(mediaType)) return undefined;
  const flat = flatten(schema, (surface.spec ?? WITHOUT_SPEC).resolve).schema;
  if (!isNode(flat) || !isNode(flat.properties)) return undefined;
  const required: readonly unknown[] = Array.isArray(flat.required) ? flat.required : [];
  const least = Object.entries(ordinary).filter(([name]) => required.includes(name));
  return Object.keys(ordinary).length - least.length > 1 ? Object.fromEntries(least) : undefined;
}

function aloneIn({ ordinary, least }: Asking, { path: [name] }: BodyMember): unknown {
  if (!least || typeof name !== 'string' || !isNode(ordinary)) return ordinary;
  return { ...least, [name]: ordinary[name] };
}

function writerFor({ surface }: Known, operation: Operation, content: BodyContent) {
  const frame = requestFor(operation, surface.spec, ordinaryOf(surface, operation));
  return (body: unknown): RequestSpec => {
    const written = writeBody(content, enveloped(content.envelope, body), surface.spec);
    return withBody(frame, written);
  };
}

function sampleOfNobody({ surface: { spec } }: Known, { schema, example }: BodyContent): unknown {
  return ofNobody(sampleFor(spec, schema, { example }).value, freshName());
}

/** The body with identifiers that are nobody's, and addresses that lead nowhere. */
function ofNobody(value: unknown, tag: string, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => ofNobody(item, tag, name));
  if (isNode(value))
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, ofNobody(held, tag, key)]));
  if (isIdentifier(name)) {
    if (typeof value === 'number') return 0;
    return typeof value === 'string' ? ownValue(name, value, tag) : value;
  }
  return leadingNowhere(value);
}

function ownValue(name: string, value: string, tag: string): string {
  const { [name]: own = tag } = ownBody({ [name]: value }, { tag }) as Record<string, unknown>;
  return String(own);
}
