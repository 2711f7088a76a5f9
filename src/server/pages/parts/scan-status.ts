import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import type { ScanStatus } from '../../store/schema.ts';

const WORDS: Readonly<Record<ScanStatus, readonly [says: string, tone: string]>> = {
  queued: ['waiting', 'busy'],
  running: ['running', 'busy'],
  done: ['done', 'good'],
  failed: ['failed', 'bad'],
  cancelled: ['cancelled', 'fair'],
};

export function scanStatus(status: ScanStatus): Markup {
  const [says, tone] = WORDS[status];
  return markup`<span class="status ${tone}">${says}</span>`;
}

export function isUnderWay(status: ScanStatus): boolean {
  return status === 'queued' || status === 'running';
}
