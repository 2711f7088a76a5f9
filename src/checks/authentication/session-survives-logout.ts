import { looksLikeError } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import { redirectOf } from '../../http/redirect.ts';
import { givesSession } from '../../identities/session-of-answer.ts';
import type { Operation } from '../../openapi/operation.ts';
import { requestFor } from '../../openapi/samples.ts';
import { bodyMembers } from '../../places/described-body.ts';
import { logouts } from '../../places/logouts.ts';
import { type Detection, defineRule, type ProbeContext, untested } from '../rule.ts';
import { lifeOf } from '../session-life.ts';
import { NO_GUARDED_READ, proveSession, stillServed } from '../session-proof.ts';
import { type Session, sharedTrial, withoutTrials } from '../trial-account.ts';

const REFRESH_TOKEN = /^refresh_?token$/i;

export const sessionSurvivesLogout = defineRule({
  id: 'session-survives-logout',
  title: 'Session still valid after logout',
  aliases: ['insufficient session expiration', 'token revocation', 'logout does not invalidate session'],
  severity: 'medium',
  cwe: [613],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who stole a token or cookie can go on using it after its owner has logged out. The owner cannot stop that.',
  remediation:
    'End the session on the server: delete it, or keep a list of revoked tokens until they expire. Revoke the refresh token too.',
  needs: ['active'],
  // It ends sessions, which services may end for an account as a whole.
  disruptive: true,
  inapplicable: withoutTrials,
  places: logouts,
  oneByOne: true,
  async judge(logout, context) {
    const { http, journal } = context;
    const trial = await sharedTrial(context);
    const session = await trial?.signIn();
    if (!trial || !session) return untested('the scan could not register and log in another account');
    const proof = await proveSession(context, trial, session);
    if (!proof) return untested(NO_GUARDED_READ);
    const refused = await refusalOfNoRefresh(context, session);
    const facts = { kind: 'ask', what: `a logout of the account ${trial.account.user}` } as const;
    const request = logoutRequest(logout, session, context);
    const { answer } = await journal.write(http.as(session.identity), facts, request);
    if (answer instanceof Error) throw answer;
    if (!isDone(answer)) return untested(`the logout returned ${answer.response.status}`);
    const served = await stillServed(context, proof);
    const renewed = refused && (await refresh(context, session.refreshToken ?? ''));
    // It removes the account at the end.
    await trial.signIn();
    const seen: Detection[] = [];
    if (served) {
      const { severity, words } = lifeOf(session);
      seen.push({
        operation: logout,
        confidence: 'confirmed',
        ...severity,
        evidenceSummary: `The logout returned ${answer.response.status}, and the same ${proof.identity.credentials[0]?.kind === 'cookie' ? 'cookie' : 'token'} still worked.${words}`,
        proof: [
          {
            exchange: served,
            note: 'requested after the logout, with the session that the logout should have ended',
          },
          { exchange: answer, note: 'the logout' },
        ],
        control: { exchange: proof.refusal, note: 'without a session the same request is rejected' },
        cause: 'access',
      });
    }
    if (refused && renewed && givesSession(renewed)) {
      seen.push({
        operation: logout,
        confidence: 'confirmed',
        evidenceSummary: `The logout returned ${answer.response.status}, and the refresh token still returned a new session afterwards.`,
        proof: [
          { exchange: renewed, note: 'the refresh token, sent after the logout' },
          { exchange: answer, note: 'the logout' },
        ],
        control: { exchange: refused, note: 'an invalid refresh token is rejected' },
        cause: 'refresh',
      });
    }
    return seen.length > 0 ? seen : 'clean';
  },
});

/** With the tokens of the session where the body names them. */
function logoutRequest(logout: Operation, session: Session, { surface: { spec } }: ProbeContext) {
  const members = bodyMembers(logout, spec);
  if (!members) return requestFor(logout, spec, { overrides: { body: undefined } });
  const own = members.names.flatMap((name): [string, unknown][] => {
    if (REFRESH_TOKEN.test(name)) return [[name, session.refreshToken ?? session.token]];
    return /^(?:access_?)?token$/i.test(name) ? [[name, session.token]] : [];
  });
  const body = { ...members.sample, ...Object.fromEntries(own) };
  return requestFor(logout, spec, { overrides: { body } });
}

/** Said to be done: success, or a redirect to where people go on. */
function isDone(answer: Exchange): boolean {
  const { status } = answer.response;
  if (redirectOf(answer)) return true;
  return status >= 200 && status < 300 && !looksLikeError(answer);
}

/** Where a refresh token gives a new session. */
const REFRESH = /(?:^|\/)(?:refresh(?:[-_]?(?:token|session))?|(?:token|jwt|sessions?)\/refresh)$/i;

/** Refused with a token that nobody has; undefined where there is no refresh token, or nothing that takes it. */
async function refusalOfNoRefresh(context: ProbeContext, session: Session): Promise<Exchange | undefined> {
  if (session.refreshToken === undefined) return undefined;
  const answer = await refresh(context, madeUp(session.refreshToken));
  return answer && !givesSession(answer) && answer.response.status >= 400 && answer.response.status < 500
    ? answer
    : undefined;
}

async function refresh(
  { surface, anonymous, journal }: ProbeContext,
  token: string,
): Promise<Exchange | undefined> {
  for (const operation of surface.operations) {
    if (operation.method !== 'POST' || !REFRESH.test(operation.path.replace(/\/$/, ''))) continue;
    const members = bodyMembers(operation, surface.spec);
    const name = members?.names.find((each) => REFRESH_TOKEN.test(each) || /^(?:refresh|token)$/i.test(each));
    if (!members || name === undefined) continue;
    const body = { ...members.sample, [name]: token };
    const request = requestFor(operation, surface.spec, { overrides: { body } });
    const { answer } = await journal.write(
      anonymous,
      { kind: 'ask', what: 'a refresh of a session' },
      request,
    );
    return answer instanceof Error ? undefined : answer;
  }
  return undefined;
}

/** Of the same form, and nobody's. */
function madeUp(token: string): string {
  return token.replace(/[A-Za-z0-9]/g, (sign) => (/\d/.test(sign) ? String((Number(sign) + 1) % 10) : 'x'));
}
