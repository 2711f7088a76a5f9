import { OpenAPIHono } from '@hono/zod-openapi';
import type { AddressGuard } from '../../http/address-guard.ts';
import type { Metrics } from '../operations/metrics.ts';
import type { Ownership } from '../ownership/ownership.ts';
import type { ScanQueue } from '../queue/scan-queue.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../vault/vault.ts';
import type { Env } from './caller.ts';
import { documented } from './documented.ts';
import { Problem } from './problem.ts';

/** What the endpoints work with. */
export interface Service {
  readonly store: Store;
  readonly queue: ScanQueue;
  readonly vault: Vault;
  readonly ownership: Ownership;
  /** A scan waits now: workers of this process need not find out by themselves. */
  readonly wake: () => void;
  /** For files that are sent. */
  readonly folder: string;
  readonly metrics: Metrics;
  readonly stage: () => Stage;
  readonly now: () => Date;
  /** Of everything that people may have contacted. */
  readonly guard: AddressGuard;
}

/** `draining`: scans that run are finished, nothing new should come. `closing`: streams end. */
export type Stage = 'serving' | 'draining' | 'closing';

export function router(): OpenAPIHono<Env> {
  const routes = new OpenAPIHono<Env>({
    strict: false,
    defaultHook: (checked) => {
      if (checked.success) return;
      const errors = checked.error.issues.map(({ path, message }) => ({
        at: path.map(String).join('.') || checked.target,
        detail: message,
      }));
      const [first] = errors;
      throw new Problem(
        400,
        'invalid-request',
        `${first?.at ?? checked.target}: ${first?.detail ?? 'invalid'}`,
        {
          errors,
        },
      );
    },
  });
  const { openapi } = routes;
  routes.openapi = ((route, ...handlers) => openapi(documented(route), ...handlers)) as typeof openapi;
  return routes;
}

/** What every operation of the API says in the document; `documented` adds the scope. */
export const SECURITY = [{ key: [] }];

export function json<Schema>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

export function body<Schema>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } };
}
