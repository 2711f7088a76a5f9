import { looksLikeRefusal } from '../answers/answers.ts';
import { openInquiry } from '../discovery/inquiry.ts';
import { ScanError } from '../errors.ts';
import { readText } from '../given/read-file.ts';
import { createSecretReader } from '../given/secret-values.ts';
import { isLoopback, proxiesFrom } from '../http/proxy.ts';
import { openSession, type Session } from '../http/session.ts';
import { openTransport } from '../http/transport.ts';
import type { Identity } from '../identities/identity.ts';
import { anonymous, secretsOf } from '../identities/identity.ts';
import { createLogins, type Logins } from '../identities/logins.ts';
import { type ProofPlace, proveGiven } from '../identities/prove.ts';
import { CLEAN_UP, cleanUp, cleanUpRequests } from '../journal/clean-up.ts';
import { type Entry, isOpen, openJournal } from '../journal/journal.ts';
import { type KeptJournal, reopenedJournal } from '../journal/journal-file.ts';
import { addressOf } from '../journal/own-thing.ts';
import { redactedFailure } from '../redaction/failure.ts';
import { createRedactor } from '../redaction/redactor.ts';
import { VERSION } from '../version.ts';
import type { CleanupFlags } from './cleanup-command.ts';
import { configFor } from './found-config.ts';
import { checkLoginsOf, givenIdentities } from './given-identities.ts';
import { graphqlOfJournal } from './graphql-of-journal.ts';

export interface Cleaned {
  /** What is left. */
  readonly left: readonly string[];
  /** What the user should know of his credentials. */
  readonly says: readonly string[];
}

/**
 * Removes what a journal names, as the users that the flags or the configuration file describe, each signed in as a scan
 * signs him in, and as the accounts that the scan made, whose passwords the journal holds.
 * @throws ScanError where the target is not reached
 */
export async function cleanUpAs(
  { path, head, entries }: KeptJournal,
  flags: CleanupFlags,
  stop: AbortSignal,
): Promise<Cleaned> {
  const { identities, headers, ca, insecure, says } = given(flags, head.target);
  const network = openTransport({ ...(ca === undefined ? {} : { ca }), proxies: proxiesFrom(process.env) });
  const journal = openJournal(reopenedJournal(path), entries);
  const logins = createLogins(head.target);
  const { hostname } = new URL(head.target);
  const session = openSession({
    transport: network.send,
    scope: head.scope,
    mode: 'active',
    headers,
    logins,
    isNoted: journal.isNoted,
    maxRequests: cleanUpRequests(journal.open()),
    concurrency: 4,
    signal: AbortSignal.any([stop, AbortSignal.timeout(CLEAN_UP.ms * 4)]),
    userAgent: `middlebrick/${VERSION}`,
    trustAnyIssuer: insecure ?? false,
    trustAnyCertificate: insecure ?? isLoopback(hostname),
  });
  let signed: readonly Identity[] = identities;
  const secrets = () => [...[...identities, ...signed].flatMap(secretsOf), ...journal.secrets()];
  try {
    const answer = await session.client.attempt({ url: head.target });
    if (answer instanceof Error) throw new ScanError('unreachable', answer.message, { cause: answer });
    const view = await graphqlOfJournal(entries, head.target, session.client, identities);
    if (view) session.seeThrough(view);
    signed = await signedIn(identities, { session, logins, says, places: placesOf(head.target, entries) });
    const left = await cleanUp({ journal, client: session.client, given: signed });
    const redactor = createRedactor(secrets());
    return { left: left.map(redactor.text), says: says.map(redactor.text) };
  } catch (failure) {
    throw redactedFailure(failure, createRedactor(secrets()));
  } finally {
    network.close();
  }
}

/** A file that was found may be that of another service: its users are none of this one. */
function given(flags: CleanupFlags, target: string) {
  const all = { ...flags, save: false, color: false, format: [] };
  const found = configFor(all);
  const isForeign =
    found.isFound === true &&
    found.config.url !== undefined &&
    (!URL.canParse(found.config.url) || new URL(found.config.url).origin !== new URL(target).origin);
  const { config, secret, isFound, notices } = isForeign
    ? {
        ...found,
        config: {},
        isFound: undefined,
        notices: [`middlebrick.yaml is for ${found.config.url}: its users are not asked here.`],
      }
    : found;
  const typed = createSecretReader(process.env);
  const who = givenIdentities(all, config, { typed, configured: secret(typed) });
  if (isFound) checkLoginsOf(all, who.identities, target);
  const ca = flags.ca ?? config.ca;
  const insecure = flags.insecure ?? config.insecure;
  return {
    ...who,
    ca: ca === undefined ? undefined : readText(ca, 'certificate file'),
    insecure,
    says: [...notices],
  };
}

interface SigningIn {
  readonly session: Session;
  readonly logins: Logins;
  readonly places: readonly ProofPlace[];
  readonly says: string[];
}

/** Each with its session, in the form that is accepted where what is to be removed is read. Who is not let in is said, and the others go on. */
async function signedIn(
  identities: readonly Identity[],
  { session, logins, places, says }: SigningIn,
): Promise<Identity[]> {
  const inquiry = openInquiry(session.client, anonymous, looksLikeRefusal);
  const signed: Identity[] = [];
  for (const identity of identities) {
    try {
      const one = await session.signIn(identity);
      const warn = (sentence: string) => void says.push(sentence);
      const { identities: proven, proofs } = await proveGiven(inquiry, [one], places, {
        spec: undefined,
        warn,
      });
      const other = proofs[0]?.other;
      if (other) logins.adopt(one, other.identity, other.form);
      signed.push(...proven);
    } catch (failure) {
      if (!(failure instanceof ScanError)) throw failure;
      says.push(failure.message);
    }
  }
  return signed;
}

/** Where what is to be removed, or the list that it stands in, is read. */
function placesOf(target: string, entries: readonly Entry[]): ProofPlace[] {
  const urls = entries
    .filter(isOpen)
    .flatMap(({ intent: { recipe }, proven }) => [
      ...(recipe?.self ?? []).filter(({ reads }) => reads).map(({ url }) => url),
      ...(recipe?.lists ?? []),
      ...(recipe?.objects ?? [])
        .filter(({ reads }) => reads)
        .flatMap((at) => proven.map((id) => addressOf({ at, id }))),
    ]);
  return [...new Set([target, ...urls])].map((url) => ({
    name: `GET ${new URL(url).pathname}`,
    request: { url },
  }));
}
