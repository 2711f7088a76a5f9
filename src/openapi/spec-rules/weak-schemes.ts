import type { OAuthFlow, SecurityScheme, Spec } from '../operation.ts';
import { defineSpecRule, type SpecPlace } from './observation.ts';
import { isLocal } from './servers.ts';

function* schemes(
  spec: Spec,
  isWeak: (scheme: SecurityScheme) => boolean,
  says: string,
): Iterable<SpecPlace> {
  for (const scheme of spec.securitySchemes.values()) {
    if (isWeak(scheme))
      yield { pointer: scheme.pointer ?? '', evidenceSummary: `Security scheme "${scheme.name}" ${says}.` };
  }
}

export const apiKeyInQuery = defineSpecRule({
  id: 'api-key-in-query',
  severity: 'medium',
  title: 'API key sent in the query string',
  aliases: ['API key in URL', 'sensitive information in query string'],
  description:
    'Anyone who reads an access log, a browser history, a cache or a Referer header can use the API key. All of these store URLs, and the key with them.',
  remediation: 'Send the key in a header.',
  cwe: [598],
  observe: (spec) =>
    schemes(
      spec,
      (scheme) => scheme.type === 'apiKey' && scheme.in === 'query',
      'sends its key in the query string',
    ),
});

function isBasic(scheme: SecurityScheme): boolean {
  return scheme.type === 'basic' || (scheme.type === 'http' && scheme.scheme === 'basic');
}

export const basicOverHttp = defineSpecRule({
  id: 'basic-over-http',
  severity: 'high',
  title: 'Basic authentication over plain HTTP documented',
  aliases: ['cleartext credentials', 'HTTP Basic'],
  description:
    'Anyone on the network path can read the password: Basic only encodes it. The API document offers Basic authentication over plain HTTP.',
  remediation: 'Offer HTTPS servers only, and prefer short-lived tokens to passwords.',
  cwe: [319, 522],
  *observe(spec) {
    const plain = spec.servers.find((server) => server.startsWith('http:') && !isLocal(server));
    if (plain !== undefined)
      yield* schemes(spec, isBasic, `is Basic, and the API document names the server ${plain}`);
  },
});

function hasFlow(scheme: SecurityScheme, grant: OAuthFlow['grant']): boolean {
  return scheme.flows?.some((flow) => flow.grant === grant) ?? false;
}

export const implicitFlow = defineSpecRule({
  id: 'oauth-implicit-flow',
  severity: 'low',
  title: 'OAuth 2.0 implicit flow offered',
  aliases: ['implicit grant', 'response_type token', 'OAuth'],
  description:
    'Scripts, browser history and redirects can leak the token. It is returned in the URL fragment (RFC 9700 section 2.1.2).',
  remediation: 'Use the authorization code flow with PKCE.',
  cwe: [522, 598],
  observe: (spec) => schemes(spec, (scheme) => hasFlow(scheme, 'implicit'), 'offers the implicit flow'),
});

export const passwordFlow = defineSpecRule({
  id: 'oauth-password-flow',
  severity: 'low',
  title: 'OAuth 2.0 password grant offered',
  aliases: ['resource owner password credentials', 'ROPC', 'OAuth'],
  description:
    'Every client application sees the user’s password, and multi-factor authentication is not possible (RFC 9700 section 2.4).',
  remediation: 'Use the authorization code flow with PKCE, and client credentials between services.',
  cwe: [522],
  observe: (spec) => schemes(spec, (scheme) => hasFlow(scheme, 'password'), 'offers the password flow'),
});

export const plainHttpTokenUrl = defineSpecRule({
  id: 'plain-http-token-url',
  severity: 'high',
  title: 'OAuth token URL over plain HTTP',
  aliases: ['cleartext token endpoint', 'OAuth'],
  description: 'Anyone on the network path can read the credentials and the token.',
  remediation: 'Serve authorization and token endpoints over HTTPS only.',
  cwe: [319],
  observe: (spec) =>
    schemes(
      spec,
      (scheme) =>
        [
          scheme.openIdConnectUrl,
          ...(scheme.flows ?? []).flatMap((flow) => [flow.tokenUrl, flow.authorizationUrl]),
        ].some((url) => url?.toLowerCase().startsWith('http:') === true && !isLocal(url)),
      'has an endpoint over plain HTTP',
    ),
});
