import { counted } from '../../report/words.ts';
import type { Finding } from '../../result.ts';
import { GRADES, SEVERITIES } from '../../result.ts';
import type { MessageItem } from '../deliver/message.ts';
import type { ScanRow } from '../store/scans.ts';
import type { ScanSettings } from '../store/schema.ts';
import type { Condition } from './conditions.ts';
import type { EndedScan } from './ended-scan.ts';

/** What a rule would tell. The title is made once it is known which of the items were told before. */
export interface Telling {
  readonly items: readonly MessageItem[];
  title(items: readonly MessageItem[]): string;
}

const DAY_MS = 24 * 3_600_000;
const LOGIN_LOST = /^the login of ".*" was lost/is;

/** Undefined where there is nothing to tell. */
export function judgeCondition(condition: Condition, ended: EndedScan, now: Date): Telling | undefined {
  const { scan, before, graded } = ended;
  switch (condition.type) {
    case 'new-finding': {
      const worst = SEVERITIES.indexOf(condition.severity);
      const found = ended.fresh.filter(({ severity }) => SEVERITIES.indexOf(severity) <= worst);
      return ofFindings(found, (items) => `${counted(items.length, 'new finding')}, ${worstOf(items)}`);
    }
    case 'memory-growth':
      return ofFindings(ended.memory, () => 'it keeps memory for each credential');
    case 'score-below':
      if (scan.score === null || scan.score >= condition.score) return undefined;
      return of(condition, `the score is ${scan.score}, under ${condition.score}`);
    case 'grade-changed': {
      if (scan.grade === null || !graded?.grade) return undefined;
      const change = GRADES.indexOf(scan.grade) - GRADES.indexOf(graded.grade);
      if (change === 0 || (condition.direction === 'worse' && change < 0)) return undefined;
      const says = `the grade went from ${graded.grade} to ${scan.grade}`;
      return of(condition, says, `grade-changed ${graded.grade} ${scan.grade}`);
    }
    case 'coverage-fell': {
      if (before === undefined || !isAlike(before, scan)) return undefined;
      const [was, is] = [percent(before), percent(scan)];
      if (was === undefined || is === undefined || was - is < condition.points) return undefined;
      return of(condition, `coverage fell from ${was} % to ${is} %`);
    }
    case 'login-lost': {
      const why =
        scan.error?.code === 'login-lost'
          ? scan.error.message
          : LOGIN_LOST.test(scan.partial ?? '')
            ? (scan.partial ?? '')
            : undefined;
      return why === undefined ? undefined : of(condition, 'the login was lost', 'login-lost', why);
    }
    case 'scan-failed':
      if (scan.status !== 'failed') return undefined;
      return of(condition, 'a scan failed', `scan-failed ${scan.error?.code}`, scan.error?.message);
    case 'certificate-expires': {
      if (ended.certificateExpires === undefined) return undefined;
      const days = Math.floor((ended.certificateExpires.getTime() - now.getTime()) / DAY_MS);
      if (days >= condition.days) return undefined;
      const day = ended.certificateExpires.toISOString().slice(0, 10);
      const says = days < 0 ? `the certificate expired on ${day}` : expires(days, day);
      return of(condition, says, `certificate-expires ${day}`);
    }
  }
}

function expires(days: number, day: string): string {
  return `the certificate expires in ${counted(days, 'day')}, on ${day}`;
}

function of({ type }: Condition, title: string, key: string = type, item = title): Telling {
  return { items: [{ key, title: item }], title: () => title };
}

function ofFindings(
  found: readonly Finding[],
  title: (items: readonly MessageItem[]) => string,
): Telling | undefined {
  const items = found.map(({ fingerprint, rule, severity, title, locations }) => {
    const [first] = locations;
    const others = locations.length > 1 ? ` and ${locations.length - 1} more` : '';
    const where = first && `${first.operation ?? `${first.method} ${first.url}`}${others}`;
    return { key: fingerprint, title, severity, rule, ...(where === undefined ? {} : { where }) };
  });
  return items.length === 0 ? undefined : { items, title };
}

function worstOf(items: readonly MessageItem[]): string {
  const worst = SEVERITIES.find((severity) => items.some((item) => item.severity === severity)) ?? 'info';
  return items.length === 1 ? worst : `the worst ${worst}`;
}

/** A quick scan looks at less, by intention. */
function isAlike(one: ScanRow, other: ScanRow): boolean {
  const quick = ({ options }: ScanRow) => (options as Partial<ScanSettings>).quick ?? false;
  return quick(one) === quick(other) && one.mode === other.mode && one.source === other.source;
}

function percent({ coverage }: ScanRow): number | undefined {
  return coverage === null ? undefined : Math.round(coverage * 100);
}
