import type { Exchange } from '../../http/exchange.ts';
import { complaintsOf } from '../../making/complaints.ts';
import { plainName } from '../../values/plain-name.ts';
import type { AddedMember } from './added-members.ts';

const STATE = /status|state|level|tier|plan/;
/** What a service says once somebody has paid, looked or decided: nobody says so of his own. */
const SERVICE_SAYS =
  /paid|approv|confirm|complet|deliver|ship|refund|active|verif|publish|accept|settled|premium|enterprise|gold/i;
/** Tried where a refusal names no values. */
const USUAL = ['paid', 'completed', 'active'];
const MOST = 3;

/** The member with other values, where it was refused alone: those that the refusal names, else what services call such states. */
export function otherStates<Member extends AddedMember>(
  set: readonly Member[],
  refusal: Exchange | undefined,
): Member[][] {
  const [member] = set;
  if (!member || set.length > 1 || typeof member.value !== 'string' || !STATE.test(plainName(member.name)))
    return [];
  const named = (refusal ? complaintsOf(refusal.response) : []).flatMap(({ path, wish }) =>
    path.at(-1) === member.name && wish.kind === 'choice' ? wish.values : [],
  );
  const isUpper = /^[A-Z_]{2,}$/.test(String(member.held));
  const values = named.length > 0 ? named.filter((value) => SERVICE_SAYS.test(value)) : USUAL;
  return values
    .map((value) => (isUpper && named.length === 0 ? value.toUpperCase() : value))
    .filter((value) => value !== member.held && value !== member.value)
    .slice(0, MOST)
    .map((value) => [{ ...member, value }]);
}
