import type { Retention } from '../../src/result.ts';
import { judgeTrace } from '../../src/retention/judge.ts';
import { type Recorded, recordedTraces } from '../retention/recorded-traces.ts';

/** A real run of FastAPI with a dictionary that keeps each credential. */
const [recorded] = recordedTraces().filter(({ target }) => target === 'fa-dict');
export const trace = (recorded as Recorded).as('A');

/** A service that keeps memory per credential, as it was measured once. */
export function measured(target: string): Retention {
  const { trace: _recording, ...result } = judgeTrace(trace);
  return { ...result, target };
}
