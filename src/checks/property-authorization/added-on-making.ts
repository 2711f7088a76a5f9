import type { Exchange } from '../../http/exchange.ts';
import { unwrapped } from '../../openapi/envelope.ts';
import { isNode, type Node } from '../../openapi/node.ts';
import type { Operation } from '../../openapi/operation.ts';
import { preferredBody } from '../../openapi/serialise-body.ts';
import type { KeptWrite } from '../../places/kept-writes.ts';
import { showing } from '../disclosure.ts';
import { makeObject, removeObject, sharedObject } from '../made-object.ts';
import { recordIn } from '../objects.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';
import { clientPrices } from './client-prices.ts';
import {
  inTurn,
  keptOf,
  membersToTry,
  recordsOfKind,
  type Tried,
  withMembers,
  withoutFinding,
  written,
} from './tried-members.ts';

/** Makes an object as it is meant, and others with members that only the service should set; all are read back. */
export async function addedOnMaking(write: KeptWrite, context: ProbeContext): Promise<Verdict> {
  const { operation } = write;
  const plain = await (write.stays ? sharedObject(context, operation) : makeObject(context, operation, {}));
  if (!plain) return untested('no object could be made');
  // First, because it may be in the way of the next: a room is booked once.
  if (!write.stays) await removeObject(context, plain);
  if (!plain.kept) return untested('the created object could not be read');
  const { kept } = plain;
  const others = await recordsOfKind(plain);
  const body = sentIn(plain.created, operation);
  const answered = recordIn(plain.created);
  const members = [
    ...membersToTry(write, context.surface, body, { record: kept.record, answered, others }),
    ...(await clientPrices(body, kept.record, plain)),
  ];
  if (members.length === 0) return 'clean';
  for (const set of inTurn(members)) {
    const richer = await makeObject(context, operation, (body) => withMembers(body, set));
    // A service that refuses what it does not know is as it should be; it may know one of them, though.
    if (!richer) continue;
    if (!write.stays) await removeObject(context, richer);
    const accepted = richer.kept ? keptOf(set, richer.kept.record, kept.record) : [];
    if (!richer.kept || accepted.length === 0) {
      if (set.length === members.length) return 'clean';
      continue;
    }
    return {
      operation,
      ...rated(accepted),
      evidenceSummary: `${written(accepted)} was accepted and stored.`,
      proof: [
        {
          exchange: showing(richer.created, []),
          note: 'a request with a property that ordinary requests do not contain',
        },
        { exchange: showing(richer.kept.exchange, []), note: 'the object, read afterwards, has the value' },
      ],
      control: {
        exchange: showing(kept.exchange, []),
        note: 'an object created without it has a different value',
      },
    };
  }
  return withoutFinding(members);
}

/** How bad and how sure it is that callers set these. */
export function rated(accepted: readonly Tried[]) {
  const confidence = accepted.some(({ isSure }) => isSure) ? ('confirmed' as const) : ('likely' as const);
  return { confidence, ...(accepted.some(({ gains }) => gains) ? {} : { severity: 'medium' as const }) };
}

function sentIn({ request }: Exchange, { bodies }: Operation): Node {
  try {
    const body = unwrapped(preferredBody(bodies)?.envelope, JSON.parse(String(request.body)));
    return isNode(body) ? body : {};
  } catch {
    return {};
  }
}
