import type { Command } from 'commander';
import { ScanError } from '../errors.ts';
import { SHARED_FLAGS } from './retention-settings.ts';
import type { ScanFlags } from './scan-options.ts';
import { addScanOptions } from './scan-options.ts';

/** Flags of `replay` as commander hands them over. */
export type ReplayFlags = ScanFlags & { readonly from?: string; readonly url?: string };

/** Rule, place and mode are the finding's, and one answer comes out: here these flags of `scan` would do nothing. */
const WITHOUT_EFFECT = {
  include: '--include',
  exclude: '--exclude',
  active: '--active',
  dryRun: '--dry-run',
  retention: '--retention',
  retentionTarget: '--retention-target',
  retentionEndpoint: '--retention-endpoint',
  retentionTrace: '--retention-trace',
  ...SHARED_FLAGS,
  format: '--format',
  routeFile: '--route-file',
  sarifCategory: '--sarif-category',
  upload: '--upload',
  threshold: '--threshold',
  failOn: '--fail-on',
  allowPartialCoverage: '--allow-partial-coverage',
  baseline: '--baseline',
  newOnly: '--new-only',
  keepResults: '--keep-results',
  keepDays: '--keep-days',
} as const satisfies Partial<Record<keyof ScanFlags, string>>;

/** True of any replay: not shown, and no mistake. */
const ALWAYS_SO = ['save', 'quiet', 'color'];

/** Adds the flags of `replay`: those of `scan` that it heeds, and where the finding is taken from. */
export function addReplayOptions(command: Command): Command {
  addScanOptions(command);
  for (const option of command.options) {
    const name = option.attributeName();
    if (name in WITHOUT_EFFECT || ALWAYS_SO.includes(name)) option.hideHelp();
  }
  return command
    .option(
      '--from <file>',
      'result to take the finding from; the newest kept one that has it where left out',
    )
    .option('--url <url>', 'the target, where its address holds a secret that results do not keep');
}

/** @throws ScanError invalid-option for a flag that a replay could only ignore */
export function refuseWithoutEffect(flags: ReplayFlags): void {
  for (const [name, flag] of Object.entries(WITHOUT_EFFECT))
    if (flags[name as keyof typeof WITHOUT_EFFECT] !== undefined)
      throw new ScanError('invalid-option', `${flag} is for "middlebrick scan": a replay has no use for it.`);
}
