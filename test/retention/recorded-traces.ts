import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type RetentionTrace, TRACE_FORMAT } from '../../src/retention/trace.ts';
import type { MemoryClass, PhaseName, Runtime } from '../../src/retention/vocabulary.ts';

const FOLDER = new URL('traces/', import.meta.url);

interface Progress {
  requests: number;
  credentials: number;
  connections: number;
}

interface Recording {
  target: string;
  run: number;
  runtime: Runtime;
  arm: 'credential' | 'connection' | 'certificate';
  credentialBytes: number;
  truth: { kind: string; bytes: number | null; per: string };
  phases: {
    name: PhaseName;
    arm: 'same' | 'fresh' | 'idle';
    start: number;
    end: number;
    requests: [number, number];
    credentials: [number, number];
    connections: [number, number];
    slices: ({ at: number } & Progress)[];
  }[];
  columns: string[];
  samples: (number | string | null)[][];
}

export interface Recorded {
  readonly file: string;
  readonly target: string;
  readonly run: number;
  readonly runtime: Runtime;
  readonly truth: Recording['truth'];
  /** The recording as the probe would have written it; class D reads resident memory whatever the runtime. */
  as(memoryClass: MemoryClass): RetentionTrace;
}

/** All recorded runs, in the order of their names. */
export function recordedTraces(): Recorded[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json.gz'))
    .sort()
    .map((file) => {
      const recording: Recording = JSON.parse(gunzipSync(readFileSync(new URL(file, FOLDER))).toString());
      const { target, run, runtime, truth } = recording;
      return { file, target, run, runtime, truth, as: (memoryClass) => convert(recording, memoryClass) };
    });
}

function convert(recording: Recording, memoryClass: MemoryClass): RetentionTrace {
  const identities = recording.arm === 'connection' ? 'connections' : 'credentials';
  const column = (name: string) => recording.columns.indexOf(name);
  const memory = column(memoryClass === 'B' ? 'heapUsedBytes' : 'anonymousBytes');
  const number = (row: (number | string | null)[], index: number) => Number(row[index] ?? Number.NaN);
  return {
    ...TRACE_FORMAT,
    target: recording.target,
    arm: recording.arm,
    memoryClass,
    runtime: recording.runtime,
    source: 'recording',
    profile: 'full',
    credentialBytes: recording.credentialBytes,
    phases: recording.phases.map(({ name, arm, start, end, requests, slices, ...phase }) => ({
      name,
      arm,
      start,
      end,
      requests,
      identities: phase[identities],
      cuts: slices.map((slice) => ({
        at: slice.at,
        requests: slice.requests,
        identities: slice[identities],
      })),
    })),
    samples: recording.samples
      .map((row) => ({
        at: number(row, column('seconds')),
        phase: (row[column('phase')] === 'idle0' ? 'start' : row[column('phase')]) as PhaseName,
        requests: number(row, column('requests')),
        identities: number(row, column(identities)),
        bytes: number(row, memory),
        ...(memoryClass === 'B' && { collections: number(row, column('majorCollections')) }),
      }))
      .filter((sample) => Number.isFinite(sample.bytes)),
    notes: [],
  };
}
