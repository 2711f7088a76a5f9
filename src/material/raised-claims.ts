import type { Claims } from './jwt.ts';

const ROLES =
  /^(?:https?:\/\/\S{1,200}\/)?(?:user_?)?(?:role|roles|groups|authorities|permissions|user_?type)$/i;
const SCOPES = /^(?:scopes?|scp)$/i;
const FLAGS = /^_?(?:is_?)?(?:admin|administrator|super_?user|staff)$/i;
/** Words that services use for who may do everything. */
const HIGHEST = ['admin', 'administrator', 'superuser', 'staff'] as const;

/** Claims in which a role, right or flag says that the bearer is an administrator, one for each usual word. */
export function raisedClaims(claims: Claims): readonly Claims[] {
  const raised = HIGHEST.map((word) =>
    Object.fromEntries(Object.entries(claims).map(([name, held]) => [name, raisedTo(word, name, held)])),
  );
  const own = JSON.stringify(claims);
  const different = new Map(raised.map((one) => [JSON.stringify(one), one]));
  different.delete(own);
  return [...different.values()];
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
