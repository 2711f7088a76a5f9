import type { ServerContext } from '@modelcontextprotocol/server';

/** More often than this only makes a client redraw. */
const LEAST_PAUSE_MS = 500;

/** Tells a client that asked for it how far a call is. Words are ours alone: nothing of the target goes into them. */
export type Tell = (done: number, total: number, says: string) => void;

/** Throttled, and only ever forwards, as the protocol demands. Silent where the client named no token. */
export function progressTo({ mcpReq }: Pick<ServerContext, 'mcpReq'>, now = () => performance.now()): Tell {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return () => {};
  let toldAt = Number.NEGATIVE_INFINITY;
  let furthest = -1;
  return (done, total, message) => {
    if (mcpReq.signal.aborted || done <= furthest || now() - toldAt < LEAST_PAUSE_MS) return;
    toldAt = now();
    furthest = done;
    const params = { progressToken, progress: done, total, message };
    // A client that has gone hears of it by other means.
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {});
  };
}
