import { pino, stdSerializers } from 'pino';
import { createRedactor } from '../../redaction/redactor.ts';
import { oneLine } from '../../report/layout.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, unknown>>;

/** Says one thing; as a warning where no level is named. */
export type Log = (says: string, fields?: LogFields, level?: LogLevel) => void;

export interface LogOptions {
  readonly level: LogLevel;
  /** A line for people to read; else JSON, a line each, for programs. */
  readonly isTerminal: boolean;
  readonly write: (line: string) => void;
}

/** Whatever a caller puts into a line: these never leave, at the top or one level below. */
const NEVER = [
  'key',
  'token',
  'secret',
  'password',
  'authorization',
  'cookie',
  'set-cookie',
  'body',
  'headers',
];
/** A hostile answer in an error's message is no reason for a line of a megabyte. */
const LONGEST = 4_000;
/** Of a line for people: the rest is in the JSON form. */
const FOR_PROGRAMS: ReadonlySet<string> = new Set(['level', 'time', 'says', 'pid', 'stack', 'request']);

export function createLog({ level, isTerminal, write }: LogOptions): Log {
  const redactor = createRedactor([]);
  const clean = (text: string) => redactor.text(text.slice(0, LONGEST));
  const logger = pino(
    {
      level,
      messageKey: 'says',
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: stdSerializers.err },
      redact: { paths: NEVER.flatMap((name) => [`["${name}"]`, `*["${name}"]`]), censor: '[redacted]' },
    },
    { write: (line: string) => write(isTerminal ? forPeople(line) : line) },
  );
  return (says, fields = {}, of = 'warn') => {
    if (!logger.isLevelEnabled(of)) return;
    const cleaned = Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? clean(value) : value,
    ]);
    logger[of](Object.fromEntries(cleaned), clean(says));
  };
}

/** `12:00:01 warn  database: terminating connection  scan=…`: on one line, whoever's words are in it. */
function forPeople(line: string): string {
  const entry = JSON.parse(line) as Record<string, unknown>;
  const more = Object.entries(entry)
    .filter(([name, value]) => !FOR_PROGRAMS.has(name) && typeof value !== 'object')
    .map(([name, value]) => `${name}=${value}`);
  const time = new Date(`${entry.time}`).toTimeString().slice(0, 'hh:mm:ss'.length);
  const words = [time, `${entry.level}`.padEnd('error'.length), `${entry.says}`, ...more].join(' ');
  return `${oneLine(words)}\n`;
}
