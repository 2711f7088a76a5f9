import { axisBytes, type Chart, chartOf, labelOf } from './chart-model.ts';
import type { RetentionResult } from './result.ts';

export interface TextChartOptions {
  /** Columns, at least 40; 80 without it. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** Plain ASCII for terminals without Unicode. */
  readonly ascii?: boolean | undefined;
}

const BLOCKS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const ASCII_BLOCKS = [' ', '.', ':', '#'];
const AXIS = 11;

/** Memory by phase as lines of text, without colour; empty when no memory was read. */
export function memoryChartText(
  result: Pick<RetentionResult, 'curve' | 'phases'>,
  options: TextChartOptions = {},
): string {
  const chart = chartOf(result);
  if (chart === undefined) return '';
  const columns = Math.max(40, options.width ?? 80) - AXIS - 1;
  const height = Math.max(3, options.height ?? 10);
  const blocks = options.ascii ? ASCII_BLOCKS : BLOCKS;
  const levels = levelsPerColumn(chart, columns);
  const rows: string[] = [];
  for (let row = height - 1; row >= 0; row--) {
    const cells = levels.map((level) => {
      const filled = Math.max(0, Math.min(1, level * height - row));
      // The lowest row always shows something, so that a column without growth is not a hole.
      const step = Math.round(filled * (blocks.length - 1));
      return blocks[row === 0 ? Math.max(1, step) : step] ?? ' ';
    });
    rows.push(axisLabel(chart, row, height, options.ascii === true) + cells.join('').trimEnd());
  }
  const corner = options.ascii ? '+' : '└';
  rows.push(`${' '.repeat(AXIS - 1)}${corner}${phaseLine(chart, columns, options.ascii === true)}`);
  rows.push(`${' '.repeat(AXIS)}${phaseNames(chart, columns)}`.trimEnd());
  return rows.join('\n');
}

/** Share of the height per column, 0 to 1: the mean of its samples, or the column before it. */
function levelsPerColumn(chart: Chart, columns: number): number[] {
  const sums = Array.from({ length: columns }, () => ({ sum: 0, count: 0 }));
  for (const { at, bytes } of chart.points) {
    const cell = sums[Math.min(columns - 1, Math.floor((at / chart.seconds) * columns))];
    if (cell === undefined) continue;
    cell.sum += (bytes - chart.lowBytes) / (chart.highBytes - chart.lowBytes);
    cell.count += 1;
  }
  let last = sums.find(({ count }) => count > 0);
  return sums.map((cell) => {
    if (cell.count > 0) last = cell;
    return last === undefined ? 0 : last.sum / last.count;
  });
}

function axisLabel(chart: Chart, row: number, height: number, ascii: boolean): string {
  const apart = chart.highBytes - chart.lowBytes;
  const bytes = row === height - 1 ? chart.highBytes : row === 0 ? chart.lowBytes : undefined;
  const text = bytes === undefined ? '' : axisBytes(bytes, apart, chart.highBytes);
  return `${text.padStart(AXIS - 2)} ${ascii ? '|' : '│'}`;
}

/** Thick where fresh credentials come in: the eye compares growth with cause. */
function phaseLine(chart: Chart, columns: number, ascii: boolean): string {
  const strokes = ascii ? { fresh: '=', same: '-', idle: '.' } : { fresh: '━', same: '─', idle: '┄' };
  return Array.from({ length: columns }, (_, column) => {
    const at = ((column + 0.5) / columns) * chart.seconds;
    const phase = chart.phases.find(({ start, end }) => at >= start && at < end);
    return phase === undefined ? ' ' : strokes[phase.arm];
  }).join('');
}

function phaseNames(chart: Chart, columns: number): string {
  const line = Array.from({ length: columns }, () => ' ');
  let free = 0;
  for (const { arm, start, end } of chart.phases) {
    const label = labelOf(arm);
    const [from, to] = [start, end].map((at) => Math.round((at / chart.seconds) * columns)) as [
      number,
      number,
    ];
    if (to - from < label.length || from < free) continue;
    [...label].forEach((character, index) => {
      line[from + index] = character;
    });
    free = from + label.length + 1;
  }
  return line.join('');
}
