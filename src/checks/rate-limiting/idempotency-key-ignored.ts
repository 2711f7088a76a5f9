import { randomUUID } from 'node:crypto';
import { accepts } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import { freshName } from '../../identities/register.ts';
import { claimed } from '../../journal/claimed.ts';
import { locate } from '../../journal/own-thing.ts';
import { isNode, type Node } from '../../openapi/node.ts';
import type { Operation } from '../../openapi/operation.ts';
import { requestFor } from '../../openapi/samples.ts';
import { type KeyedWrite, keyedWrites } from '../../places/keyed-writes.ts';
import type { Transfer } from '../../places/transfers.ts';
import { showing } from '../disclosure.ts';
import { makeObject, removeObject } from '../made-object.ts';
import { whileAlone } from '../own-balances.ts';
import { delta, ownTransfer } from '../own-transfer.ts';
import { defineRule, type ProbeContext, untested, type Verdict } from '../rule.ts';

export const idempotencyKeyIgnored = defineRule({
  id: 'idempotency-key-ignored',
  title: 'Idempotency key ignored',
  aliases: ['double payment', 'replay', 'business logic', 'Idempotency-Key'],
  severity: 'low',
  cwe: [837, 841],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:L/UI:N/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'A client that retries after a lost response pays twice or creates two orders. The service ignores the idempotency key and executes the retry again.',
  remediation:
    'Store the key with the user and the response, under a unique constraint and in the transaction of the write. Return the first response for a known key.',
  needs: ['active'],
  places: keyedWrites,
  oneByOne: true,
  judge: (write, context) =>
    write.transfer
      ? whileAlone(context, () => judgeTransfer(write, write.transfer as Transfer, context))
      : judgeMaker(write, context),
});

const MOVED = 1;

async function judgeTransfer(
  { operation, header }: KeyedWrite,
  transfer: Transfer,
  context: ProbeContext,
): Promise<Verdict> {
  const own = await ownTransfer(transfer, context);
  if (typeof own === 'string') return untested(own);
  const { before, names, look, send, giveBack, sender, receiver } = own;
  if (before[0].value < 2 * MOVED) return untested('the test user has no balance to send');
  const key = freshKey(operation, header);
  for (const to of names) {
    const first = await send(MOVED, to, { [header]: key });
    if (!accepts(first, context.surface)) continue;
    const [, between] = await look();
    const moved = delta(before[1], between);
    if (!between || moved <= 0) return untested('the transfer changed no readable balance');
    const second = await send(MOVED, to, { [header]: key });
    const [, after] = await look();
    const all = delta(before[1], after);
    await giveBack(all);
    if (!after || all !== 2 * moved) return 'clean';
    return {
      operation,
      confidence: 'confirmed',
      evidenceSummary: `The same transfer was sent twice with one ${header} from ${sender.name} to ${receiver.name}, and executed twice: the receiver’s balance went from ${before[1].value} to ${between.value} and to ${after.value}. It was sent back; both are test users registered by the scan.`,
      proof: [
        { exchange: showing(second, []), note: 'the same request with the same key' },
        { exchange: showing(after.exchange, []), note: 'the receiver has it twice' },
      ],
      control: { exchange: showing(between.exchange, []), note: 'the balance after the first request' },
      cause: operation.id,
    };
  }
  return untested('no transfer between the test users was accepted');
}

async function judgeMaker({ operation, header }: KeyedWrite, context: ProbeContext): Promise<Verdict> {
  const { http, journal } = context;
  const headers = { [header]: freshKey(operation, header) };
  const made = await makeObject(context, operation, {}, { headers });
  if (!made) return untested('no object could be made');
  const { tag, recipe, entry, maker, surface } = made;
  const ids = idsOf(made.places);
  try {
    if (ids.length === 0) return untested('the created object could not be read');
    const body = bodyOf(made.created);
    const facts = { kind: 'make', what: `${tag}, made by ${maker.id}`, tag, recipe } as const;
    const references = [...entry.tags, ...identifiersOf(body)];
    const request = requestFor(maker, surface.spec, { overrides: { body, header: headers } });
    const again = await journal.write(http, { ...facts, references }, request);
    if (again.answer instanceof Error) throw again.answer;
    if (!accepts(again.answer, context.surface)) {
      if (again.answer.response.status < 500) await journal.settle(again.entry, 'nothing');
      return 'clean';
    }
    const claims = claimed(again.answer, tag, recipe).filter((id) => !ids.includes(id) && id !== tag);
    if (claims.length === 0) {
      await journal.settle(again.entry, 'nothing');
      return 'clean';
    }
    await journal.settle(again.entry, 'made', { candidates: claims });
    return await judgeSecond(
      { operation, header, ids, first: made.created, second: again.answer },
      async () => {
        // The first one goes, so that what bears the tag now is the second.
        await removeObject(context, made);
        const { places } = await locate(made.owner, again.entry, recipe);
        await journal.settle(again.entry, 'made', { proven: idsOf(places) });
        await removeObject(context, { entry: again.entry, isAccount: made.isAccount });
        return idsOf(places);
      },
    );
  } finally {
    await removeObject(context, made);
  }
}

interface Twice {
  readonly operation: Operation;
  readonly header: string;
  readonly ids: readonly string[];
  readonly first: Exchange;
  readonly second: Exchange;
}

async function judgeSecond(
  { operation, header, ids, first, second }: Twice,
  remove: () => Promise<readonly string[]>,
): Promise<Verdict> {
  const others = (await remove()).filter((id) => !ids.includes(id));
  if (others.length === 0) return 'clean';
  return {
    operation,
    confidence: 'confirmed',
    evidenceSummary: `The same request was sent twice with one ${header}, and created two objects: ${ids[0]} and ${others[0]}.`,
    proof: [
      { exchange: showing(second, []), note: 'the same request with the same key creates another object' },
    ],
    control: { exchange: showing(first, []), note: 'what the first one had made' },
    cause: operation.id,
  };
}

function freshKey({ parameters }: Operation, header: string): string {
  const schema = parameters.find(({ name }) => name === header)?.schema;
  return isNode(schema) && schema.format === 'uuid' ? randomUUID() : freshName();
}

type Places = Awaited<ReturnType<typeof locate>>['places'];

const idsOf = (places: Places) => places.flatMap((place) => ('id' in place ? [place.id] : []));

function bodyOf({ request }: Exchange): Node | undefined {
  try {
    const body: unknown = JSON.parse(String(request.body));
    return isNode(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** What the first request named, and the journal let pass. */
function identifiersOf(body: unknown): string[] {
  if (Array.isArray(body)) return body.flatMap(identifiersOf);
  if (isNode(body)) return Object.values(body).flatMap(identifiersOf);
  return typeof body === 'string' || typeof body === 'number' ? [String(body)] : [];
}
