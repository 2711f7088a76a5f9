import type { Cut } from '../cuts.ts';
import type { GraphqlEndpoint } from '../graphql/endpoint.ts';
import type { CallbackListener } from '../http/callback-listener.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Identity } from '../identities/identity.ts';
import type { IdentityProof } from '../identities/prove.ts';
import type { OwnAccount } from '../identities/register.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import type { SampleOptions } from '../openapi/samples.ts';
import type { Target } from '../target.ts';

export type Mode = 'safe' | 'active';

/** What the service seems to be built with, and what led to that. */
export interface FrameworkGuess {
  /** Lower-case id: `fastapi`, `axum`, `express`… */
  readonly name: string;
  readonly version?: string;
  readonly confidence: 'certain' | 'likely' | 'weak';
  readonly evidence: readonly string[];
}

export type CredentialKind =
  | 'none'
  | 'basic'
  | 'api-key-header'
  | 'api-key-query'
  | 'api-key-cookie'
  | 'bearer'
  | 'jwt'
  | 'session-cookie'
  | 'oauth2'
  | 'hmac'
  | 'mutual-tls';

export interface CredentialGuess {
  readonly kind: CredentialKind;
  readonly evidence: readonly string[];
}

/** An identifier seen in an answer, that a path parameter can be filled with. */
export interface HarvestedId {
  /** Name of the field, or of the variable in a path. */
  readonly name: string;
  readonly value: string;
  /** URL of the answer. */
  readonly from: string;
  /** Path template of what it is one of: `/users`, `/users/{id}/orders`. */
  readonly collection?: string;
  /** All of the record that it stood in, and of those around that: an order's `id` beside its `user_id`. */
  readonly record?: readonly HarvestedId[];
}

/** Patterns of operation ids by role, such as `GET /orders*`; the role `anonymous` is nobody. */
export type RolePolicy = Readonly<Record<string, readonly string[]>>;

/** An endpoint that speaks like a language model's API. */
export interface LlmEndpoint {
  readonly url: string;
  readonly dialect: 'openai' | 'anthropic' | 'ollama' | 'gemini' | 'langserve' | 'mcp' | 'generic';
  readonly evidence: readonly string[];
}

/** Tells real answers from the way this service says "nothing here", whatever status it uses for that. */
export interface AbsentPages {
  /** True when the answer is what unknown paths get too: soft 404, catch-all page, login redirect, WAF page. */
  matches(exchange: Exchange): boolean;
  /** True when unknown paths answer 2xx, so that a status alone proves nothing. */
  readonly soft: boolean;
}

/** Everything known before any rule runs. Frozen: a rule reads it and cannot leave notes for another. */
export interface Surface {
  readonly target: Target;
  readonly mode: Mode;
  /** True when the user allowed prompts to be sent to language-model endpoints. */
  readonly llmAllowed: boolean;
  /** The anonymous answer at the target's URL. */
  readonly entry: Exchange;
  readonly absent: AbsentPages;
  readonly spec?: Spec;
  readonly operations: readonly Operation[];
  readonly framework?: FrameworkGuess;
  readonly credential: CredentialGuess;
  /** Anonymous first, then the given ones, each with proof of login, then those that the scan registered. */
  readonly identities: readonly Identity[];
  /** What the user says that each role may call. */
  readonly roles?: RolePolicy;
  /** A JWT that the issuer gave out for another service, where the user has one. */
  readonly foreignToken?: string;
  /** Wrong passwords or codes in a row, where the user wants another number than the usual one. */
  readonly attempts?: number;
  /** Where targets that are elsewhere can reach this machine, if the user said where. */
  readonly callback?: CallbackListener;
  /** One for each identity but anonymous, in the same order. */
  readonly proofs: readonly IdentityProof[];
  /** Every account that the scan registered; those that could log in are identities too. */
  readonly registered: readonly OwnAccount[];
  readonly identifiers: readonly HarvestedId[];
  /** Names of cookies that scripts set: what somebody chose is kept there. */
  readonly cookies?: readonly string[];
  /** What fills the ordinary request of an operation, by its id: as exploration found it to work. */
  readonly ordinary?: ReadonlyMap<string, SampleOptions>;
  /** Where the service answers GraphQL. */
  readonly graphql?: readonly GraphqlEndpoint[];
  readonly llmEndpoints: readonly LlmEndpoint[];
  /** URLs of the spec and documentation pages that anonymous could read. */
  readonly publicDocuments: readonly string[];
  /** What discovery left out because of bounds of ours. */
  readonly cuts: readonly Cut[];
}
