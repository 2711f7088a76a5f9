import { styleText } from 'node:util';
import { clip } from '../report/layout.ts';
import { withoutCommands } from '../report/runner-commands.ts';
import type { ScanEvent } from '../scan.ts';
import type { RetentionWatch } from './retention-progress.ts';
import { watchRetention } from './retention-progress.ts';

/** Shows how a scan goes, on standard error. */
export interface Progress {
  show(event: ScanEvent): void;
  /** Clears what it drew; the report comes next. */
  end(): void;
}

/** One line of words, drawn again and again, or written whenever a step begins. */
export interface Drawn {
  step(): void;
  end(): void;
}

export const SILENT: Progress = { show() {}, end() {} };

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 80;

/** A line that is drawn over and over on a terminal, with the time that has passed. */
export function redrawnLine(stream: NodeJS.WriteStream, colour: boolean, line: () => string): Drawn {
  const started = performance.now();
  let frame = 0;
  const draw = () => {
    frame = (frame + 1) % FRAMES.length;
    const spinner = colour
      ? styleText('cyan', FRAMES[frame] ?? '', { validateStream: false })
      : FRAMES[frame];
    const time = ` · ${passed(started)}`;
    const room = (stream.columns || 80) - 4 - time.length;
    stream.write(`\r\x1b[2K${spinner} ${clip(line(), room)}${time}`);
  };
  const timer = setInterval(draw, FRAME_MS);
  timer.unref();
  return {
    step() {},
    end() {
      clearInterval(timer);
      stream.write('\r\x1b[2K');
    },
  };
}

/** Columns of a line in a log: more is cut, and would wrap on most terminals that show it. */
const LOG_COLUMNS = 80;

function logged(stream: NodeJS.WritableStream, line: string): void {
  stream.write(`${withoutCommands(clip(`middlebrick: ${line}`, LOG_COLUMNS), 'words')}\n`);
}

/** A whole line for each step, for logs and pipes. */
export function plainLines(stream: NodeJS.WritableStream, line: () => string): Drawn {
  const started = performance.now();
  let begun = false;
  const write = () => {
    const time = ` · ${passed(started)}`;
    logged(stream, `${clip(line(), LOG_COLUMNS - 'middlebrick: '.length - time.length)}${time}`);
  };
  return {
    step() {
      begun = true;
      write();
    },
    // What never began has nothing to sum up: the reason follows.
    end() {
      if (begun) write();
    },
  };
}

function passed(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

interface State {
  phase: string;
  operations: number;
  rules: number;
  done: number;
  reported: number;
  requests: number;
  /** Set once the checks are done and memory is measured. */
  retention?: RetentionWatch;
}

export function terminalProgress(stream: NodeJS.WriteStream, colour: boolean): Progress {
  const state: State = {
    phase: 'Looking around',
    operations: 0,
    rules: 0,
    done: 0,
    reported: 0,
    requests: 0,
  };
  const drawn = redrawnLine(stream, colour, () => state.retention?.line() ?? describe(state));
  return {
    show(event) {
      follow(state, event);
    },
    end: drawn.end,
  };
}

/** A few whole lines, for logs and pipes. */
export function plainProgress(stream: NodeJS.WritableStream): Progress {
  const state: State = { phase: '', operations: 0, rules: 0, done: 0, reported: 0, requests: 0 };
  // What the API is was said when it was found.
  const checks = plainLines(stream, () => figures(state));
  const memory = plainLines(stream, () => state.retention?.line() ?? '');
  return {
    show(event) {
      const step = follow(state, event);
      if (event.type === 'discovering') logged(stream, `looking around at ${event.url}`);
      if (event.type === 'discovered') {
        logged(stream, `${state.phase}, ${event.rules} rules`);
      }
      if (event.type === 'retention' && step) memory.step();
    },
    end() {
      if (state.rules > 0) checks.step();
    },
  };
}

/** True when a step of the retention probe begins. */
function follow(state: State, event: ScanEvent): boolean {
  if (event.type === 'discovered') {
    const { framework, operations } = event.surface;
    state.phase = `${framework?.name ?? 'API'}, ${operations.length} operations`;
    state.operations = operations.length;
    state.rules = event.rules;
  } else if (event.type === 'rule-done') {
    state.done += 1;
    state.requests = event.requests;
    if (event.status === 'failed') state.reported += 1;
  } else if (event.type === 'retention') {
    state.retention ??= watchRetention();
    return state.retention.follow(event.event);
  }
  return false;
}

function describe(state: State): string {
  if (state.rules === 0) return state.phase;
  // The framework's name would push the figures out of 80 columns.
  return `${state.operations} operations · ${figures(state)}`;
}

function figures({ done, rules, reported, requests }: State): string {
  return `${done} of ${rules} rules ran · ${reported} reported · ${requests} requests`;
}
