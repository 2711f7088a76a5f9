import { announcedLimit } from './announced-limit.ts';
import type { HttpResponse } from './exchange.ts';

/** Who asks whom: limits are counted per client, and a client is known by its credential or by its address. */
export interface Voice {
  readonly origin: string;
  /** Name of the identity. */
  readonly identity: string;
}

/** What is known of the limit that one voice is counted against. */
export interface LimitedClient {
  readonly voice: Voice;
  /** Places that refused since the last good answer. */
  readonly refusedPlaces: Set<string>;
  /** Milliseconds that each place was waited for. */
  readonly waitedMs: Map<string, number>;
  hasAnswer: boolean;
  /** When the first refusal came, where nothing was answered yet. */
  refusedSince?: number;
  rounds: number;
  deciding?: Promise<boolean>;
  closed?: Promise<void>;
  lost?: string;
  /** The window since the limit last opened: its start, the answers in it, and how many windows there were. */
  openedAt?: number;
  used: number;
  windows: number;
  /** Size of a window as it was announced, else the most that was answered in one. */
  requests?: number;
  announcesRequests: boolean;
  windowMs?: number;
  announcesWindow: boolean;
}

/** Windows measured before their size is trusted: the first may have been begun by somebody else. */
const WINDOWS_MEASURED = 2;

export function limitedClient(voice: Voice): LimitedClient {
  return {
    voice,
    refusedPlaces: new Set(),
    waitedMs: new Map(),
    hasAnswer: false,
    rounds: 0,
    used: 0,
    windows: 0,
    announcesRequests: false,
    announcesWindow: false,
  };
}

/** The limit refuses, so its window is used up: what was answered in it is its size. */
export function measureSize(client: LimitedClient, refusal: HttpResponse): void {
  const { requests, windowMs } = announcedLimit(refusal);
  if (requests !== undefined && requests > 0) {
    client.requests = requests;
    client.announcesRequests = true;
  } else if (!client.announcesRequests && client.used > 0) {
    client.requests = Math.max(client.requests ?? 0, client.used);
  }
  if (windowMs !== undefined && windowMs > 0) {
    client.windowMs = windowMs;
    client.announcesWindow = true;
  }
}

/** The limit opened again. From one opening to the next is at least a window, and the shortest such time is the best guess. */
export function beginWindow(client: LimitedClient): void {
  const now = performance.now();
  if (!client.announcesWindow && client.openedAt !== undefined)
    client.windowMs = Math.min(client.windowMs ?? Number.POSITIVE_INFINITY, now - client.openedAt);
  client.openedAt = now;
  // The question that found it open.
  client.used = 1;
  client.windows += 1;
}

/** Milliseconds until the next window, where by all that is known this one is used up; 0 otherwise. */
export function restOfWindowMs(client: LimitedClient, answer: HttpResponse): number {
  if (client.windows === 0) return 0;
  const announced = announcedLimit(answer);
  if (announced.remaining === 0 && announced.resetMs !== undefined) return announced.resetMs;
  const { requests, windowMs, openedAt = 0 } = client;
  const isTrusted = client.announcesRequests || client.windows > WINDOWS_MEASURED;
  if (!isTrusted || requests === undefined || windowMs === undefined || client.used < requests) return 0;
  return Math.max(0, openedAt + windowMs - performance.now());
}
