/** What one exchange may cost. */
export interface Limits {
  /** Bytes of a body that are read and, decoded, kept; the rest is cut. */
  readonly maxBodyBytes: number;
  /** Bytes of the status line and header lines together. */
  readonly maxHeadBytes: number;
  /** Milliseconds for one request, from start to the last kept byte. */
  readonly requestTimeoutMs: number;
  /** Connections to one origin at once. */
  readonly maxSockets: number;
}

export const DEFAULT_LIMITS: Limits = {
  maxBodyBytes: 2 * 1024 * 1024,
  maxHeadBytes: 64 * 1024,
  requestTimeoutMs: 10_000,
  // Above any concurrency that a session paces; bursts use it up.
  maxSockets: 128,
};
