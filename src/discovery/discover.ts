import type { Cuts } from '../cuts.ts';
import { findEndpoints } from '../graphql/find-endpoints.ts';
import { type GivenSchema, givenSentences } from '../graphql/given-schema.ts';
import { surveyed } from '../graphql/survey.ts';
import { createBreath, sifted } from '../http/breath.ts';
import type { HttpClient, RequestSpec } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { mediaType, textStart } from '../http/exchange.ts';
import type { RequestView } from '../http/request-view.ts';
import { withGuards } from '../identities/cookie-guards.ts';
import { withFurtherPlaces } from '../identities/further-places.ts';
import type { Identity } from '../identities/identity.ts';
import { anonymous, isAnonymous } from '../identities/identity.ts';
import type { ProofPlace } from '../identities/prove.ts';
import { proveGiven, proveRegistered } from '../identities/prove.ts';
import { located, type Registered, registerUsers } from '../identities/register.ts';
import type { RecordedOperations } from '../inputs/operations.ts';
import type { Journal } from '../journal/journal.ts';
import { addOperations, mergeSpecs } from '../openapi/merge-specs.ts';
import { isRead, type Operation, type Spec } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import { isSecured } from '../openapi/secured.ts';
import { serverPath } from '../openapi/server-path.ts';
import type { Target } from '../target.ts';
import { harvestIdentifiers, mergeIdentifiers } from '../values/harvest.ts';
import { poolInSteps } from '../values/pool.ts';
import { createAbsentLearner } from './absent.ts';
import { allOperations } from './all-operations.ts';
import { credentialKind } from './credential-kind.ts';
import { withVariables } from './example-paths.ts';
import { directoryOf, findSpecs, specsAmong } from './find-spec.ts';
import { fingerprint } from './fingerprint.ts';
import { inTurn, tellConflicts, tellProblems, withRecorded } from './given-documents.ts';
import { openInquiry } from './inquiry.ts';
import { findLlmEndpoints } from './llm-endpoints.ts';
import { readLists } from './read-lists.ts';
import { isRisky } from './risky-path.ts';
import { cookiesOfScripts } from './script-cookies.ts';
import { settleBase } from './settle-base.ts';
import { settleSlashes } from './settle-slashes.ts';
import type { Mode, Surface } from './surface.ts';
import { toldMethods } from './told-methods.ts';

export interface DiscoverOptions {
  readonly target: Target;
  readonly mode: Mode;
  readonly llmAllowed: boolean;
  readonly client: HttpClient;
  /** Registering and logging in are writes. */
  readonly journal: Journal;
  readonly identities: readonly Identity[];
  readonly foreignToken?: string | undefined;
  /** In active mode: whether this operation may be used to make users of the scan's own. */
  readonly mayRegister?: (operation: Operation) => boolean;
  /** Already read from files or URLs that the user named. */
  readonly specs?: readonly Spec[];
  /** Requests that the user gave, as operations. */
  readonly recordings?: readonly RecordedOperations[];
  /** Documents are looked for at the most usual places only. */
  readonly usualOnly?: boolean;
  /** Why only the first of the usual names are tried beside the known operations; undefined where all are. */
  readonly fewGuesses?: () => string | undefined;
  /** The GraphQL schema that the user gave. */
  readonly schema?: GivenSchema;
  /** Path of the target that the document's operations lie below, where the user named it; empty for the root. */
  readonly basePath?: string | undefined;
  readonly entry: Exchange;
  /** Shows the session how operations that are no paths are asked. */
  readonly seeThrough?: (view: RequestView) => void;
  /** Told what a person should know before trusting the result. */
  readonly warn?: (says: string) => void;
  /** True for what a service says to who is not let in, whatever status it uses. */
  readonly isRefusal: (exchange: Exchange) => boolean;
}

/** Of one script or page; bundles are longer, and name what they ask for anywhere. */
const SCRIPT_CHARACTERS = 2_000_000;
/**
 * Learns everything that rules may know about the target. Sends GET and OPTIONS only, but for the registration and
 * the logins of two users of its own in active mode.
 * @throws ScanError `login-lost` when a given credential is refused wherever one is asked for
 */
export async function discover(options: DiscoverOptions): Promise<Surface> {
  const { target, client, entry, specs = [], recordings = [], warn = () => {} } = options;
  // A target that speaks only to client certificates was entered by an identity; so goes the rest.
  const voice = options.identities.find(({ name }) => name === entry.identity) ?? anonymous;
  const given = options.identities.find((identity) => !isAnonymous(identity));
  const breathe = createBreath();
  const inquiry = openInquiry(client, voice, options.isRefusal);
  const learner = createAbsentLearner(inquiry, target.origin);
  await learner.learn(['/', directoryOf(new URL(target.url).pathname)]);

  const search = {
    ...{ inquiry, target, entry, absent: learner.pages },
    ...(given ? { speaker: given } : {}),
    isClosed: learner.answers.length > 0 && learner.answers.every(inquiry.refuses),
    given: specs.length > 0,
    usualOnly: options.usualOnly ?? false,
    warn,
  };
  const found = await findSpecs(search);
  const settle = (document: Spec) =>
    settleBase(document, { inquiry, learner, target, speaker: given, basePath: options.basePath, warn });
  const placed = await inTurn(recordings, async (one) =>
    one.isPortable ? { ...one, spec: await settle(one.spec) } : one,
  );
  /** Documents where their operations answer, as one, and what requests of the user's add to them. */
  const settled = async (
    documents: readonly Spec[],
    users: Registered = { accounts: [], identities: [] },
  ) => {
    for (const document of documents) tellProblems(document, warn);
    const [main, ...others] = await inTurn(documents, settle);
    tellConflicts(main ? [main, ...others] : [], warn);
    const whole = main && withVariables(mergeSpecs(main, ...others));
    const merged = whole && (await settleSlashes(whole, inquiry, learner.pages, given));
    await breathe();
    const described = withRecorded(merged?.operations ?? [], placed);
    const told =
      options.mode === 'active' ? await toldMethods(described.operations, merged, inquiry, given) : [];
    const recorded = { ...described, operations: [...described.operations, ...told] };
    await breathe();
    await learner.learn(basePaths(recorded.operations, target));
    const spec = merged && { ...merged, operations: recorded.documented };
    const registered =
      users.accounts.length > 0 ? users : await ownUsers(options, inquiry.cuts, recorded.operations, spec);
    const speaker = given ?? registered.identities[0];
    await readLists(inquiry, recorded.operations, spec, speaker);
    return { spec, recorded, registered, speaker };
  };
  let known = await settled(specs.length > 0 ? specs : found.specs);
  let operations = await allOperations({
    ...{ target, entry, inquiry, learner },
    // Those behind a login too: their paths are relative to a base of their own, and no links.
    documents: [...new Set([...found.publicDocuments, ...found.specs.map(({ uri }) => uri)])],
    documented: known.recorded.operations,
    spec: known.spec,
    speaker: known.speaker,
    fewGuesses: options.fewGuesses ?? (() => undefined),
  });
  // The crawl, or the login, may have come upon a description where nobody looks for one.
  const late = known.spec ? [] : await specsAmong(search, inquiry.heard, known.speaker);
  if (late.length > 0) {
    known = await settled(late, known.registered);
    operations = [...addOperations(known.recorded.operations, operations)];
  }
  const { spec, recorded } = known;
  const documented = new Set(recorded.operations);
  const isNew = (operation: Operation) => !documented.has(operation);
  const early =
    known.registered.accounts.length > 0
      ? known.registered
      : await ownUsers(options, inquiry.cuts, operations, spec, isNew);
  const speaker = known.speaker ?? early.identities[0];
  const endpoints = await findEndpoints({
    ...{ client, voice, speaker, origin: target.origin, typed: new URL(target.url).pathname },
    known: operations.filter(({ server }) => server === target.origin).map(({ path }) => path),
    given: options.schema?.schema,
    scripts: () =>
      inquiry.heard.filter(isScript).map(({ response }) => textStart(response, SCRIPT_CHARACTERS)),
  });
  const graphql = surveyed(endpoints);
  if (graphql.operations.length > 0) options.seeThrough?.(graphql.view);
  const told = options.schema ? givenSentences(options.schema, endpoints) : [];
  for (const says of [...told, ...graphql.gaps]) warn(says);
  inquiry.cuts.add(...graphql.cuts);
  operations = [
    ...operations.filter(
      ({ source, path }) => !['crawl', 'guess'].includes(source) || !graphql.paths.has(path),
    ),
    ...graphql.operations,
  ];
  const registered =
    early.accounts.length > 0
      ? await withFurtherPlaces(early, graphql.operations, client)
      : await ownUsers(options, inquiry.cuts, operations, spec, ({ source }) => source === 'graphql');
  const answers = [entry, ...inquiry.heard].filter(
    ({ request }) => !found.publicDocuments.includes(request.url),
  );
  await breathe();
  const identifiers = mergeIdentifiers([recorded.values, await harvestIdentifiers(answers, operations)]);
  await breathe();
  const pool = await poolInSteps(identifiers, breathe);
  const framework = await fingerprint({
    inquiry,
    entry,
    origin: target.origin,
    absentAnswers: learner.answers,
  });
  const places = await proofPlaces(target, operations, (operation) =>
    pool.canFill(operation) ? requestFor(operation, spec, { values: pool.valuesFor(operation) }) : undefined,
  );
  const shown = await proveRegistered(inquiry, registered.identities, places, spec, options.identities);
  const accounts = await inTurn(registered.accounts, async (account) => {
    const speaks = shown.identities.find((identity) => identity.account?.user === account.user);
    const other = shown.proofs.find(({ identity }) => identity === speaks?.name)?.other;
    // In the form that its token was sent in first it was shown nothing.
    return speaks && other ? located(account, client.as(speaks), options.journal) : account;
  });
  const own = {
    ...shown,
    identities: shown.identities.map((identity) => {
      const account = accounts.find(({ user }) => user === identity.account?.user);
      return account ? { ...identity, account } : identity;
    }),
  };
  for (const identity of own.identities) {
    const entry = registered.accounts.find(({ user }) => user === identity.account?.user)?.entry;
    // What is removed at the end is removed by the form that was proven.
    if (entry) await options.journal.settle(entry, entry.state, { voice: identity });
  }
  const proven = await proveGiven(inquiry, options.identities, places, { spec, warn });
  const proofs = [...proven.proofs, ...own.proofs];
  const heard = [entry, ...inquiry.heard];
  const cookies = cookiesOfScripts(heard.filter(isScript));
  const writers =
    options.mode === 'active'
      ? await withGuards(proven.identities, operations, target.url, client)
      : proven.identities;
  const identities = [...writers, ...own.identities];
  const credential = credentialKind({ spec, heard, identities });
  await breathe();
  const llmEndpoints = await findLlmEndpoints({ heard, operations, spec, absent: learner.pages });
  return Object.freeze({
    target,
    mode: options.mode,
    llmAllowed: options.llmAllowed,
    entry,
    absent: learner.pages,
    ...(spec ? { spec } : {}),
    operations,
    ...(framework ? { framework } : {}),
    credential,
    identities: [anonymous, ...identities],
    ...(options.foreignToken === undefined ? {} : { foreignToken: options.foreignToken }),
    registered: accounts,
    proofs,
    identifiers,
    ...(cookies.length > 0 ? { cookies } : {}),
    ...(endpoints.length > 0 ? { graphql: endpoints } : {}),
    llmEndpoints,
    publicDocuments: found.publicDocuments,
    cuts: inquiry.cuts.all,
  });
}

/** A script, or a page that may hold one. */
function isScript({ response }: Exchange): boolean {
  return /javascript|ecmascript|html/.test(mediaType(response));
}

/** Two users that the scan registers itself, where it may change state and a document or a script says how. */
async function ownUsers(
  { mode, mayRegister, journal, client }: DiscoverOptions,
  cuts: Cuts,
  operations: readonly Operation[],
  spec: Spec | undefined,
  registersAt: (operation: Operation) => boolean = () => true,
): Promise<Registered> {
  const usable = operations.filter((operation) => mayRegister?.(operation) ?? true);
  return mode === 'active'
    ? registerUsers({ client, operations: usable, registersAt, spec, journal, cuts })
    : { accounts: [], identities: [] };
}

/** The target first, then what is documented as secured, then the rest. */
async function proofPlaces(
  target: Target,
  operations: readonly Operation[],
  requestOf: (operation: Operation) => RequestSpec | undefined,
): Promise<ProofPlace[]> {
  const breathe = createBreath();
  const readable = await sifted(operations, ({ method, path }) => isRead(method) && !isRisky(path), breathe);
  const ordered = [...readable.filter(isSecured), ...readable.filter((operation) => !isSecured(operation))];
  const places = [{ name: `GET ${new URL(target.url).pathname}`, request: { url: target.url } }];
  for (const operation of ordered) {
    await breathe();
    const request = requestOf(operation);
    if (request && request.url !== target.url) places.push({ name: operation.id, request });
  }
  return places;
}

/** Directories that operations lie in: a base path of the document, and first segments that hold several. */
function basePaths(operations: readonly Operation[], target: Target): string[] {
  const counts = new Map<string, number>();
  const taken = new Set<string>();
  for (const { server, path } of operations) {
    const whole = `${serverPath({ server })}${path}`;
    const first = /^\/[\w.-]+\//.exec(whole)?.[0];
    if (!first || new URL(server).origin !== target.origin) continue;
    // Below a variable everything answers, and an answer there is a real one.
    if (/^\{[^}]*\}$/.test(whole.slice(first.length).split('/')[0] ?? '')) taken.add(first);
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  return [...counts.keys()]
    .filter((prefix) => !taken.has(prefix))
    .sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))
    .slice(0, 4);
}
