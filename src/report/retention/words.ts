import type { Retention } from '../../result.ts';
import { answersIn, mixInWords } from '../../retention/status-mix.ts';
import { outlookRows } from './outlook.ts';
import { plural, size, unitOf } from './units.ts';

/** The verdict as one sentence without a full stop, for a reader who does not know the vocabulary. */
export function headlineOf(retention: Retention): string {
  const unit = unitOf(retention);
  const sentences: Readonly<Record<Retention['verdict'], string>> = {
    'unbounded-growth': `Memory grows with every new ${unit}`,
    'suspected-growth': `Memory seems to grow with every new ${unit}`,
    'per-request-growth': 'Memory grows with every request',
    'background-growth': 'Memory grows while there are no requests',
    'bounded-plateau': `What is kept per ${unit} is bounded`,
    'released-after-idle': `What is kept per ${unit} is released when idle`,
    'no-retention': `No memory is kept per ${unit}`,
    inconclusive: 'Inconclusive',
    'state-kept': 'State is kept for unverified credentials',
    'evicted-by-capacity': 'State is kept per credential, for so many of them and no more',
    'expires-with-time': 'State is kept per credential, and expires',
    'no-signal': 'No response shows whether state is kept',
  };
  return sentences[retention.verdict];
}

/** How a verdict should look: grown memory is bad, an open question is neither good nor bad. */
export function toneOf({ verdict }: Pick<Retention, 'verdict'>): 'good' | 'fair' | 'bad' {
  switch (verdict) {
    case 'unbounded-growth':
    case 'per-request-growth':
    case 'suspected-growth':
    case 'state-kept':
      return 'bad';
    case 'inconclusive':
    case 'no-signal':
    case 'background-growth':
      return 'fair';
    default:
      return 'good';
  }
}

/** The figures of a run as rows of a table: what was kept, sent, left behind and read. */
export function figuresOf(retention: Retention): [name: string, says: string][] {
  const unit = unitOf(retention);
  const { stopped } = retention;
  const few = (count: number, noun: string) =>
    `${count.toLocaleString('en')} ${count === 1 ? noun : plural(noun)}`;
  return [
    ...row('asked', retention.target),
    ...row('kept', keptBy(retention)),
    ...row('per hour', perHourOf(retention)),
    ...row(
      'sent',
      retention.profile === 'watch'
        ? `nothing; ${few(retention.requests, 'request')} of its own traffic watched, ${retention.seconds.toFixed(0)} s`
        : `${few(retention.identities, retention.per === 'request' ? 'credential' : unit)} of ${size(retention.credentialBytes)} in ${few(retention.requests, 'request')}, ${retention.seconds.toFixed(1)} s`,
    ),
    ...row(
      'pinned',
      retention.pinnedBytes > 0 &&
        `${retention.mode === 'memory' ? '' : 'perhaps '}${size(retention.pinnedBytes)}, in the target until it restarts`,
    ),
    ...row(
      'read from',
      `${retention.source}${retention.memoryClass ? `, class ${retention.memoryClass}` : ''}`,
    ),
    ...row('answers', statusesOf(retention)),
    ...answersOf(retention),
    ...outlookRows(retention),
    ...row('severity', retention.severity),
    // A finding says it again, with more.
    ...row(
      'why',
      !retention.findings.some(({ evidence }) => evidence.includes(retention.reason)) &&
        `${retention.reason}.`,
    ),
    ...row('stopped', stopped && `${stopped.reason} (after ${stopped.at.toFixed(1)} s)`),
  ];
}

function perHourOf({ bytesPerHour: bytes }: Retention): string | undefined {
  return bytes && `${size(bytes.estimate)}, 99 % between ${size(bytes.low)} and ${size(bytes.high)}`;
}

/** An interval around nothing is better said as its bound. */
function keptBy(retention: Retention): string | undefined {
  const { bytesPerCredential: bytes, upperBoundBytes: bound } = retention;
  const unit = unitOf(retention);
  const refused = retention.measured === 'refusal-path' ? 'refused ' : '';
  if (bound !== undefined && toneOf(retention) !== 'bad')
    return `less than ${size(bound)} per ${refused}${unit}`;
  return (
    bytes && `${size(bytes.estimate)} per ${unit}, 99 % between ${size(bytes.low)} and ${size(bytes.high)}`
  );
}

const PATHS: Readonly<Record<NonNullable<Retention['measured']>, string>> = {
  accepted: '',
  mixed: '',
  'refusal-path': ': only the refusal path was measured',
  redirects: ': only redirects were measured',
  'server-errors': ': only server errors were measured',
  'missing-page': ': only a page that is not there was measured',
};

/** Who was let in: a verdict about refusals must be seen to be one. */
function statusesOf({ answers, measured }: Retention): string | undefined {
  if (answers === undefined) return undefined;
  const { fresh, control } = answers;
  const parts = [
    answersIn(fresh) > 0 && `fresh ${mixInWords(fresh)}`,
    answersIn(control) > 0 && `control ${mixInWords(control)}`,
  ];
  return `${parts.filter(Boolean).join('; ')}${measured === undefined ? '' : PATHS[measured]}`;
}

/** What answers alone gave away, in a run that read no memory. */
function answersOf({ residency }: Retention): [string, string][] {
  if (residency === undefined) return [];
  const share = (fraction: number) => `${Math.round(Math.min(1, Math.max(0, fraction)) * 100)} %`;
  const { keptAfter, keptAfterSilence: silence, costGrowth: cost } = residency;
  return [
    ...row('told by', residency.oracle === 'none' ? 'nothing in the responses' : residency.oracle),
    ...row(
      'known after',
      keptAfter.length > 0 &&
        keptAfter
          .map(({ identities, fraction }) => `${identities.toLocaleString('en')} others ${share(fraction)}`)
          .join(', '),
    ),
    ...row('in silence', silence && `${share(silence.fraction)} known after ${silence.seconds} s`),
    ...row(
      'time',
      cost?.grows &&
        `a response took ${cost.beforeMs.toFixed(2)} ms before and ${cost.afterMs.toFixed(2)} ms after`,
    ),
  ];
}

function row(name: string, says: string | false | undefined): [string, string][] {
  return says ? [[name, says]] : [];
}

/** One line: verdict, figure, size of the sample. */
export function inShort(retention: Retention): string {
  const figures = new Map(figuresOf(retention));
  return [
    `${headlineOf(retention)} (${retention.verdict})`,
    figures.get('kept'),
    `sent ${figures.get('sent')}`,
  ]
    .filter(Boolean)
    .join('; ');
}
