import { servesContent } from '../../answers/answers.ts';
import type { RequestSpec } from '../../http/client.ts';
import type { Exchange, HeaderList } from '../../http/exchange.ts';
import type { Identity } from '../../identities/identity.ts';
import type { Operation } from '../../openapi/operation.ts';
import { clientDecidedReads } from '../../places/client-decided-reads.ts';
import { type Detection, defineRule, type ProbeContext } from '../rule.ts';
import { withHeaders } from '../with-headers.ts';
import { userNamedBeside } from './user-named-beside.ts';

/** A cookie or header that says what its sender may. */
interface Slot {
  readonly where: 'cookie' | 'header';
  readonly name: string;
}

const ROLE_NAME = /(?:^|[^a-z]|user)(?:roles?|rank|user_?type|access_?level)$/i;
const FLAG_NAME = /^(?:x-)?(?:is)?[_-]?(?:admin|staff|superuser)$/i;
const PLAN_NAME = /(?:^|[_-])(?:plan|tier|subscription|membership)$/i;

const USUAL: readonly Slot[] = [
  ...['role', 'user_role', 'userRole', 'is_admin', 'isAdmin', 'admin', 'plan', 'tier'].map(
    (name) => ({ where: 'cookie', name }) as const,
  ),
  ...['X-Role', 'X-User-Role', 'X-Is-Admin', 'X-Plan'].map((name) => ({ where: 'header', name }) as const),
];

/** One of each kind goes with each request; which name it was is found out where something opens. */
const VALUES = [
  { role: 'admin', flag: 'true', plan: 'premium' },
  { role: 'staff', flag: '1', plan: 'paid' },
  { role: 'administrator', flag: 'yes', plan: 'pro' },
  { role: 'manager', flag: 'true', plan: 'enterprise' },
  { role: 'editor', flag: 'true', plan: 'plus' },
  { role: 'hr', flag: 'true', plan: 'business' },
] as const;
type Values = Readonly<Record<'role' | 'flag' | 'plan', string>>;

const NONSENSE = 'mb7f3a91';

export const clientSideRoleTrusted = defineRule({
  id: 'client-side-role-trusted',
  title: 'Privilege escalation by a client-side role or user ID',
  aliases: [
    'privilege escalation',
    'role cookie',
    'parameter tampering',
    'cookie tampering',
    'X-User-Id',
    'header spoofing',
  ],
  severity: 'high',
  cwe: [807, 565, 269],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Any user can claim to be an administrator or another user. The role, plan or user ID is read from what the client sends beside its credential.',
  remediation:
    'Keep users, roles and plans on the server, found by the session or in a signed token. Never trust values from the client for them.',
  needs: ['identity'],
  places: clientDecidedReads,
  async judge(place, context) {
    if (place.of === 'user') return userNamedBeside(place, context);
    const { operation, request } = place;
    const { surface, http } = context;
    const slots = slotsOf(surface.operations, http.identity);
    for (const values of [...wordsFor(operation), ...VALUES]) {
      const opened = await http.send(carrying(request, slots, values));
      if (!servesContent(opened, surface)) continue;
      for (const slot of slots) {
        const proof = await decides(slot, values, { operation, request }, context);
        if (proof) return proof;
      }
    }
    return 'clean';
  },
});

/** True for the one that opens by itself, and neither with a nonsense value nor left out. */
async function decides(
  slot: Slot,
  values: Values,
  { operation, request }: { readonly operation: Operation; readonly request: RequestSpec },
  { surface, http }: ProbeContext,
): Promise<Detection | undefined> {
  const exchange = await http.send(carrying(request, [slot], values));
  if (!servesContent(exchange, surface)) return undefined;
  const nonsense = { role: NONSENSE, flag: NONSENSE, plan: NONSENSE };
  const control = await http.send(carrying(request, [slot], nonsense));
  const without = await http.send(request);
  if (!isForbidden(control) || !isForbidden(without)) return undefined;
  const value = valueFor(slot.name, values);
  return {
    confidence: 'confirmed',
    evidenceSummary: `${operation.id} returned ${without.response.status}, and with the ${slot.where} ${slot.name}: ${value} ${exchange.response.status}.`,
    proof: [
      { exchange, note: `accepted with the ${slot.where} ${slot.name}: ${value}` },
      { exchange: without, note: 'rejected without it' },
    ],
    control: { exchange: control, note: 'rejected with a meaningless value' },
  };
}

const isForbidden = ({ response }: Exchange) => response.status === 403 || response.status === 402;

/** Names that the document has, the login set, and everybody uses. */
function slotsOf(operations: readonly Operation[], { credentials, spare = [] }: Identity): readonly Slot[] {
  const documented = operations.flatMap(({ parameters }) =>
    parameters.flatMap(({ in: where, name }) =>
      where === 'cookie' || where === 'header' ? [{ where, name } as const] : [],
    ),
  );
  const set = [...credentials, ...spare].flatMap((one) =>
    one.kind === 'cookie' ? [{ where: 'cookie', name: one.name } as const] : [],
  );
  const known = [...documented, ...set].filter(({ name }) => kindOf(name) !== undefined);
  const byName = new Map([...known, ...USUAL].map((slot) => [`${slot.where} ${slot.name}`, slot]));
  return [...byName.values()];
}

function kindOf(name: string): keyof Values | undefined {
  if (FLAG_NAME.test(name)) return 'flag';
  if (PLAN_NAME.test(name)) return 'plan';
  return ROLE_NAME.test(name) ? 'role' : undefined;
}

const valueFor = (name: string, values: Values) => values[kindOf(name) ?? 'role'];

/** Who the document says may: `staff`, and `editor` of `editors`. */
function wordsFor({ audience }: Operation): readonly Values[] {
  const [word] = /(?<![a-z])[a-z]+$/i.exec(audience?.who ?? '') ?? [];
  const role = word?.toLowerCase().replace(/s$/, '');
  return role === undefined || VALUES.some((values) => values.role === role)
    ? []
    : [{ role, flag: 'true', plan: role }];
}

function carrying(request: RequestSpec, slots: readonly Slot[], values: Values): RequestSpec {
  const cookies = slots.filter(({ where }) => where === 'cookie');
  const headers: HeaderList = slots
    .filter(({ where }) => where === 'header')
    .map(({ name }) => [name, valueFor(name, values)] as const);
  const pairs = cookies.map(({ name }) => `${name}=${valueFor(name, values)}`).join('; ');
  return withHeaders(request, [...headers, ...(pairs === '' ? [] : [['Cookie', pairs] as const])]);
}
