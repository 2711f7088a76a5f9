import { plainName } from '../values/plain-name.ts';
/** Names of framework pages, and how the frameworks are written. */
export const FRAMEWORKS = {
  actix: 'Actix Web',
  aspnet: 'ASP.NET Core',
  axum: 'Axum',
  django: 'Django',
  express: 'Express',
  fastapi: 'FastAPI',
  fastify: 'Fastify',
  flask: 'Flask',
  gin: 'Gin',
  laravel: 'Laravel',
  nestjs: 'NestJS',
  rails: 'Rails',
  spring: 'Spring',
} as const;

/** What applications of a framework are written in, as fences name it. */
export const LANGUAGES: Readonly<Record<keyof typeof FRAMEWORKS, readonly string[]>> = {
  actix: ['rust'],
  aspnet: ['csharp'],
  axum: ['rust'],
  django: ['python'],
  express: ['js', 'ts'],
  fastapi: ['python'],
  fastify: ['js', 'ts'],
  flask: ['python'],
  gin: ['go'],
  laravel: ['php'],
  nestjs: ['js', 'ts'],
  rails: ['ruby'],
  spring: ['java'],
};

/** Names of credential pages, and how the kinds are written. */
export const CREDENTIALS = {
  'api-keys': 'API keys',
  jwt: 'JWT',
  'mutual-tls': 'mutual TLS',
} as const;

/** Names of pages of containers that grow, and how they are called. */
export const CONTAINERS = {
  cache: 'A cache without a bound',
  connection: 'State of connections',
  limiter: 'A rate limiter',
  'log-context': 'Logs and their context',
  map: 'A map',
  'metrics-labels': 'Labels of metrics',
  'session-store': 'A session store',
  task: 'Tasks that wait',
} as const;

export type ContainerPage = keyof typeof CONTAINERS;
export type FrameworkPage = keyof typeof FRAMEWORKS;
export type CredentialPage = keyof typeof CREDENTIALS;

const FRAMEWORK_SPELLINGS: Readonly<Record<string, FrameworkPage>> = {
  aspnetcore: 'aspnet',
  djangorestframework: 'django',
  drf: 'django',
  nest: 'nestjs',
  rubyonrails: 'rails',
  springboot: 'spring',
  werkzeug: 'flask',
};

/** Kinds as a scan names them, and as people type them. */
const CREDENTIAL_SPELLINGS: Readonly<Record<string, CredentialPage>> = {
  apikeyheader: 'api-keys',
  apikeyquery: 'api-keys',
  apikeycookie: 'api-keys',
  jwttoken: 'jwt',
  // What such tokens most often are.
  bearer: 'jwt',
  oauth2: 'jwt',
  mtls: 'mutual-tls',
  clientcertificate: 'mutual-tls',
};

/** The page of a framework, however it is written: `Actix Web`, `actix-web`, `actix`. */
export function frameworkPage(name: string): FrameworkPage | undefined {
  return lookUp(name, FRAMEWORKS, FRAMEWORK_SPELLINGS);
}

/** The page of a credential kind, however it is written: `api-key-header`, `API keys`, `client certificate`. */
export function credentialPage(kind: string): CredentialPage | undefined {
  return lookUp(kind, CREDENTIALS, CREDENTIAL_SPELLINGS);
}

/** The page of a kind of container, however it is written: `limiter`, `session store`, `tasks`. */
export function containerPage(kind: string): ContainerPage | undefined {
  return lookUp(kind, CONTAINERS, {});
}

function lookUp<Page extends string>(
  typed: string,
  pages: Readonly<Record<Page, string>>,
  spellings: Readonly<Record<string, Page>>,
): Page | undefined {
  const wanted = plainName(typed);
  const ids = Object.keys(pages) as Page[];
  const named = ids.find((id) => [id, pages[id], `${id}s`].some((name) => sameName(plainName(name), wanted)));
  return named ?? (Object.hasOwn(spellings, wanted) ? spellings[wanted] : undefined);
}

/** One letter s more or less is the same name: `API key`, `API keys`. */
function sameName(a: string, b: string): boolean {
  return a === b || a === `${b}s` || `${a}s` === b;
}
