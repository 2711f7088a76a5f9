import { memoryInWords } from '../../memory-in-words.ts';
import type { Retention } from '../../result.ts';
import { inTime } from '../../time-in-words.ts';
import { unitOf } from './units.ts';

type Row = [name: string, says: string];

const FROM: Readonly<Record<NonNullable<Retention['outlook']>['limitFrom'], string>> = {
  given: 'as given',
  container: 'the limit of its container',
  assumed: 'assumed: --memory-limit says what it has',
};
/** Kinds as people call them. */
const KINDS: Readonly<Record<NonNullable<Retention['findings'][number]['container']>['kind'], string>> = {
  map: 'a map or list',
  cache: 'a cache without a bound',
  limiter: 'a rate limiter’s table',
  'session-store': 'a session store',
  'metrics-labels': 'labels of a metric',
  'log-context': 'a log, list or queue',
  task: 'tasks that wait',
  connection: 'the state of connections',
};

/** What grows, what an attacker needs, and how long ordinary traffic takes. */
export function outlookRows(retention: Retention): Row[] {
  const { outlook, findings } = retention;
  const container = findings.find((finding) => finding.container)?.container;
  return [
    ...(container
      ? [
          [
            'grows in',
            `${container.certainty === 'shown' ? '' : 'probably '}${KINDS[container.kind]}: ${container.why}`,
          ] satisfies Row,
        ]
      : []),
    ...(outlook ? attackRows(retention, outlook) : []),
  ];
}

function attackRows(retention: Retention, outlook: NonNullable<Retention['outlook']>): Row[] {
  const units = `${unitOf(retention)}s`;
  const { roomBytes, limitBytes, attackPerSecond, attackSeconds, ordinary } = outlook;
  const limit = memoryInWords(limitBytes);
  const room = roomBytes < limitBytes ? `${memoryInWords(roomBytes)} free of ${limit}` : limit;
  const slow = Math.max(1, Math.ceil(outlook.perSecondToFillInAnHour)).toLocaleString('en');
  return [
    [
      'attack',
      `${room} (${FROM[outlook.limitFrom]}): full after ${between(attackSeconds)} at ${attackPerSecond.toLocaleString('en')} ${units} a second; ${slow} a second fill it in an hour`,
    ],
    ...(ordinary
      ? [
          [
            'by itself',
            `out of memory after ${between({ least: ordinary.hours.least * 3_600, most: ordinary.hours.most * 3_600 })} at ${ordinary.perHour.toLocaleString('en')} new ${units} an hour`,
          ] satisfies Row,
        ]
      : []),
  ];
}

function between({ least, most }: { readonly least: number; readonly most: number }): string {
  const [from, to] = [inTime(least), inTime(most)];
  const [count, unit] = from.split(' ');
  return from === to ? `about ${from}` : `${to.endsWith(` ${unit}`) ? count : from} to ${to}`;
}
