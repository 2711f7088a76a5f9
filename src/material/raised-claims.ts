import type { Claims } from './jwt.ts';

const ROLES =
  /^(?:https?:\/\/\S{1,200}\/)?(?:user_?)?(?:role|roles|groups|authorities|permissions|user_?type)$/i;
const SCOPES = /^(?:scopes?|scp)$/i;
const FLAGS = /^_?(?:is_?)?(?:admin|administrator|super_?user|staff)$/i;
/** Words that services use for who may do everything. */
const HIGHEST = ['admin', 'administrator', 'superuser', 'staff'] as const;

const SUBJECTS = /^(?:sub|uid|user_?id|user_?name|login)$/i;
/** The first account of a service is often the administrator's. */
const FIRST_NUMBERS = [1, 2, 3] as const;
const FIRST_NAMES = ['admin', 'root', 'administrator'] as const;

/**
 * Claims in which a role, right or flag says that the bearer is an administrator, one for each usual word; then those
 * in which the bearer is one of the first accounts, for services that look the role up.
 */
export function raisedClaims(claims: Claims): readonly Claims[] {
  const changed = (change: (name: string, held: unknown) => unknown): Claims =>
    Object.fromEntries(Object.entries(claims).map(([name, held]) => [name, change(name, held)]));
  const raised = [
    ...HIGHEST.map((word) => changed((name, held) => raisedTo(word, name, held))),
    ...[0, 1, 2].map((at) => changed((name, held) => (SUBJECTS.test(name) ? firstAccount(at, held) : held))),
  ];
  const own = JSON.stringify(claims);
  const different = new Map(raised.map((one) => [JSON.stringify(one), one]));
  different.delete(own);
  return [...different.values()];
}

/** Of the kind of the identifier that stands there; nobody guesses a UUID. */
function firstAccount(at: number, held: unknown): unknown {
  if (typeof held === 'number') return FIRST_NUMBERS[at];
  if (typeof held !== 'string') return held;
  if (/^\d{1,9}$/.test(held)) return String(FIRST_NUMBERS[at]);
  return /^[a-z][\w.-]{1,30}$/i.test(held) && !/\d{4}/.test(held) ? FIRST_NAMES[at] : held;
}

function raisedTo(word: string, name: string, held: unknown): unknown {
  if (FLAGS.test(name) && typeof held === 'boolean') return true;
  if (SCOPES.test(name) && typeof held === 'string') return `${held} ${word}`;
  if (!ROLES.test(name) && !SCOPES.test(name)) return held;
  if (typeof held === 'string') return spelt(word, held);
  const texts = Array.isArray(held) ? held.filter((one) => typeof one === 'string') : [];
  return Array.isArray(held) && texts.length === held.length ? [...texts, spelt(word, texts[0] ?? '')] : held;
}

/** In the letters of the role that stands there: `ROLE_USER` becomes `ROLE_ADMIN`. */
function spelt(word: string, like: string): string {
  const prefix = /^role[_:.-]/i.exec(like)?.[0] ?? '';
  const isUpper = like !== '' && like === like.toUpperCase() && /[A-Z]/.test(like);
  return prefix + (isUpper ? word.toUpperCase() : word);
}
