import type { RootCause } from '../findings/root-causes.ts';
import type { ScanResult } from '../result.ts';
import type { ReportContext } from './context.ts';

/** A thing to do after reading, and the command that does it. */
export interface NextStep {
  readonly what: string;
  readonly command: string;
}

/** What a reader of the summary does next; without a kept result, what the scan itself can write. */
export function nextSteps(
  result: ScanResult,
  causes: readonly RootCause[],
  { kept }: Pick<ReportContext, 'kept'>,
): NextStep[] {
  const [first] = causes;
  return [
    { what: 'Full report', command: reportCommand(kept, 'html=report.html') },
    ...(first?.leader.guide ? [{ what: 'How to fix', command: first.leader.guide.command }] : []),
    ...(kept && first
      ? [
          { what: 'Test a fix', command: `middlebrick replay ${first.leader.fingerprint}` },
          {
            what: 'After the next scan',
            command: `middlebrick compare ${kept.name === 'last' ? result.id.slice(0, 8) : kept.name} last`,
          },
        ]
      : []),
  ];
}

/** The command that writes a report of this result in another format. */
export function reportCommand(kept: ReportContext['kept'], format: string): string {
  return kept
    ? `middlebrick report ${kept.name} --format ${format}`
    : `middlebrick scan … --format ${format}`;
}
