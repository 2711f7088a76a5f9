import type { Exchange, HeaderList } from './exchange.ts';

/** What rules may know of the answer to a login: how it is protected, and nothing that it gave out. */
const TELLING =
  /^(?:content-type|content-length|cache-control|pragma|vary|date|server|strict-transport-security|content-security-policy|x-content-type-options|x-frame-options|access-control-.*)$/i;

/**
 * The answer to a login whose cookies are to be judged, without password, token or session: neither bodies nor query,
 * and of each cookie only its name and attributes. Undefined where no cookie was set.
 */
export function loginAnswer({ request, response, ...exchange }: Exchange): Exchange | undefined {
  const headers: HeaderList = response.headers.flatMap(([name, value]): [string, string][] => {
    if (/^set-cookie$/i.test(name)) return [[name, withoutValue(value)]];
    return TELLING.test(name) ? [[name, value]] : [];
  });
  if (!headers.some(([name]) => /^set-cookie$/i.test(name))) return undefined;
  const { body: _secret, ...sent } = request;
  return {
    ...exchange,
    request: {
      ...sent,
      url: request.url.replace(/[?#].*$/s, ''),
      headers: request.headers.filter(([name]) => /^(?:host|content-type|accept|user-agent)$/i.test(name)),
    },
    response: { ...response, headers, body: new Uint8Array() },
  };
}

/** A deletion stays one. */
function withoutValue(line: string): string {
  return line.replace(/^([^=;]*=)([^;]+)/, (whole, name: string, value: string) =>
    /^"?(?:deleted)?"?\s*$/.test(value) ? whole : `${name}…`,
  );
}
