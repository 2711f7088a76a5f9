import type { HttpClient, RequestSpec } from '../http/client.ts';
import { percentDecoded } from '../http/foreign-text.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { loginOperation } from '../identities/account-operations.ts';
import { freshName } from '../identities/register.ts';
import { isIdentifier, ownBody } from '../journal/own-body.ts';
import { formParts } from '../openapi/form-parts.ts';
import { valueAt, withValueAt } from '../openapi/json-pointer.ts';
import { isNode } from '../openapi/node.ts';
import type { BodyContent, Operation } from '../openapi/operation.ts';
import { sampleFor } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { preferredBody, writeBody } from '../openapi/serialise-body.ts';
import { askingPosts, notAnAnswer } from './asking-posts.ts';
import { type BodyMember, membersIn } from './body-members.ts';
import { ordinaryOf } from './operations.ts';
import type { ParameterSlot } from './parameters.ts';
import type { Known, PlaceKind } from './place.ts';
import { type SendWrite, writingClient } from './writing-client.ts';

/** How a request with such a body leaves, and what of it stays. */
export interface BodyUse {
  /**
   * `reads`: nothing stays. `makes`: an object each time, removed again. `changes`: what the scan made. `sent once`:
   * what comes of it may stay.
   */
  readonly effect: 'reads' | 'logs in' | 'makes' | 'changes' | 'sent once';
  /** Its writes go through the journal. */
  readonly client: HttpClient;
  /** The body with this value there, be it a text or not. */
  withAny(value: unknown): RequestSpec;
  /** True where the body is JSON, which holds objects as they are. */
  readonly isJson: boolean;
  readonly isNumber: boolean;
  /** What the document says of the member. */
  readonly member: BodyMember;
  /** Why no rule looks at it. */
  readonly unusable?: string;
}

/** True where what is sent decides what is answered: parameters, and members of bodies that only ask. */
export function asks({ body }: Pick<ParameterSlot, 'body'>): boolean {
  return body === undefined || body.effect === 'reads' || body.effect === 'logs in';
}

/** A body whose members are places. */
export interface WritableBody {
  readonly operation: Operation;
  readonly effect: BodyUse['effect'];
  readonly client: HttpClient;
  readonly members: readonly BodyMember[];
  readonly ordinary: unknown;
  request(body: unknown): RequestSpec;
  unusable?(member: BodyMember): string | undefined;
}

export function slotsOf(body: WritableBody): ParameterSlot[] {
  const { operation, effect, client, members, ordinary, request, unusable } = body;
  return members.map((member): ParameterSlot => {
    const { name, path } = member;
    const withAny = (value: unknown) => request(withValueAt(ordinary, path, value));
    const reason = unusable?.(member);
    return {
      operation,
      name,
      where: 'body',
      ordinary: member.ordinary,
      plain: request(ordinary),
      with: withAny,
      withRaw: (raw) => withAny(percentDecoded(raw)),
      body: {
        effect,
        client,
        withAny,
        member,
        isJson: String(request(ordinary).headers?.find(([head]) => head === 'Content-Type')?.[1]).includes(
          'json',
        ),
        isNumber: typeof valueAt(ordinary, path) === 'number',
        ...(reason === undefined ? {} : { unusable: reason }),
      },
    };
  });
}

/** Members of bodies by which an operation is asked something: nothing stays, by its name and by its answer. */
export function askedBodies(known: Known): ParameterSlot[] {
  const login = loginOperation(known.surface);
  return askingPosts(known.surface)
    .filter((operation) => operation !== login?.operation)
    .flatMap((operation) => {
      const content = preferredBody(operation.bodies);
      return content ? slotsOf(askedBody(known, operation, content)) : [];
    });
}

/** Elements of XML by which an operation is asked something. */
export const xmlElements: PlaceKind<ParameterSlot> = {
  one: 'element of XML that asks for something',
  many: 'elements of XML that ask for something',
  find: (known) =>
    askingPosts(known.surface).flatMap((operation) => {
      const content = operation.bodies.find(({ mediaType }) => /[/+]xml\b/.test(mediaType));
      return content ? slotsOf(askedBody(known, operation, content)) : [];
    }),
  key: ({ operation, name }) => `${operation.id} ${name}`,
  operationOf: ({ operation }) => operation,
  clientFor: ({ body }) => body?.client,
};

function askedBody(
  { surface, http, journal }: Known,
  operation: Operation,
  content: BodyContent,
): WritableBody {
  const { spec } = surface;
  const made = sampleFor(spec, content.schema, { example: content.example }).value;
  const ordinary = ofNobody(made, freshName());
  const frame = requestFor(operation, spec, ordinaryOf(surface, operation));
  const parts = formParts(content, spec);
  const request = (body: unknown): RequestSpec => written(frame, content, body, parts);
  const facts = { kind: 'ask', what: `an odd value in a body of ${operation.id}` } as const;
  const ask: SendWrite = async (spec) => (await journal.write(http, facts, spec)).answer;
  let first: Promise<string | undefined> | undefined;
  const refusal = async () => {
    const answer = await ask(request(ordinary));
    return answer instanceof Error ? undefined : notAnAnswer(operation, answer);
  };
  return {
    operation,
    effect: 'reads',
    members: membersIn(ordinary, content.schema, spec),
    ordinary,
    request,
    client: writingClient(http, async (asked) => {
      first ??= refusal();
      const reason = await first;
      if (reason !== undefined) throw new TransportFailure('unsafe-method', reason);
      return ask(asked);
    }),
  };
}

function written(
  frame: RequestSpec,
  { mediaType }: BodyContent,
  value: unknown,
  parts: ReturnType<typeof formParts>,
): RequestSpec {
  const { contentType, body } = writeBody(mediaType, value, parts);
  const headers = (frame.headers ?? []).filter(([name]) => name.toLowerCase() !== 'content-type');
  return { method: 'POST', url: frame.url, headers: [...headers, ['Content-Type', contentType]], body };
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

/** A service that fetches what it is sent fetches from nobody. */
export function leadingNowhere(value: unknown): unknown {
  if (typeof value === 'string')
    return value.replace(/^(https?:\/\/)example\.com(?![\w.-])/i, '$1mb-nowhere.invalid');
  if (Array.isArray(value)) return value.map(leadingNowhere);
  if (!isNode(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, leadingNowhere(held)]));
}

function ownValue(name: string, value: string, tag: string): string {
  const { [name]: own = tag } = ownBody({ [name]: value }, { tag }) as Record<string, unknown>;
  return String(own);
}
