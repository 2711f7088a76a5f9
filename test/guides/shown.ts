import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { asOutput, markedText, replaceMarked } from '../../scripts/guide-marks.ts';
import { clip } from '../../src/report/layout.ts';
import { placesInShort } from '../../src/report/words.ts';
import type { Finding } from '../../src/result.ts';

const COLUMNS = 76;
const LABEL = 12;
/** A token or a header of several hundred characters says no more than its start. */
const LONGEST_WORD = COLUMNS - LABEL - 4;

/**
 * Holds the output in a rule's guide to what the rule's first firing row has just given.
 * With UPDATE_GUIDES=1 it is written instead. A rule has one test file, so that no two write one page.
 */
export function expectShown(rule: string, finding: Finding | undefined): void {
  expect(finding, 'a finding to show').toBeDefined();
  if (finding) expectShownText(rule, asText(finding));
}

/** The same for output of another kind. */
export function expectShownText(folder: string, text: string): void {
  const path = `guides/${folder}/any.md`;
  if (!existsSync(path)) return;
  const page = readFileSync(path, 'utf8');
  const shown = asOutput(text);
  if (process.env.UPDATE_GUIDES && markedText(page, 'shown') !== shown) {
    // Whole or not at all: another scan may be reading the page.
    writeFileSync(`${path}.part`, replaceMarked(page, 'shown', shown));
    renameSync(`${path}.part`, path);
  } else {
    expect(shown, `${path}: UPDATE_GUIDES=1 npx vitest run writes it`).toBe(markedText(page, 'shown'));
  }
}

/** One finding as a person reads it, with what differs from run to run made the same. */
function asText(finding: Finding): string {
  const { control } = finding;
  const rows: [string, string][] = [
    ['severity', finding.severity],
    ['confidence', finding.confidence],
    ['where', placesInShort(finding)],
    ['seen', finding.locations[0]?.evidenceSummary ?? ''],
    ...(control ? [['control', 'fact' in control ? control.fact : control.note] as [string, string]] : []),
    ['replay', finding.evidence[0]?.curl ?? ''],
  ];
  return [
    clip(finding.title, COLUMNS),
    '',
    ...rows.flatMap(([label, value]) => labelled(label, normalised(value))),
  ].join('\n');
}

function labelled(label: string, value: string): string[] {
  // A shell takes a line up again after a backslash, but only between two words of its own.
  const [words, end] = label === 'replay' ? [shellWords(value), ' \\'] : [value.split(/\s+/), ''];
  const lines: string[] = [];
  for (const word of words.map((one) => clip(one, LONGEST_WORD))) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length + end.length > COLUMNS - LABEL) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map(
    (line, at) => `${(at === 0 ? label : '').padEnd(LABEL)}${line}${at < lines.length - 1 ? end : ''}`,
  );
}

/** Words as a shell cuts them: quotes hold their spaces together. */
function shellWords(command: string): string[] {
  return [...command.matchAll(/(?:'[^']*'|\\'|[^\s'])+/g)].map(([word]) => word);
}

/** Ports, clocks, random values: each becomes one that looks like it. */
function normalised(value: string): string {
  return (
    value
      .replace(/(https:\/\/[\w.-]+):\d{4,5}\b/g, '$1:8443')
      .replace(/\b(127\.0\.0\.1|localhost|[\w-]+\.example):(?!8443)\d{4,5}\b/g, '$1:8080')
      .replace(
        /\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/g,
        'Thu, 01 Jan 2026 00:00:00 GMT',
      )
      .replace(/\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '2026-01-01T00:00:00Z')
      .replace(/\b20\d\d-\d\d-\d\d\b/g, '2026-01-01')
      .replace(/\beyJ[\w-]{8,}[\w.[\]-]*/g, 'eyJhbGciOi…')
      .replace(/\bmb-?[0-9a-f]{8,}\b/g, 'mb…')
      .replace(/\bMb1![0-9a-f]{12}\b/g, 'Mb1!…')
      // What is left to see of a session that the lab gave.
      .replace(/\b[0-9a-f]{4}(…\(24 characters\))/g, 'f3a9$1')
      // Numbers that a service counts up, whoever asks first.
      .replace(/\/notes\/n\d+\b/g, '/notes/n3')
      .replace(/([?&]mb=)\d+/g, '$1…')
      .replace(/\b198\.1[89]\.\d+\.\d+\b/g, '198.18.0.1')
      // How many it takes until a pattern is slow, the machine says.
      .replace(/\ba{12,}!/g, 'aaaaaaaaaaaa…!')
      .replace(/\b\d+(?:\.\d+)? ms\b/g, '… ms')
      .replace(/\b\d+\.\d+ s\b/g, '… s')
  );
}
