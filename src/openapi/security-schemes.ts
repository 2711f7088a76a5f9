import { formatPointer } from './json-pointer.ts';
import { member, type Node, nodeMember, textMember } from './node.ts';
import type { OAuthFlow, SecurityRequirement, SecurityScheme } from './operation.ts';

const MAX_SCHEMES = 200;

/** Security schemes of OpenAPI 3 (`components.securitySchemes`) and Swagger 2.0 (`securityDefinitions`). */
export function readSecuritySchemes(
  root: Node,
  resolve: (node: unknown) => unknown,
): ReadonlyMap<string, SecurityScheme> {
  const v2 = nodeMember(root, 'securityDefinitions');
  const declared = v2 ?? nodeMember(nodeMember(root, 'components'), 'securitySchemes') ?? {};
  const place = v2 ? ['securityDefinitions'] : ['components', 'securitySchemes'];
  return new Map(
    Object.entries(declared)
      .slice(0, MAX_SCHEMES)
      .map(([name, node]) => [name, readScheme(name, resolve(node), formatPointer(...place, name))]),
  );
}

const TYPES = ['apiKey', 'http', 'oauth2', 'openIdConnect', 'mutualTLS', 'basic'] as const;
const PLACES = ['header', 'query', 'cookie'] as const;
const GRANTS: Readonly<Record<string, OAuthFlow['grant']>> = {
  implicit: 'implicit',
  password: 'password',
  clientCredentials: 'clientCredentials',
  application: 'clientCredentials',
  authorizationCode: 'authorizationCode',
  accessCode: 'authorizationCode',
  deviceAuthorization: 'deviceAuthorization',
};

function readScheme(name: string, node: unknown, pointer: string): SecurityScheme {
  const written = textMember(node, 'type');
  const type = TYPES.find((known) => known.toLowerCase() === written?.toLowerCase()) ?? 'unknown';
  const flows = type === 'oauth2' ? readFlows(node) : [];
  const tokenUrl = flows.find((flow) => flow.tokenUrl !== undefined)?.tokenUrl;
  return {
    name,
    type,
    pointer,
    ...optional('scheme', textMember(node, 'scheme')?.toLowerCase()),
    ...optional('bearerFormat', textMember(node, 'bearerFormat')),
    ...optional(
      'in',
      PLACES.find((place) => place === textMember(node, 'in')),
    ),
    ...optional('parameterName', textMember(node, 'name')),
    ...optional('openIdConnectUrl', textMember(node, 'openIdConnectUrl')),
    ...optional('tokenUrl', tokenUrl),
    ...(flows.length > 0 && { flows }),
  };
}

function readFlows(node: unknown): OAuthFlow[] {
  const single = textMember(node, 'flow');
  const entries: [string, unknown][] = single
    ? [[single, node]]
    : Object.entries(nodeMember(node, 'flows') ?? {});
  return entries.flatMap(([name, flow]) => {
    const grant = Object.hasOwn(GRANTS, name) ? GRANTS[name] : undefined;
    if (grant === undefined) return [];
    return [
      {
        grant,
        ...optional('authorizationUrl', textMember(flow, 'authorizationUrl')),
        ...optional('tokenUrl', textMember(flow, 'tokenUrl')),
        ...(Object.keys(nodeMember(flow, 'scopes') ?? {}).length > 0 && { scoped: true as const }),
      },
    ];
  });
}

/** The requirements of an operation or document; undefined where it says nothing. */
export function readRequirements(node: Node): readonly SecurityRequirement[] | undefined {
  const security = member(node, 'security');
  if (!Array.isArray(security)) return undefined;
  return security.slice(0, MAX_SCHEMES).flatMap((requirement) => {
    if (typeof requirement !== 'object' || requirement === null || Array.isArray(requirement)) return [];
    const entries = Object.entries(requirement).map(([name, scopes]): [string, readonly string[]] => [
      name,
      Array.isArray(scopes) ? scopes.filter((scope): scope is string => typeof scope === 'string') : [],
    ]);
    return [Object.fromEntries(entries)];
  });
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
