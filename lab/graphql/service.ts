import type http from 'node:http';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import {
  execute,
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { LabApp } from '../app.ts';

/** How a GraphQL server of the lab is set up; the defaults are those of a careful one. */
export interface Setup {
  readonly path?: string;
  readonly introspection?: boolean;
  readonly suggestions?: boolean;
  /** Several queries in one array. */
  readonly batches?: boolean;
  /** Queries by GET. */
  readonly byGet?: boolean;
  readonly byPost?: boolean;
  /** Bodies of this type beside JSON. */
  readonly alsoTakes?: RegExp;
  /** Why a document is not run, or undefined. */
  readonly refuses?: (document: DocumentNode, source: string) => string | undefined;
  /** Errors of one answer; all of them where left out. */
  readonly mostErrors?: number;
  /** Other paths, by their answer. */
  readonly files?: Readonly<Record<string, readonly [type: string, body: string]>>;
  /** 401 for who shows no token. */
  readonly closed?: boolean;
  /** What every other path answers; 404 where left out. */
  readonly elsewhere?: readonly [type: string, body: string];
}

interface Call {
  readonly query?: unknown;
  readonly variables?: unknown;
}

/** The reference implementation behind HTTP. The root value's functions are given the caller's token. */
export function graphqlService(schema: GraphQLSchema, rootValue: object, setup: Setup = {}): LabApp {
  const {
    path = '/graphql',
    introspection = true,
    suggestions = true,
    batches = false,
    byGet = false,
    byPost = true,
    alsoTakes,
    refuses = () => undefined,
    mostErrors = Number.POSITIVE_INFINITY,
    files = {},
    closed = false,
    elsewhere,
  } = setup;
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];

  function formatted(errors: readonly GraphQLError[]) {
    return errors.slice(0, mostErrors).map((error) => {
      const { message, ...rest } = error.toJSON();
      return { ...rest, message: suggestions ? message : message.replace(/ ?Did you mean [^?]*\?/g, '') };
    });
  }

  async function run({ query, variables }: Call, token: string | undefined): Promise<[number, object]> {
    if (typeof query !== 'string') return [400, { errors: [{ message: 'Must provide query string.' }] }];
    let document: DocumentNode;
    try {
      document = parse(query);
    } catch (error) {
      return [400, { errors: formatted([error as GraphQLError]) }];
    }
    const wrong = refuses(document, query);
    const problems = wrong === undefined ? validate(schema, document, rules) : [new GraphQLError(wrong)];
    if (problems.length > 0) return [400, { errors: formatted(problems) }];
    const variableValues = (variables ?? {}) as Record<string, unknown>;
    const answer = await execute({ schema, document, rootValue, contextValue: { token }, variableValues });
    return [
      200,
      answer.errors ? { data: answer.data, errors: formatted(answer.errors) } : { data: answer.data },
    ];
  }

  async function answerTo(
    request: http.IncomingMessage,
    body: string,
    token: string | undefined,
  ): Promise<[number, unknown]> {
    const url = new URL(request.url ?? '/', 'http://lab');
    if (request.method === 'GET' && byGet) return run(Object.fromEntries(url.searchParams), token);
    if (request.method !== 'POST' || !byPost) return [405, { errors: [{ message: 'Method not allowed.' }] }];
    const type = request.headers['content-type'] ?? '';
    if (!/^application\/json/.test(type) && !alsoTakes?.test(type))
      return [415, { errors: [{ message: 'Unsupported content type.' }] }];
    const sent = /urlencoded/.test(type)
      ? Object.fromEntries(new URLSearchParams(body))
      : (JSON.parse(body) as Call | Call[]);
    if (!Array.isArray(sent)) return run(sent, token);
    if (!batches) return [400, { errors: [{ message: 'Batches are not supported.' }] }];
    const answers = await Promise.all(sent.map((call) => run(call, token)));
    return [200, answers.map(([, answer]) => answer)];
  }

  return {
    routes: async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const send = (status: number, type: string, text: string) =>
        response.writeHead(status, { 'content-type': type }).end(text);
      const pathname = new URL(request.url ?? '/', 'http://lab').pathname;
      const file = files[pathname];
      if (file) return send(200, ...file);
      if (pathname !== path) {
        if (elsewhere) return send(200, ...elsewhere);
        return send(404, 'application/json', '{"error":"not found"}');
      }
      const token = /^Bearer (.+)/.exec(request.headers.authorization ?? '')?.[1];
      if (closed && token === undefined)
        return send(401, 'application/json', '{"errors":[{"message":"unauthenticated"}]}');
      try {
        const [status, answer] = await answerTo(request, Buffer.concat(parts).toString(), token);
        send(status, 'application/json', JSON.stringify(answer));
      } catch {
        send(400, 'application/json', '{"errors":[{"message":"bad request"}]}');
      }
    },
  };
}
