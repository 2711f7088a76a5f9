import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { PARSED_LANGUAGES } from '../../src/guides/fences.ts';
import type { Readings } from './readings.ts';
import { goReadings, javaReadings, jsonReadings, phpReadings, rustReadings } from './readings.ts';
import type { Sample } from './samples.ts';
import { samplesIn } from './samples.ts';

/** Samples that no build covers are read by their language’s own parser; all of a language in one run. */
interface Tool {
  readonly language: string;
  readonly extension: string;
  readonly command: readonly [string, ...string[]];
  /** Exits with 0 where the tool is at hand. */
  readonly version: readonly string[];
  readonly readings: Readings;
}

const asIs: Readings = (text) => [text];
const parser = (name: string) => join(import.meta.dirname, 'parsers', name);
const TOOLS: readonly Tool[] = [
  {
    language: 'python',
    extension: 'py',
    command: ['python3', parser('parse_samples.py')],
    version: ['--version'],
    readings: asIs,
  },
  {
    language: 'go',
    extension: 'go',
    command: ['gofmt', '-e', '-l'],
    version: ['-h'],
    readings: goReadings,
  },
  {
    language: 'rust',
    extension: 'rs',
    command: ['rustfmt', '--edition', '2024', '--check', '-l'],
    version: ['--version'],
    readings: rustReadings,
  },
  {
    language: 'java',
    extension: 'java',
    command: ['java', parser('ParseSamples.java')],
    version: ['-version'],
    readings: javaReadings,
  },
  {
    language: 'ruby',
    extension: 'rb',
    command: ['ruby', parser('parse-samples.rb')],
    version: ['--version'],
    readings: asIs,
  },
  {
    language: 'php',
    extension: 'php',
    command: ['php', parser('parse-samples.php')],
    version: ['--version'],
    readings: phpReadings,
  },
];

describe.each(TOOLS)('$language', (tool) => {
  const [program] = tool.command;
  if (spawnSync(program, tool.version).error) {
    test.skip(`${program} is not on this machine: no sample in ${tool.language} was parsed`);
    return;
  }
  test(`every sample parses (${program})`, () => {
    expect(refused(samplesIn(tool.language), tool)).toEqual([]);
  });
  test('what is broken is refused', () => {
    expect(refused([{ place: 'broken', text: 'this ((( is: no {{ code' }], tool)).toHaveLength(1);
  });
});

/** Samples of which no reading parses, with what the tool said of the first. */
function refused(samples: readonly Sample[], tool: Tool): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'guide-samples-'));
  try {
    const files = samples.map(({ text }, at) =>
      tool.readings(text).map((reading, way) => {
        const file = join(folder, `s${at}w${way}.${tool.extension}`);
        writeFileSync(file, `${reading}\n`);
        return file;
      }),
    );
    const [program, ...args] = tool.command;
    const { stdout, stderr, error } = spawnSync(program, [...args, ...files.flat()], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (error) throw error;
    // gofmt and rustfmt name files that are only laid out differently as well, on a line without more.
    const complaints = `${stdout}\n${stderr}`.split('\n').filter((line) => /\.\w+:\s?\S/.test(line));
    const against = (file: string) => complaints.find((line) => line.includes(`${file}:`));
    return samples.flatMap(({ place }, at) => {
      const ways = files[at] ?? [];
      return ways.every(against) ? [`${place}: ${against(ways[0] ?? '')?.replace(`${folder}/`, '')}`] : [];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each(['js', 'ts', 'tsx'])('%s: every sample parses', (language) => {
  const said = samplesIn(language).flatMap(({ place, text }) => {
    const { diagnostics = [] } = ts.transpileModule(text, {
      fileName: `sample.${language}`,
      reportDiagnostics: true,
      compilerOptions: { target: ts.ScriptTarget.ESNext, experimentalDecorators: true },
    });
    return diagnostics.map(
      ({ messageText }) => `${place}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
  expect(said).toEqual([]);
});

test('json: every sample parses', () => {
  const bad = samplesIn('json').filter(
    ({ text }) =>
      !jsonReadings(text).some((reading) => {
        try {
          JSON.parse(reading);
          return true;
        } catch {
          return false;
        }
      }),
  );
  expect(bad.map(({ place }) => place)).toEqual([]);
});

test('yaml: every sample parses', () => {
  const said = samplesIn('yaml').flatMap(({ place, text }) =>
    [...parseAllDocuments(text)].flatMap(({ errors }) => errors.map(({ message }) => `${place}: ${message}`)),
  );
  expect(said).toEqual([]);
});

test('every language that a guide calls parsed is parsed here', () => {
  const covered = [...TOOLS.map(({ language }) => language), 'js', 'ts', 'tsx', 'json', 'yaml'];
  expect(covered.sort()).toEqual([...PARSED_LANGUAGES].sort());
});
