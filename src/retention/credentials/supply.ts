/** One credential: a text for the place where credentials travel, or header values that take the place of it. */
export type Credential = string | Readonly<Record<string, string>>;

/**
 * Where credentials come from, whatever the arm and the place they travel in. No two that it gives are the same. It is
 * opened for one run and closed at its end.
 */
export interface Supply {
  /** It gives no more than so many from now on; for one that makes them slowly, what it can make while a run lasts. */
  readonly most: number;
  /**
   * Gets so many ready before memory is looked at, where making them moves the target's memory. Returns how many are
   * there, which may be fewer.
   */
  reserve?(count: number): Promise<number>;
  /** `bytes` is their length where that is ours to choose. Gives fewer when it ends. Rejects with RetentionError. */
  take(count: number, bytes: number): Promise<Credential[]>;
  /** Ends it. Returns sentences on what it leaves in the target. */
  close?(): Promise<readonly string[]>;
}

/** Below this a leak can not be told from noise. */
export const LEAST_CREDENTIALS = 100;

/** Bytes of a credential on the wire. */
export function lengthOf(credential: Credential): number {
  if (typeof credential === 'string') return Buffer.byteLength(credential);
  return Object.values(credential).reduce((sum, value) => sum + Buffer.byteLength(value), 0);
}

/** What tells one credential from another. */
export function keyOf(credential: Credential): string {
  return typeof credential === 'string' ? credential : JSON.stringify(credential);
}
