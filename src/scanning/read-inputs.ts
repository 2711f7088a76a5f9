import { isDeepStrictEqual } from 'node:util';
import { ScanError } from '../errors.ts';
import type { GivenSchema } from '../graphql/given-schema.ts';
import type { Session } from '../http/session.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { toIdentity } from '../identities/credentials.ts';
import type { Identity } from '../identities/identity.ts';
import { secretsInBodies } from '../inputs/body-secrets.ts';
import { carriedBy, secretsIn } from '../inputs/credentials.ts';
import type { RecordedOperations } from '../inputs/operations.ts';
import { recordedOperations } from '../inputs/operations.ts';
import { environmentVariables, secretVariables } from '../inputs/postman-variables.ts';
import { readRecording } from '../inputs/read-recording.ts';
import { readSchemas } from '../inputs/read-schemas.ts';
import { type Recognised, type RecognisedRequests, recognise } from '../inputs/recognise.ts';
import { recordingSentences } from '../inputs/sentences.ts';
import { loadSpec } from '../openapi/load.ts';
import { filesBeside } from '../openapi/local-files.ts';
import type { Spec } from '../openapi/operation.ts';
import { invalid } from '../openapi/parse-document.ts';
import type { Target } from '../target.ts';
import { fetcherFor } from './fetch-input.ts';

/** A file that was read, or the address of one that is to be fetched. */
export type SpecInput = { readonly uri: string; readonly text: string } | { readonly url: string };

/** What the files that the user gave say of the API. */
export interface GivenInputs {
  readonly specs: readonly Spec[];
  readonly recordings: readonly RecordedOperations[];
  /** The GraphQL schema that the files tell together. */
  readonly schema?: GivenSchema;
  /** The user whose credential stands in the files, where the user of the scanner named none. */
  readonly carried?: Identity;
  /** What no report may show. */
  readonly secrets: readonly string[];
  /** For the person who gave them, a sentence each. */
  readonly says: readonly string[];
}

/** Each costs a search in every text of the result; the scan's own user is searched for beside them. */
const MOST_SECRETS = 500;

interface Opened {
  readonly uri: string;
  readonly text: string;
  readonly recognised: Recognised;
  readonly fetchExternal: (url: string) => Promise<string>;
}

/**
 * Reads all that the user named, whatever it is. A file may refer to files of its repository or folder; a fetched
 * document to documents of its own origin and of the scan's scope.
 * @throws ScanError invalid-spec
 */
export async function readInputs(
  inputs: readonly SpecInput[],
  target: Target,
  sessionFor: (scope: readonly string[]) => Session,
  identities: readonly Identity[] = [],
): Promise<GivenInputs> {
  const opened: Opened[] = [];
  for (const input of inputs) opened.push(await open(input, target, sessionFor, identities));
  const environments = opened.flatMap(({ recognised }) =>
    recognised.kind === 'postman-environment' ? [recognised.root] : [],
  );
  const isEnvironment = ({ recognised }: Opened) => recognised.kind === 'postman-environment';
  const environment = new Map(environments.flatMap((root) => [...environmentVariables(root)]));
  const specs: Spec[] = [];
  const recordings: RecordedOperations[] = [];
  const secrets = environments.flatMap(secretVariables);
  const says: string[] = [];
  const schema = await readSchemas(
    opened.flatMap(({ uri, text, recognised }) =>
      recognised.kind === 'sdl' || recognised.kind === 'introspection' ? [{ uri, text, recognised }] : [],
    ),
  );
  for (const { uri, text, recognised, fetchExternal } of opened) {
    if (recognised.kind === 'openapi') {
      const beside = specs.length > 0;
      specs.push(await loadSpec({ uri, text, target: target.url }, { fetchExternal, beside }));
    } else if (holdsRequests(recognised)) {
      const recording = readRecording(uri, text, recognised, environment);
      const recorded = recordedOperations(uri, recording, target);
      recordings.push(recorded);
      secrets.push(...recording.secrets);
      says.push(...recordingSentences(uri, recording, recorded, target));
    }
  }
  const environmentAlone = recordings.length === 0 && opened.find(isEnvironment);
  if (environmentAlone)
    throw invalid(
      environmentAlone.uri,
      'is a Postman environment, which holds no requests: give the collection that it belongs to as well',
    );
  const requests = recordings.flatMap((one) => one.requests);
  const all = [...new Set([...secretsInBodies(requests), ...secrets, ...secretsIn(requests)])];
  if (all.length > MOST_SECRETS)
    says.push(
      `Of ${all.length.toLocaleString('en')} secrets in the files, ${MOST_SECRETS} are looked for by their value in what is reported; others by their name and shape alone.`,
    );
  return {
    specs,
    recordings,
    ...(schema ? { schema } : {}),
    ...carriedUser(recordings, identities, says),
    secrets: all.slice(0, MOST_SECRETS),
    says,
  };
}

function holdsRequests(recognised: Recognised): recognised is RecognisedRequests {
  return !['openapi', 'postman-environment', 'sdl', 'introspection'].includes(recognised.kind);
}

/** Named users are meant; who names none and gives a file with a credential means that one. */
function carriedUser(
  recordings: readonly RecordedOperations[],
  identities: readonly Identity[],
  says: string[],
): { readonly carried?: Identity } {
  let user: Identity | undefined;
  for (const { spec, requests } of recordings) {
    const carried = carriedBy(requests);
    if (!carried) continue;
    const { kinds, others, credentials } = carried;
    const file = `${spec.version} ${spec.uri}`;
    const identity = toIdentity(credentials);
    if (user && isDeepStrictEqual(user.credentials, identity?.credentials)) continue;
    if (user || identities.length > 0 || !identity) {
      const why = user ? 'another file has the first user' : 'the users are those that you named';
      says.push(`The ${file} carries ${kinds}, which is not used: ${why}.`);
      continue;
    }
    user = { ...identity, carriedBy: `the ${file}` };
    const further = others === 1 ? 'Another credential in it is' : `${others} other credentials in it are`;
    const more = others === 0 ? '' : ` ${further} not used: --other names a second user.`;
    says.push(`The ${file} carries ${kinds}: it is used as the first user.${more}`);
  }
  return user ? { carried: user } : {};
}

async function open(
  input: SpecInput,
  target: Target,
  sessionFor: (scope: readonly string[]) => Session,
  identities: readonly Identity[],
): Promise<Opened> {
  if ('text' in input)
    return { ...input, recognised: recognise(input.text), fetchExternal: filesBeside(input.uri) };
  const fetchText = fetcherFor(input.url, target, sessionFor, identities);
  try {
    const { url, text } = await fetchText(input.url);
    return {
      uri: url,
      text,
      recognised: recognise(text),
      fetchExternal: async (other) => (await fetchText(other)).text,
    };
  } catch (cause) {
    // Ctrl-C and the time budget end the scan, whatever was being read.
    if (cause instanceof TransportFailure && cause.code === 'aborted') throw cause;
    const why = cause instanceof TransportFailure ? cause.message : `${(cause as Error).message}.`;
    throw new ScanError('invalid-spec', `Cannot read the document ${input.url}: ${why}`, { cause });
  }
}
