import type { Exchange } from '../../http/exchange.ts';
import type { Identity } from '../../identities/identity.ts';
import type { Operation } from '../../openapi/operation.ts';
import { requestOf } from '../../places/operations.ts';
import { isWhole, refusedBeside } from '../../places/restricted-reads.ts';
import { showing } from '../disclosure.ts';
import { marksOf } from '../own-marks.ts';
import type { Detection, ProbeContext } from '../rule.ts';
import { othersReached, refusedOneByOne } from './records-of-others.ts';

/** A handful may be the people in charge, whom everybody is meant to reach. */
const MANY = 3;

/**
 * The user is refused what lies beside it, and it shows records of others: those that are refused to him one by one, or,
 * where all else in the folder is refused or it is an export, how to reach many people.
 */
export async function servedBesideRefused(
  operation: Operation,
  exchange: Exchange,
  user: Identity,
  context: ProbeContext,
): Promise<Detection | undefined> {
  const { surface, http } = context;
  const beside = refusedBeside(operation, user, context);
  if (!beside) return undefined;
  const refusal = await http.as(user).once(requestOf(surface, beside.operation));
  if (refusal.response.status !== FORBIDDEN) return undefined;
  const control = { exchange: refusal, note: `denied to ${user.name}` };
  const says = `${operation.id} returned ${exchange.response.status} to ${user.name}, who is denied the sibling ${beside.operation.id}`;
  const records = await refusedOneByOne(exchange, user, context);
  if (records) {
    const { object, identifiers } = records;
    return {
      confidence: 'likely',
      evidenceSummary: `${says}, and returns objects such as ${identifiers[0]} that ${object.operation.id} denies this user.`,
      proof: [
        { exchange: showing(exchange, identifiers), note: `requested as ${user.name}` },
        { exchange: records.refusal, note: `one of its objects, denied to ${user.name}` },
      ],
      control,
    };
  }
  const isAlone = beside.isAllElse && (beside.count > 1 || isWhole(operation));
  if (!isAlone) return undefined;
  const people = othersReached(exchange, await marksOf(user, context));
  if (people < MANY) return undefined;
  return {
    confidence: 'likely',
    evidenceSummary: `${says}, and returns contact data of ${people} other people.`,
    proof: [{ exchange, note: `requested as ${user.name}` }],
    control,
  };
}

const FORBIDDEN = 403;
