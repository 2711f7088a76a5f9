import { z } from 'zod';
import { FORMATS } from '../report/index.ts';
import { GRADES, SEVERITIES } from '../result.ts';
import { ATTEMPTS_SAYS, FEWEST_ATTEMPTS, MOST_ATTEMPTS } from '../scanning/attempts.ts';

const secret = z.string().describe('the value, or env:NAME to read it from an environment variable');

/** Rules compare two; the others are there to have their logins proven and their roles tried. */
export const MOST_OTHERS = 4;

/** A request that logs in, as the file and tool calls write it. */
function loginConfig(value: z.ZodString, how: string) {
  return z
    .strictObject({
      request: z.string().describe('method and path or address, such as POST /login; a body may follow'),
      json: z.unknown().optional().describe(`body as JSON${how}`),
      form: z.object({}).catchall(value).optional().describe('body as a form'),
      headers: z.object({}).catchall(value).optional().describe('headers of this request alone'),
      token: z
        .string()
        .optional()
        .describe(
          'where the answer holds the token: /data/token, header:NAME or cookie; found where left out',
        ),
      send: z
        .string()
        .optional()
        .describe(
          'how it is sent: "Authorization: Token {token}", query:NAME={token} or cookie:NAME={token}',
        ),
    })
    .describe('a request whose answer gives the token or cookies; made again when they expire');
}

function oauthConfig(value: z.ZodString) {
  return z
    .strictObject({
      tokenUrl: z.string().optional().describe('address that gives out tokens'),
      issuer: z.string().optional().describe('OpenID Connect issuer that names it'),
      clientId: z.string().optional(),
      clientSecret: value.optional(),
      scope: z.string().optional(),
      audience: z.string().optional(),
      username: z.string().optional(),
      password: value.optional(),
      refreshToken: value.optional(),
      accessToken: value.optional().describe('one that was given out before, such as to a device'),
      send: z
        .string()
        .optional()
        .describe('how the token is sent; "Authorization: Bearer {token}" where left out'),
    })
    .describe('OAuth 2: refresh token, user and password, or client credentials, by what is given');
}

/** The ways of saying who asks. @param how what may stand in a body for a value, for its description */
export function credentialFields(
  value: z.ZodString,
  { cert, key, how }: { readonly cert: string; readonly key: string; readonly how: string },
) {
  return {
    bearer: value.optional(),
    basic: value.optional().describe('user:password'),
    apiKey: value.optional().describe('NAME=VALUE, query:NAME=VALUE or cookie:NAME=VALUE'),
    cookie: value.optional().describe('name=value; other=value'),
    // Not a record: several assistants refuse the `propertyNames` of its schema.
    headers: z.object({}).catchall(value).optional(),
    cert: z.string().optional().describe(cert),
    key: z.string().optional().describe(key),
    passphrase: value.optional(),
    login: loginConfig(value, how).optional(),
    oauth: oauthConfig(value).optional(),
  };
}

/** How a credential is written, in the file and in tool calls. */
export const identityConfig = z
  .strictObject({
    name: z.string().optional(),
    role: z.string().optional().describe('for example admin or user'),
    ...credentialFields(secret, {
      cert: 'path to a PEM client certificate',
      key: 'path to its PEM private key',
      how: '; env:NAME stands for a secret in any text of it',
    }),
  })
  .describe('one credential that the scan may use');

/** Users beside the first, as the file and tool calls list them. */
const othersConfig = z
  .array(identityConfig)
  .max(MOST_OTHERS)
  .describe('further users, to test one against the other; state a role where it is not that of the first');

const suppression = z.strictObject({
  finding: z.string().describe('fingerprint of a finding or of one of its places, or a rule id'),
  operation: z.string().optional().describe('only there, such as "GET /users/{id}"'),
  reason: z.string().min(3).describe('why it is accepted'),
  until: z.iso.date().optional().describe('last day on which it holds'),
});

/** `middlebrick.yaml`. Every key is optional; flags win over it. */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  url: z.string().optional(),
  spec: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe(
      'OpenAPI document, GraphQL schema, Postman collection or environment, or HAR file: path or URL; or a list of them',
    ),
  requests: z
    .array(z.string())
    .optional()
    .describe('curl commands, or paths of files of curl commands or raw HTTP requests'),
  basePath: z
    .string()
    .optional()
    .describe('path that the operations of the document lie below; found out where left out'),
  mode: z.enum(['safe', 'active']).optional(),
  quick: z
    .boolean()
    .optional()
    .describe('a few places for each rule, for editors and pull requests; what is left out is said'),
  llm: z.boolean().optional().describe('send prompts to language-model endpoints'),
  identity: identityConfig.optional(),
  others: othersConfig.optional(),
  roles: z
    .record(z.string(), z.array(z.string()))
    .optional()
    .describe(
      'operations that each role may call, such as "GET /orders*"; role "anonymous" is nobody. What answers otherwise is a finding',
    ),
  authFile: z
    .string()
    .optional()
    .describe('path to an authentication file of Web Fuzzing Commons, in place of identity and others'),
  ca: z.string().optional().describe('path to PEM certificates to trust beside the system’s'),
  insecure: z.boolean().optional().describe('send credentials even where the certificate does not verify'),
  scope: z.array(z.string()).optional().describe('further origins that may be sent requests'),
  include: z.array(z.string()).optional().describe('checks, rules, operations or paths'),
  exclude: z
    .array(z.string())
    .optional()
    .describe('checks, rules, operations or paths; paths are never sent to'),
  maxRequests: z.int().positive().optional(),
  maxTime: z.number().positive().optional().describe('seconds'),
  concurrency: z.int().min(1).max(50).optional(),
  attempts: z.int().min(FEWEST_ATTEMPTS).max(MOST_ATTEMPTS).optional().describe(ATTEMPTS_SAYS),
  rate: z.number().positive().optional().describe('requests per second'),
  threshold: z.union([z.number().min(0).max(100), z.enum(GRADES)]).optional(),
  failOn: z.enum(SEVERITIES).optional(),
  allowPartialCoverage: z
    .boolean()
    .optional()
    .describe('gates pass although only a part of the API could be looked at'),
  baseline: z.string().optional().describe('path to a baseline: only findings that it does not know count'),
  formats: z
    .array(z.string().regex(new RegExp(`^(${FORMATS.join('|')})(=.+)?$`)))
    .optional()
    .describe('format, or format=file'),
  routeFile: z
    .string()
    .optional()
    .describe('file of the repository that reports point at where no line of the document does'),
  suppress: z.array(suppression).optional(),
  keepResults: z.int().min(1).max(100_000).optional().describe('how many results are kept on this machine'),
  keepDays: z.int().min(1).max(36_500).optional().describe('for how many days a result is kept'),
});

export type Config = z.infer<typeof configSchema>;
export type IdentityConfig = z.infer<typeof identityConfig>;
