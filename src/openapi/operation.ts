import type { BodyEnvelope } from './envelope.ts';
import type { Audience } from './stated-audience.ts';

/** A schema as it stands in the document; `$ref` inside is resolved by `Spec.resolve`, never eagerly. */
export type Schema = Readonly<Record<string, unknown>> | boolean;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly deprecated?: boolean;
  readonly schema?: Schema;
  readonly example?: unknown;
  /** How arrays and objects are written; Swagger's `collectionFormat` is mapped onto it. */
  readonly style?: ParameterStyle;
  readonly explode?: boolean;
  /** Set where the value is a document of this media type (OpenAPI 3 `content`). */
  readonly mediaType?: string;
  /** Where it is declared: the JSON pointer behind a local `$ref`. */
  readonly pointer?: string;
}

/** OpenAPI 3 `style`, and `tabDelimited` for Swagger's `tsv`. */
export type ParameterStyle =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'tabDelimited'
  | 'deepObject';

export interface BodyContent {
  readonly mediaType: string;
  readonly schema?: Schema;
  /** Of each item, where the content is a stream of them (OpenAPI 3.2). */
  readonly itemSchema?: Schema;
  readonly example?: unknown;
  /** What is put around the members that the schema names. */
  readonly envelope?: BodyEnvelope;
  /** Media type of each part of a form, where the document names it (OpenAPI 3 `encoding`). */
  readonly partTypes?: Readonly<Record<string, string>>;
  /** Where it is declared: the JSON pointer behind a local `$ref`. */
  readonly pointer?: string;
}

export interface DocumentedResponse {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  readonly content: readonly BodyContent[];
  /** Documented header names, as written. */
  readonly headers?: readonly string[];
  readonly pointer?: string;
}

/** Security scheme names with scopes; all of one requirement must hold, any of the list suffices. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

export interface SecurityScheme {
  readonly name: string;
  readonly type: 'apiKey' | 'http' | 'oauth2' | 'openIdConnect' | 'mutualTLS' | 'basic' | 'unknown';
  /** For `http`: `basic`, `bearer`…, lower case. */
  readonly scheme?: string;
  readonly bearerFormat?: string;
  readonly in?: 'header' | 'query' | 'cookie';
  readonly parameterName?: string;
  readonly tokenUrl?: string;
  readonly flows?: readonly OAuthFlow[];
  readonly openIdConnectUrl?: string;
  readonly pointer?: string;
}

/** Grant names are those of OpenAPI 3; Swagger's `accessCode` and `application` are mapped onto them. */
export interface OAuthFlow {
  readonly grant: 'implicit' | 'password' | 'clientCredentials' | 'authorizationCode' | 'deviceAuthorization';
  readonly authorizationUrl?: string;
  readonly tokenUrl?: string;
  /** True where the flow names rights that a token can be limited to. */
  readonly scoped?: true;
}

/** One method on one path template: what rules test and findings point at. */
export interface Operation {
  /** `GET /users/{id}`: unique in a scan, and the same from scan to scan. */
  readonly id: string;
  readonly method: string;
  /** Path template, starting with `/`, relative to `server`. */
  readonly path: string;
  /** Absolute base URL without a trailing slash. */
  readonly server: string;
  /** How the scan came to know of it. */
  readonly source: 'spec' | 'request' | 'graphql' | 'crawl' | 'target' | 'guess';
  readonly parameters: readonly Parameter[];
  readonly bodies: readonly BodyContent[];
  /** True where a request without a body is documented as wrong. */
  readonly bodyRequired?: boolean;
  readonly responses: readonly DocumentedResponse[];
  /** Undefined: nothing is known. Empty: documented as public. */
  readonly security?: readonly SecurityRequirement[];
  readonly deprecated: boolean;
  readonly operationId?: string;
  readonly summary?: string;
  /** For whom alone it is, as the document says. */
  readonly audience?: Audience;
  readonly tags: readonly string[];
  /** JSON pointer (RFC 6901) and line (1-based) in the spec document. */
  readonly pointer?: string;
  readonly line?: number;
  /** The document that the pointer leads into, where it is not the main one. */
  readonly document?: string;
}

/** A loaded OpenAPI or Swagger document. Loading has bounded cost; resolving is lazy. */
export interface Spec {
  /** Where it came from: URL or file path as the user gave it. */
  readonly uri: string;
  /** `2.0`, `3.0.3`, `3.1.0`… */
  readonly version: string;
  readonly title: string;
  readonly apiVersion?: string;
  readonly root: Readonly<Record<string, unknown>>;
  readonly servers: readonly string[];
  readonly operations: readonly Operation[];
  readonly securitySchemes: ReadonlyMap<string, SecurityScheme>;
  /** Follows `$ref` (chains, cycles bounded) until a node without one; undefined when it leads nowhere. */
  resolve(node: unknown): unknown;
  /** True for nodes whose references are this document's, where it was loaded beside another. */
  holds?(node: unknown): boolean;
  /** Further documents of the service, merged into this one. */
  readonly others?: readonly Spec[];
  /** 1-based line of a JSON pointer in the source text, when known. */
  lineOf(pointer: string): number | undefined;
  /** Sentences about parts that were left out (broken references, refused external documents). */
  readonly problems: readonly string[];
}

/** True for methods whose answer is what they ask for: GET, and QUERY, which says in its body what is wanted. */
export function isRead(method: string): boolean {
  return method === 'GET' || method === 'QUERY';
}

/** True for methods that change nothing by definition (RFC 9110 section 9.2.1; QUERY by its own specification). */
export function isSafe(method: string): boolean {
  return ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY'].includes(method.toUpperCase());
}
