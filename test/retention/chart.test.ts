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

describe('labels never meet, whatever was measured', () => {
  const MIB = 1024 * 1024;
  const charts = [1, 3, 11, 12, 60, 400].flatMap((phases) =>
    [0.2, 9.7, 99.9, 250, 999, 4_000, 120_000].flatMap((base) =>
      [0, 0.4, 3, 90, 4_000].map((grown) => ({ phases, base, grown })),
    ),
  );
  const map = judged('rs-map');
  const drawn = ({ phases, base, grown }: (typeof charts)[number]) => {
    const arms = ['same', 'fresh', 'same', 'idle'] as const;
    const listed = Array.from({ length: phases }, (_, index) => ({
      name: 'w1' as const,
      arm: arms[index % arms.length] ?? 'same',
      // Uneven, as phases are.
      start: index * 2 + (index % 3) * 0.5,
      end: (index + 1) * 2 + ((index + 1) % 3) * 0.5,
      requests: 1,
      identities: 1,
    }));
    const seconds = listed.at(-1)?.end ?? 1;
    const curve = Array.from({ length: 200 }, (_, index) => ({
      at: (index / 199) * seconds,
      bytes: (base + (grown * index) / 199) * MIB,
      identities: index,
    }));
    return { ...map, phases: listed, curve };
  };

  test('in 80 columns, the axis straight and its two marks told apart', () => {
    for (const chart of charts) {
      const lines = memoryChartText(drawn(chart), { width: 80 }).split('\n');
      const says = JSON.stringify(chart);
      expect(Math.max(...lines.map((line) => [...line].length)), says).toBeLessThanOrEqual(80);
      expect(new Set(lines.slice(0, 10).map((line) => line.indexOf('│'))), says).toEqual(new Set([10]));
      expect(lines[0]?.slice(0, 10).trim(), says).not.toBe(lines[9]?.slice(0, 10).trim());
      expect(lines.at(-1), says).toMatch(/^ *(?:(?:FRESH|same|idle)(?: |$) *)*$/);
    }
  });

  test('and as a picture', () => {
    for (const chart of charts) {
      const svg = memoryChartSvg(drawn(chart));
      const texts = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)">([^<]+)</g)];
      const boxes = texts.map(([, x, y, anchor, says = '']) => {
        // Eleven pixels high, six and a half wide at most.
        const width = says.length * 6.5;
        const left = Number(x) - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0);
        return { says, left, right: left + width, y: Number(y) };
      });
      const marks = boxes.filter(({ says }) => / [MG]iB$/.test(says)).map(({ says }) => says);
      expect(new Set(marks).size, JSON.stringify(chart)).toBe(marks.length);
      for (const [at, one] of boxes.entries()) {
        expect(one.left, `${JSON.stringify(chart)} ${one.says}`).toBeGreaterThanOrEqual(0);
        for (const other of boxes.slice(at + 1))
          if (Math.abs(one.y - other.y) < 11 && one.left < other.right && other.left < one.right)
            expect(`${one.says} ${other.says}`, JSON.stringify(chart)).toBe('apart');
      }
    }
  });
});
