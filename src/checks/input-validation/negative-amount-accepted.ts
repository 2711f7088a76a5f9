import { accepts } from '../../answers/answers.ts';
import { ownPair, type Transfer, transfers } from '../../places/transfers.ts';
import { showing } from '../disclosure.ts';
import { whileAlone } from '../own-balances.ts';
import { delta, isForTheAmount, ownTransfer } from '../own-transfer.ts';
import { defineRule, type ProbeContext, untested, type Verdict } from '../rule.ts';

/** Small, so that limits of single transfers are kept. */
const MOVED = 5;

export const negativeAmountAccepted = defineRule({
  id: 'negative-amount-accepted',
  title: 'Negative amount accepted in a transfer',
  aliases: ['business logic', 'business logic flaw', 'parameter tampering'],
  severity: 'high',
  cwe: [1284, 840],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Any user can take money from any other user. A transfer of a negative amount moves money in the other direction.',
  remediation:
    'Reject amounts that are not greater than zero where the request is read, and again where the balance is changed.',
  needs: ['active'],
  inapplicable: (surface) => (ownPair(surface) ? undefined : 'the scan could not register two test users'),
  places: transfers,
  oneByOne: true,
  judge: (transfer, context) => whileAlone(context, () => judgeTransfer(transfer, context)),
});

async function judgeTransfer(transfer: Transfer, context: ProbeContext): Promise<Verdict> {
  const own = await ownTransfer(transfer, context);
  if (typeof own === 'string') return untested(own);
  const { before, names, sender, receiver, look, send } = own;
  for (const to of names) {
    const taken = await send(-MOVED, to);
    if (!accepts(taken, context.surface)) {
      if (isForTheAmount(taken, transfer)) return 'clean';
      continue;
    }
    const [mine, other] = await look();
    const [gained, lost] = [delta(before[0], mine), delta(before[1], other)];
    const isTaken = gained > 0 && lost === -gained;
    // It goes back before anything is said of it.
    if (lost < 0) await send(-lost, to);
    if (!isTaken || !mine || !other) return 'clean';
    const [ownAgain, otherAgain] = await look();
    const isBack = delta(before[0], ownAgain) === 0 && delta(before[1], otherAgain) === 0;
    return {
      operation: transfer.operation,
      confidence: 'confirmed',
      evidenceSummary: `${-MOVED} sent by ${sender.name} to ${receiver.name} was accepted: the sender’s balance went from ${before[0].value} to ${mine.value}, the receiver’s from ${before[1].value} to ${other.value}. The opposite transfer ${isBack ? 'restored both' : 'did not restore both'}; both are test users registered by the scan.`,
      proof: [
        { exchange: showing(taken, []), note: 'less than nothing is sent' },
        { exchange: showing(other.exchange, []), note: 'the receiver has less than before' },
      ],
      control: { exchange: showing(before[1].exchange, []), note: 'what the receiver had before' },
    };
  }
  return untested('it is rejected for another reason than the amount');
}
