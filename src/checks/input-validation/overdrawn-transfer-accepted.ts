import { accepts } from '../../answers/answers.ts';
import { type Exchange, json } from '../../http/exchange.ts';
import { isNode } from '../../openapi/node.ts';
import type { Operation } from '../../openapi/operation.ts';
import { ownPair, type Transfer, transfers } from '../../places/transfers.ts';
import { plainName } from '../../values/plain-name.ts';
import { showing } from '../disclosure.ts';
import { whileAlone } from '../own-balances.ts';
import { delta, type OwnTransfer, ownTransfer } from '../own-transfer.ts';
import { defineRule, type ProbeContext, untested, type Verdict } from '../rule.ts';
import { isForWantOfMoney } from '../want-of-money.ts';

export const overdrawnTransferAccepted = defineRule({
  id: 'overdrawn-transfer-accepted',
  title: 'Transfer above the balance accepted',
  aliases: ['business logic', 'business logic flaw', 'overdraft', 'double spending'],
  severity: 'high',
  cwe: [840, 1284],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Two accounts of one person can create money. A user can send more than the balance, and the receiver gets it.',
  remediation:
    'Compare the amount with the balance in the same transaction that changes it, with the row locked or with a condition in the update. Reject the rest.',
  needs: ['active'],
  inapplicable: (surface) => (ownPair(surface) ? undefined : 'the scan could not register two test users'),
  places: transfers,
  oneByOne: true,
  judge: (transfer, context) => whileAlone(context, () => judgeTransfer(transfer, context)),
});

/** Far beyond any courtesy credit, and small enough for limits of single transfers. */
const BEYOND = [100_000, 7] as const;
const MOVED = 1;
/** Counted things that are never owed, and money that somebody paid in. */
const NOT_OWED = /wallet|credit|point|coin|token|fund|minute|gift/i;
/** Somebody who may owe. */
const MAY_OWE = /overdraft|creditlimit|creditline|debt|owe/;

async function judgeTransfer(transfer: Transfer, context: ProbeContext): Promise<Verdict> {
  const own = await ownTransfer(transfer, context);
  if (typeof own === 'string') return untested(own);
  const { before, names, look, send, giveBack } = own;
  const has = Math.max(0, Math.ceil(before[0].value));
  if (maySendMore(before[0].exchange)) return untested('the account has a credit line');
  const amounts = [...new Set(BEYOND.map((more) => Math.min(transfer.most, has + more)))].filter(
    (amount) => amount > has,
  );
  if (amounts.length === 0)
    return untested(`at most ${transfer.most} is sent at once, and the balance is higher`);
  for (const to of names) {
    for (const amount of amounts) {
      const sent = await send(amount, to);
      if (!accepts(sent, context.surface)) {
        if (isForWantOfMoney(sent)) return 'clean';
        continue;
      }
      const [mine, other] = await look();
      const [lost, gained] = [-delta(before[0], mine), delta(before[1], other)];
      if (gained > 0) await giveBack(gained);
      // What waits for somebody to accept it has moved nothing yet.
      if (!mine || !other || gained <= before[0].value) return 'clean';
      return overdrawn({ sent, amount, mine, other, lost }, own, transfer);
    }
    if (has < MOVED) continue;
    // A refusal tells only where a transfer that is covered is made.
    const covered = await send(MOVED, to);
    if (!accepts(covered, context.surface)) continue;
    await giveBack(MOVED);
    return 'clean';
  }
  return untested('it is rejected for another reason than the amount');
}

interface Seen {
  readonly sent: Exchange;
  readonly amount: number;
  readonly lost: number;
  readonly mine: OwnTransfer['before'][0];
  readonly other: OwnTransfer['before'][0];
}

function overdrawn(
  { sent, amount, mine, other, lost }: Seen,
  { before, place, sender, receiver }: OwnTransfer,
  { operation }: Transfer,
): Verdict {
  const isSure = lost <= 0 || isNeverOwed(operation, place);
  return {
    operation,
    confidence: isSure ? 'confirmed' : 'likely',
    evidenceSummary: `${amount} sent by ${sender.name}, who had ${before[0].value}, to ${receiver.name} was accepted: the sender’s balance went to ${mine.value}, the receiver’s from ${before[1].value} to ${other.value}. ${isSure ? '' : 'This is intended where balances are debts between users. '}It was sent back; both are test users registered by the scan.`,
    proof: [
      { exchange: showing(sent, []), note: 'more is sent than there is' },
      { exchange: showing(other.exchange, []), note: 'the receiver has it' },
      { exchange: showing(mine.exchange, []), note: 'and this is left to the sender' },
    ],
    control: { exchange: showing(before[0].exchange, []), note: 'what the sender had before' },
  };
}

/** True where users pay in before they spend; a ledger of debts goes below zero by design. */
function isNeverOwed(operation: Operation, { request, path }: OwnTransfer['place']): boolean {
  return [operation.path, new URL(request.url).pathname, ...path].some((name) => NOT_OWED.test(name));
}

function maySendMore({ response }: Exchange): boolean {
  const value = json(response);
  return (
    isNode(value) &&
    Object.entries(value).some(([name, held]) => MAY_OWE.test(plainName(name)) && Number(held) > 0)
  );
}
