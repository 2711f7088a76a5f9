import { ScanError } from '../errors.ts';
import type { FromScan, ToScan } from '../server/worker/messages.ts';

/** Hidden: only `serve` starts it, with a channel to itself. */
export const SCAN_PROCESS = 'scan-process';

export async function scanProcessCommand(): Promise<number> {
  if (process.send === undefined)
    throw new ScanError('invalid-option', `"${SCAN_PROCESS}" is for "middlebrick serve" to start.`);
  // Loaded here: the server names this command, and has no use for a scanner of its own.
  const { runScanProcess } = await import('../server/worker/scan-process.ts');
  await runScanProcess({
    send: (message: FromScan) =>
      new Promise((resolve) => {
        // Where the server has gone, nobody is left to be told.
        if (process.connected) process.send?.(message, undefined, undefined, () => resolve());
        else resolve();
      }),
    hear: (listener) => process.on('message', (message: ToScan) => listener(message)),
    closed: (listener) => process.once('disconnect', listener),
  });
  return 0;
}
