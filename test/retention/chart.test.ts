import { describe, expect, test } from 'vitest';
import { memoryChartSvg } from '../../src/retention/chart-svg.ts';
import { memoryChartText } from '../../src/retention/chart-text.ts';
import { judgeTrace } from '../../src/retention/judge.ts';
import { recordedTraces } from './recorded-traces.ts';

const judged = (target: string) => {
  const run = recordedTraces().find((candidate) => candidate.target === target);
  if (run === undefined) throw new Error(target);
  return judgeTrace(run.as('A'));
};

describe('the memory curve as text', () => {
  test('fits 80 columns, climbs for a leak and names its phases', () => {
    const lines = memoryChartText(judged('rs-map')).split('\n');
    expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(80);
    expect(lines).toHaveLength(12);
    expect(lines[0]).toMatch(/^ +9\d\.\d MiB │ +[▁-█]+$/);
    expect(lines.at(-2)).toMatch(/━.*┄.*━/);
    expect(lines.at(-1)).toMatch(/FRESH +idle +FRESH +FRESH +idle/);
  });

  test('is a low flat line for a clean service', () => {
    const lines = memoryChartText(judged('rs-none')).split('\n');
    expect(lines[0]).toMatch(/MiB │$/);
    expect(lines[9]).toMatch(/█{60}/);
  });

  test('has an ASCII form', () => {
    const text = memoryChartText(judged('rs-map'), { ascii: true, width: 60 });
    expect(text).toMatch(/^[\x20-\x7e\n]+$/);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  test('is empty without memory', () => {
    expect(memoryChartText({ curve: [], phases: [] })).toBe('');
    expect(memoryChartSvg({ ...judged('rs-map'), curve: [] })).toBe('');
  });
});

describe('the memory curve as SVG', () => {
  test('shades the waves, follows the page colours and holds no number that is not finite', () => {
    const svg = memoryChartSvg(judged('rs-map'));
    expect(svg.match(/<rect /g)).toHaveLength(3);
    expect(svg).toContain('currentColor');
    expect(svg).toContain('unbounded-growth</title>');
    expect(svg).not.toMatch(/NaN|Infinity|<script|style=|#[0-9a-f]{3}/);
    expect(svg.length).toBeLessThan(12_000);
  });
});
