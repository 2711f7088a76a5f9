import { styleText } from 'node:util';
import type { ScanEvent } from '../scan.ts';

/** Shows how a scan goes, on standard error. */
export interface Progress {
  show(event: ScanEvent): void;
  /** Clears what it drew; the report comes next. */
  end(): void;
}

export const SILENT: Progress = { show() {}, end() {} };

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 80;

interface State {
  phase: string;
  rules: number;
  done: number;
  failed: number;
  requests: number;
}

/** One line that is drawn over and over on a terminal. */
export function terminalProgress(stream: NodeJS.WriteStream, colour: boolean): Progress {
  const state: State = { phase: 'Looking around', rules: 0, done: 0, failed: 0, requests: 0 };
  const started = performance.now();
  let frame = 0;
  const draw = () => {
    frame = (frame + 1) % FRAMES.length;
    const spinner = colour
      ? styleText('cyan', FRAMES[frame] ?? '', { validateStream: false })
      : FRAMES[frame];
    const room = (stream.columns ?? 80) - 4;
    stream.write(`\r\x1b[2K${spinner} ${describe(state, performance.now() - started).slice(0, room)}`);
  };
  const timer = setInterval(draw, FRAME_MS);
  timer.unref();
  return {
    show(event) {
      follow(state, event);
    },
    end() {
      clearInterval(timer);
      stream.write('\r\x1b[2K');
    },
  };
}

/** A few whole lines, for logs and pipes. */
export function plainProgress(stream: NodeJS.WritableStream): Progress {
  const state: State = { phase: '', rules: 0, done: 0, failed: 0, requests: 0 };
  const started = performance.now();
  return {
    show(event) {
      follow(state, event);
      if (event.type === 'discovering') stream.write(`middlebrick: looking around at ${event.url}\n`);
      if (event.type === 'discovered') {
        stream.write(`middlebrick: ${state.phase}, ${event.rules} rules\n`);
      }
    },
    end() {
      stream.write(`middlebrick: ${describe(state, performance.now() - started)}\n`);
    },
  };
}

function follow(state: State, event: ScanEvent): void {
  if (event.type === 'discovered') {
    const { framework, operations } = event.surface;
    state.phase = `${framework?.name ?? 'API'}, ${operations.length} operations`;
    state.rules = event.rules;
  } else if (event.type === 'rule-done') {
    state.done += 1;
    state.requests = event.requests;
    if (event.status === 'failed') state.failed += 1;
  }
}

function describe(state: State, elapsedMs: number): string {
  const seconds = `${(elapsedMs / 1000).toFixed(1)} s`;
  if (state.rules === 0) return `${state.phase} · ${seconds}`;
  return `${state.phase} · ${state.done} of ${state.rules} rules · ${state.failed} failed · ${state.requests} requests · ${seconds}`;
}
