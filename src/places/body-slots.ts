import type { HttpClient, RequestSpec } from '../http/client.ts';
import { percentDecoded } from '../http/foreign-text.ts';
import { valueAt, withValueAt } from '../openapi/json-pointer.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';
import type { BodyMember } from './body-members.ts';
import type { ParameterSlot } from './parameters.ts';

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
  /** Requests that are odd otherwise than by a value of one member, in place of those. */
  readonly odd?: readonly { readonly request: RequestSpec; readonly name: string }[];
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

/** A service that fetches what it is sent fetches from nobody. */
export function leadingNowhere(value: unknown): unknown {
  if (typeof value === 'string')
    return value.replace(/^(https?:\/\/)example\.com(?![\w.-])/i, '$1mb-nowhere.invalid');
  if (Array.isArray(value)) return value.map(leadingNowhere);
  if (!isNode(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, leadingNowhere(held)]));
}
