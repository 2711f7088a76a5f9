import type { HeaderList } from '../http/exchange.ts';
import type { GivenCredentials } from './credentials.ts';

/**
 * Headers that say where, in which version or language, not who: an API that wants one refuses nobody for lack of it.
 * What is neither here nor below is taken for a credential, which nobody but its user may send.
 */
const CONTEXT =
  /tenant|organi[sz]ation|(?:^|-)org(?:-|$)|workspace|project|company|(?:^|-)(?:store|shop|site|brand|market|channel|realm|env|environment|stage|region|zone|cluster|database|schema)(?:-|$)|version|locale|language|country|currency|time-?zone|platform|device|(?:^|-)app(?:-name)?$|request-id|correlation|(?:^|-)trace|traceparent|tracestate|baggage|^x-b3-|feature|experiment|^accept|^user-agent$|^origin$|^referer$|forwarded|^x-real-ip$|^x-requested-with$|^prefer$|^cache-control$|^pragma$|^dnt$/i;
const CREDENTIAL =
  /auth|token|(?:^|-)key|apikey|secret|passw|session|cookie|credential|signature|jwt|bearer|csrf|xsrf|access|login|user(?!-agent)|account|client|identity|certificate|proof|otp/i;

export interface Split {
  /** To be sent with every request, whoever asks. */
  readonly headers: HeaderList;
  /** The first user without them. */
  readonly first: GivenCredentials | undefined;
}

/** Takes the headers out of a user's own that are no credential. One that tells two users apart is one, whatever its name. */
export function splitContext(
  first: GivenCredentials | undefined,
  others: readonly GivenCredentials[],
): Split {
  const telling = new Set(others.flatMap(({ headers }) => (headers ?? []).map((line) => nameOf(line))));
  const isContext = (line: string) => {
    const name = nameOf(line);
    return isContextHeader(name) && !telling.has(name) && /:\s*\S/.test(line);
  };
  const lines = first?.headers ?? [];
  const context = lines.filter(isContext);
  if (context.length === 0) return { headers: [], first };
  return {
    headers: context.map((line) => [
      line.slice(0, line.indexOf(':')).trim(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
    first: { ...first, headers: lines.filter((line) => !isContext(line)) },
  };
}

/** By its name, where and in which version, and not who. */
export function isContextHeader(name: string): boolean {
  return CONTEXT.test(name) && !CREDENTIAL.test(name);
}

/** By its name, who is asking. */
export function isCredentialHeader(name: string): boolean {
  return CREDENTIAL.test(name);
}

function nameOf(line: string): string {
  return line
    .slice(0, Math.max(0, line.indexOf(':')))
    .trim()
    .toLowerCase();
}
