import type { PGlite } from '@electric-sql/pglite';

/** Where a PostgreSQL of its own ends, to be started again. */
const GIVEN_UP: ReadonlySet<unknown> = new Set(['PANIC', 'FATAL']);
/** `crash_shutdown`: callers take it for something that passes, as it does with the next start. */
const CRASHED = '57P02';

export interface WatchedPGlite {
  /** Leaves one that has given up as it is: its next start sees to that, as after a loss of power. */
  close(): Promise<void>;
}

/**
 * A PANIC, which a disk without room for the log leads to, ends a server of its own. The embedded one lives on within our
 * process with the locks that it held, and would turn on them for ever: already with the `Sync` that PGlite sends after
 * whatever failed. So it is asked nothing more.
 * @param lost called once, where it has given up
 */
export function watchPGlite(database: PGlite, lost: (why: string) => void): WatchedPGlite {
  const ask = database.execProtocolStream.bind(database);
  let gone: string | undefined;
  database.execProtocolStream = async (message, options) => {
    if (gone !== undefined) throw Object.assign(new Error(gone), { code: CRASHED });
    try {
      return await ask(message, options);
    } catch (failure) {
      const { severity, message: why } = failure as Error & { severity?: unknown };
      if (GIVEN_UP.has(severity)) {
        gone = `The embedded database has stopped working (${why}). What it acknowledged is kept: start again, with room on its disk.`;
        lost(gone);
      }
      throw failure;
    }
  };
  return {
    async close() {
      if (gone === undefined) await database.close();
    },
  };
}
