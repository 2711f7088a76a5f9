import { accepts } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import type { Identity } from '../../identities/identity.ts';
import { freshName } from '../../identities/register.ts';
import { uuidOf } from '../../making/usual-values.ts';
import { jsonContent } from '../../openapi/json-content.ts';
import { isNode } from '../../openapi/node.ts';
import { sampleFor } from '../../openapi/sample-value.ts';
import { requestFor } from '../../openapi/samples.ts';
import { operationsToRead } from '../../places/operations.ts';
import { ownPair, type SourcedTransfer } from '../../places/transfers.ts';
import { plainName } from '../../values/plain-name.ts';
import { kindInPath, stemOf } from '../../values/resource-names.ts';
import { showing } from '../disclosure.ts';
import { type Fields, identifierOf, recordsIn } from '../objects.ts';
import { whileAlone } from '../own-balances.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';
import { isForWantOfMoney } from '../want-of-money.ts';

/** What is paid from, where the member does not say it. */
const PURSES: ReadonlySet<string> = new Set(['wallet', 'account', 'card', 'purse', 'pocket']);
const SIDE = /^(?:from|source|src|debit(?:ed)?|payer|sender|origin)_?/i;
const BALANCE = /balance|funds|available|credits?$/;

/** One user pays out of what another has, which the body names; both are the scan's, and so is all that moves. */
export function sourceOfBody(transfer: SourcedTransfer, context: ProbeContext): Promise<Verdict> {
  return whileAlone(context, () => judge(transfer, context));
}

async function judge(transfer: SourcedTransfer, context: ProbeContext): Promise<Verdict> {
  const { surface } = context;
  const [victim, attacker] = ownPair(surface) ?? [];
  if (!victim || !attacker) return untested('the scan could not register two test users');
  const [theirs, own] = [
    await purseOf(victim, transfer, context),
    await purseOf(attacker, transfer, context),
  ];
  if (!theirs || !own || theirs.id === own.id)
    return untested('the accounts that the users pay from are not returned');
  const pay = (by: Identity, from: string, to: string) => send({ by, from, to }, transfer, context);
  const nowhere = await pay(attacker, absentLike(theirs.id), own.id);
  if (accepts(nowhere, surface)) return untested('it accepts a source that does not exist');
  const taken = await pay(attacker, theirs.id, own.id);
  const [one, other] = [victim.name, attacker.name];
  const refusal = {
    exchange: showing(nowhere, []),
    note: 'a source that does not exist is rejected differently',
  };
  const { operation, source } = transfer;
  if (accepts(taken, surface)) {
    const after = await purseOf(victim, transfer, context);
    await pay(attacker, own.id, theirs.id);
    if (after === undefined || !(after.balance < theirs.balance)) return 'clean';
    return {
      operation,
      confidence: 'confirmed',
      evidenceSummary: `${other} paid ${transfer.least} from the balance of ${one}, through the property ${source} of the request body: ${theirs.balance} → ${after.balance}. It was sent back; both are test users registered by the scan.`,
      proof: [
        { exchange: showing(taken, []), note: `sent by ${other}, with ${source} of ${one}` },
        { exchange: showing(after.exchange, []), note: `read again as ${one}: the balance is lower` },
      ],
      control: refusal,
    };
  }
  if (!isForWantOfMoney(taken) || isForWantOfMoney(nowhere)) return 'clean';
  // Whoever is asked for his own is told the same: nothing else stood in the way.
  const mine = await pay(attacker, own.id, theirs.id);
  if (accepts(mine, surface)) await pay(victim, theirs.id, own.id);
  if (!isForWantOfMoney(mine) || mine.response.status !== taken.response.status) return 'clean';
  return {
    operation,
    confidence: 'likely',
    severity: 'medium',
    severityReason: 'The balance was empty, so only the reason of the rejection is known.',
    evidenceSummary: `${other} tried to pay ${transfer.least} from the balance of ${one}, through the property ${source} of the request body, and was rejected only for insufficient funds, as with their own balance. Both are test users registered by the scan.`,
    proof: [
      { exchange: showing(taken, []), note: `sent by ${other}, with ${source} of ${one}` },
      { exchange: showing(mine, []), note: `the same response to ${other} for their own balance` },
    ],
    control: refusal,
  };
}

interface Purse {
  readonly id: string;
  readonly balance: number;
  readonly exchange: Exchange;
}

/** The first thing to pay from in a list of the user's own, and what is in it. */
async function purseOf(
  user: Identity,
  { source }: SourcedTransfer,
  { surface, http }: ProbeContext,
): Promise<Purse | undefined> {
  const stem = stemOf(source.replace(SIDE, ''));
  const kinds = PURSES.has(stem) ? new Set([stem]) : PURSES;
  for (const { operation, request } of operationsToRead(surface)) {
    const isBare = !operation.path.includes('{') && !operation.parameters.some(({ required }) => required);
    if (!isBare || !kinds.has(plainName(kindInPath(operation.path)))) continue;
    const exchange = await http.as(user).send(request);
    if (!accepts(exchange, surface)) continue;
    for (const record of recordsIn(exchange)) {
      const [id, balance] = [identifierOf(record, source.replace(SIDE, '')), balanceIn(record)];
      if (id !== undefined && balance !== undefined) return { id, balance, exchange };
    }
  }
  return undefined;
}

function balanceIn(record: Fields): number | undefined {
  const held = Object.entries(record).find(([name]) => BALANCE.test(plainName(name)))?.[1];
  const value = typeof held === 'string' && held !== '' ? Number(held) : held;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Of the same form, and longer than any that the service has come to. */
function absentLike(id: string): string {
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(id)) return uuidOf(freshName());
  if (/^\d+$/.test(id)) return '2147480000';
  return `${id}2147480000`;
}

interface Paying {
  readonly by: Identity;
  readonly from: string;
  readonly to: string;
}

async function send(
  { by, from, to }: Paying,
  { operation, source, amount, recipient, least }: SourcedTransfer,
  { surface, http, journal }: ProbeContext,
): Promise<Exchange> {
  const content = jsonContent(operation);
  const sample = sampleFor(surface.spec, content?.schema, { example: content?.example }).value;
  const members = isNode(sample) ? sample : {};
  const asIs = (name: string, id: string) => (typeof members[name] === 'number' ? Number(id) : id);
  const body = {
    ...members,
    [source]: asIs(source, from),
    [recipient]: asIs(recipient, to),
    [amount]: least,
  };
  const what = `${least} from one test user to another`;
  const facts = { kind: 'change', what, references: [from, to] } as const;
  const request = requestFor(operation, surface.spec, { overrides: { body } });
  const { answer } = await journal.write(http.as(by), facts, request);
  if (answer instanceof Error) throw answer;
  return answer;
}
