import { accepts, looksLikeRefusal, sameAnswer } from '../../answers/answers.ts';
import type { CredentialKind, Surface } from '../../discovery/surface.ts';
import type { HttpClient, RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { header, headerValues } from '../../http/exchange.ts';
import type { Credential, Identity } from '../../identities/identity.ts';
import { isAnonymous } from '../../identities/identity.ts';
import type { Severity } from '../../result.ts';
import type { ProbeContext, Proof } from '../rule.ts';
import { withHeaders } from '../with-headers.ts';

/** Reserved by RFC 6761: no real site has it, so only carelessness can allow it. */
export const STRANGER = 'https://mb-stranger.example';

/** A flaw in the handling of origins shows on every operation alike; these many stand for all. */
export const CORS_SAMPLE = 4;

/** The operation's answer to a page of that origin; rules that ask for the same origin share it. */
export function askedFrom(origin: string, http: HttpClient, request: RequestSpec): Promise<Exchange> {
  return http.once(withHeaders(request, [['Origin', origin]]));
}

/** What the answer lets pages of other origins do (Fetch standard, section 3.3). */
export function allowance({ response }: Exchange): {
  readonly origin?: string;
  readonly credentials: boolean;
} {
  const origin = header(response.headers, 'access-control-allow-origin')?.trim();
  return {
    ...(origin === undefined ? {} : { origin }),
    credentials: header(response.headers, 'access-control-allow-credentials')?.trim() === 'true',
  };
}

/** What a foreign page gains, and the answer to anonymous that shows the login's part in it. */
interface Gain {
  readonly severity?: Severity;
  readonly severityReason?: string;
  /** Set where no login was given, so that nobody can say whose data a foreign page reads. */
  readonly confidence?: 'tentative';
  readonly proof: readonly Proof[];
}

/**
 * How much a foreign page reads with a visitor's browser: the user's data only where the browser adds the login by
 * itself, and only where the answer to that page is another than anybody gets.
 */
export async function gainOf(
  { surface, anonymous }: ProbeContext,
  origin: string,
  request: RequestSpec,
  asked: Exchange,
): Promise<Gain> {
  const speaker = surface.identities.find((identity) => !isAnonymous(identity));
  if (!speaker) return { ...withoutLogin(surface), proof: [] };
  const carried = sentByBrowsers(speaker, [surface.entry, asked]);
  if (!carried.sent) return { severity: 'low', severityReason: carried.reason, proof: [] };
  const open = await askedFrom(origin, anonymous, request);
  const asToUser = accepts(asked, surface) && (looksLikeRefusal(open) || !sameAnswer(asked, open));
  if (!asToUser) return { severity: 'low', severityReason: SAME_FOR_ANYBODY, proof: [] };
  return {
    proof: [{ exchange: open, note: 'without authentication the same page returns a different response' }],
  };
}

const SAME_FOR_ANYBODY = 'The response to another site’s page is the same as without authentication.';
const NO_LOGIN_SEEN =
  'No operation of the service required authentication, so another site’s page reads only public data.';
const IN_A_HEADER =
  'The credential is in a header that browsers do not add, so another site’s page sends unauthenticated requests.';

/** Kinds of login that a browser adds to requests of foreign pages. */
const AMBIENT: ReadonlySet<CredentialKind> = new Set<CredentialKind>([
  'basic',
  'api-key-cookie',
  'session-cookie',
  'mutual-tls',
]);

/** Where a login may travel by itself, what a foreign page gains stays open: as bad as it can be, and not proven. */
function withoutLogin({
  credential: { kind },
  spec,
}: Surface): Pick<Gain, 'severity' | 'severityReason' | 'confidence'> {
  // A document may keep silent about a login. Where there is none, answers alone speak, and none asked for a login.
  if (kind === 'none' && !spec) return { severity: 'low', severityReason: NO_LOGIN_SEEN };
  return kind === 'none' || AMBIENT.has(kind)
    ? { confidence: 'tentative' }
    : { severity: 'low', severityReason: IN_A_HEADER };
}

function sentByBrowsers(
  { credentials, tls }: Identity,
  answers: readonly Exchange[],
): { readonly sent: true } | { readonly sent: false; readonly reason: string } {
  if (tls || credentials.some(({ kind }) => kind === 'basic')) return { sent: true };
  const cookies = credentials.map(cookieName).filter((name) => name !== undefined);
  if (cookies.length === 0) return { sent: false, reason: IN_A_HEADER };
  const set = answers.flatMap(({ response }) => headerValues(response.headers, 'set-cookie'));
  const kept = cookies.every((name) =>
    set.some((line) => line.startsWith(`${name}=`) && /;\s*samesite=(?:lax|strict)/i.test(line)),
  );
  return kept
    ? {
        sent: false,
        reason: 'The session cookie is marked SameSite: browsers do not send it from pages of other sites.',
      }
    : { sent: true };
}

function cookieName(credential: Credential): string | undefined {
  if (credential.kind === 'cookie') return credential.name;
  return credential.kind === 'api-key' && credential.in === 'cookie' ? credential.name : undefined;
}
