import type { Switch } from '../../lab/shop/area.ts';
import { CHECKS } from '../../src/checks/index.ts';
import type { Check } from '../../src/checks/rule.ts';

/** Switches that are on together: no two of them at one operation, so that none hides another. */
export interface Group {
  readonly name: string;
  readonly checks: readonly Check[];
  readonly switches: readonly Switch[];
}

/** By far the most requests of a scan: its switches are kept together. */
const COSTLY = 'input-validation';

const checksOf = ({ rules }: Switch) =>
  CHECKS.filter((check) => check.rules.some(({ id }) => rules.includes(id)));

/** What the costly check finds, and what others find, in few groups each. */
export function groupsOf(switches: readonly Switch[], isCostly: boolean): readonly Group[] {
  const wanted = switches.filter((one) => checksOf(one).some(({ id }) => id === COSTLY) === isCostly);
  const groups: Switch[][] = [];
  for (const one of wanted) {
    const free = groups.find((group) => group.every(({ at }) => at !== one.at));
    if (free) free.push(one);
    else groups.push([one]);
  }
  return groups.map((members, at) => ({
    name: `${isCostly ? 'inputs' : 'access'} ${at + 1}`,
    checks: CHECKS.filter((check) => members.some((one) => checksOf(one).includes(check))),
    switches: members,
  }));
}
