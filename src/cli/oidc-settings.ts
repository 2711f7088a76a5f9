import { ScanError } from '../errors.ts';
import { isLoopback } from '../http/proxy.ts';
import type { OidcSettings } from '../server/sign-in/oidc.ts';

const VARIABLE = 'MIDDLEBRICK_OIDC_';

/** Of single sign-on, from the environment; undefined where no issuer is named. @throws ScanError invalid-option */
export function oidcSettings(env: NodeJS.ProcessEnv): OidcSettings | undefined {
  const of = (name: string) => env[`${VARIABLE}${name}`]?.trim() || undefined;
  const list = (name: string) =>
    (of(name) ?? '')
      .split(',')
      .map((value) => value.trim())
      .filter(Boolean);
  const [issuer, clientId] = [of('ISSUER'), of('CLIENT_ID')];
  if (issuer === undefined) return undefined;
  if (clientId === undefined)
    throw new ScanError('invalid-option', `${VARIABLE}ISSUER needs ${VARIABLE}CLIENT_ID.`);
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && isLoopback(url.hostname)))
    throw new ScanError('invalid-option', `${VARIABLE}ISSUER has to be an https address.`);
  const values = { admin: list('ADMINS'), scan: list('SCANNERS'), read: list('READERS') };
  if (Object.values(values).flat().length === 0)
    throw new ScanError(
      'invalid-option',
      `Nobody may sign in: name who may in ${VARIABLE}ADMINS, ${VARIABLE}SCANNERS or ${VARIABLE}READERS.`,
    );
  return { issuer, clientId, clientSecret: of('CLIENT_SECRET'), claim: of('CLAIM') ?? 'email', values };
}
