const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/** Columns: a line of 80 holds the step and the figures beside it. */
const COLUMNS = 24;
/** A line that moves by less than this is flat, bytes: noise must not fill the picture. */
const LEAST_SPAN = 2 * 1024 * 1024;

/** Memory so far as one short line, however long it goes on: neighbours are joined when the line is full. */
export class CurveInLine {
  private columns: number[] = [];
  private perColumn = 1;
  private open = { sum: 0, count: 0 };

  add(bytes: number): void {
    this.open.sum += bytes;
    this.open.count += 1;
    if (this.open.count < this.perColumn) return;
    this.columns.push(this.open.sum / this.open.count);
    this.open = { sum: 0, count: 0 };
    if (this.columns.length <= COLUMNS) return;
    this.columns = this.columns.flatMap((value, index) =>
      index % 2 === 0 ? [(value + (this.columns[index + 1] ?? value)) / 2] : [],
    );
    this.perColumn *= 2;
  }

  text(): string {
    const low = Math.min(...this.columns);
    const span = Math.max(LEAST_SPAN, Math.max(...this.columns) - low);
    return this.columns
      .map((value) => BARS[Math.min(BARS.length - 1, Math.floor(((value - low) / span) * BARS.length))])
      .join('');
  }
}
