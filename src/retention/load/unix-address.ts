import { RetentionError } from '../errors.ts';

/**
 * `unix:/run/app.sock:/me` is the path /me of the service that listens on that socket, as nginx and Docker write it.
 * Undefined for any other address. Throws RetentionError `bad-option` for one without a socket.
 */
export function unixAddress(
  typed: string,
): { readonly url: string; readonly socketPath: string } | undefined {
  if (!/^unix:/i.test(typed)) return undefined;
  const rest = typed.slice('unix:'.length).replace(/^\/\//, '');
  const at = rest.indexOf(':/');
  const [socketPath, path] = at < 0 ? [rest, '/'] : [rest.slice(0, at), rest.slice(at + 1)];
  if (!socketPath.startsWith('/'))
    throw new RetentionError(
      'bad-option',
      `\`${typed}\` names no socket: write unix:/path/to.sock:/path/of/endpoint.`,
    );
  return { url: `http://localhost${path}`, socketPath };
}
