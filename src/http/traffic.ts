import type { LimitSeen } from './rate-limits.ts';

/** What a session sent and received. */
export interface Traffic {
  readonly requests: number;
  readonly failures: number;
  readonly bytesReceived: number;
  readonly slowdowns: number;
  /** Answers of which only the beginning was read, or kept once later ones needed the room. */
  readonly truncated?: number;
  /** Requests that a rate limit refused, bursts left out. */
  readonly rateLimited: number;
  readonly rateLimit?: LimitSeen;
}
