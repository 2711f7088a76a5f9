import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import type { Caller } from '../api/caller.ts';
import { storable } from '../store/json.ts';
import type { SessionOwner } from '../store/sessions.ts';
import { endSession, insertSession, noteSession, sessionByHash, sessionId } from '../store/sessions.ts';
import type { Queries } from '../store/store.ts';
import { clearSessionCookie, sessionCookie, setSessionCookie } from './cookies.ts';
import { addressOf } from './proxy.ts';

const ID_BYTES = 32;
const FORM = /^[\w-]{43}$/;

export interface Session {
  readonly caller: Caller;
  /** Stands in every form of this session, and in a header of its scripts: another site cannot know it. */
  readonly csrf: string;
  /** Signed in as a person, not by an API key. */
  readonly isAccount: boolean;
}

export async function startSession(
  db: Queries,
  context: Context,
  trustProxy: boolean,
  of: SessionOwner,
): Promise<void> {
  // Whoever signs in again leaves the session before.
  await endGiven(db, context, trustProxy);
  const id = randomBytes(ID_BYTES).toString('base64url');
  await insertSession(db, hashOf(id), of, {
    address: addressOf(context, trustProxy),
    agent: agentOf(context),
  });
  setSessionCookie(context, trustProxy, id);
}

/** Undefined where the request brings no session that holds. */
export async function sessionOf(
  db: Queries,
  context: Context,
  trustProxy: boolean,
): Promise<Session | undefined> {
  const id = sessionCookie(context, trustProxy);
  if (id === undefined || !FORM.test(id)) return undefined;
  const row = await sessionByHash(db, hashOf(id));
  if (row === undefined) return undefined;
  await noteSession(db, hashOf(id));
  const { is_account: isAccount, ...caller } = row;
  return { caller: { ...caller, session: sessionId(hashOf(id)) }, csrf: csrfOf(id), isAccount };
}

/** Longer ones hold what nobody needs to know a browser again. */
const LONGEST_AGENT = 300;

function agentOf(context: Context): string | null {
  const agent = context.req.header('user-agent');
  return agent === undefined ? null : storable(agent.slice(0, LONGEST_AGENT));
}

export async function leaveSession(db: Queries, context: Context, trustProxy: boolean): Promise<void> {
  await endGiven(db, context, trustProxy);
  clearSessionCookie(context, trustProxy);
}

async function endGiven(db: Queries, context: Context, trustProxy: boolean): Promise<void> {
  const id = sessionCookie(context, trustProxy);
  if (id !== undefined) await endSession(db, hashOf(id));
}

/** In each page another text for the same token: pages are compressed, and their length would give it away (BREACH). */
export function maskedCsrf({ csrf }: Session): string {
  const token = Buffer.from(csrf, 'base64url');
  const mask = randomBytes(token.length);
  return Buffer.concat([mask, mixed(token, mask)]).toString('base64url');
}

/** Masked or not. */
export function isCsrf(given: unknown, { csrf }: Session): boolean {
  if (typeof given !== 'string') return false;
  const token = Buffer.from(csrf, 'base64url');
  const shown = Buffer.from(given, 'base64url');
  const found =
    shown.length === 2 * token.length
      ? mixed(shown.subarray(token.length), shown.subarray(0, token.length))
      : shown;
  return found.length === token.length && timingSafeEqual(found, token);
}

function mixed(bytes: Buffer, mask: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, at) => byte ^ (mask[at] ?? 0)));
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}

/** Made of the session's own secret, so that nothing has to be kept for it. */
function csrfOf(id: string): string {
  return createHash('sha256').update(`csrf ${id}`).digest('base64url');
}
