import { openArchive, readResult } from '../archive/archive.ts';
import { archiveFolder } from '../archive/folder.ts';
import { hasFingerprint } from '../archive/kept.ts';
import { ScanError } from '../errors.ts';
import { placeName } from '../findings/place-name.ts';
import { holdsMask } from '../redaction/mask.ts';
import type { Finding, ScanResult } from '../result.ts';
import { parseTarget } from '../target.ts';
import { printWords } from './outputs.ts';
import type { ReplayFlags } from './replay-options.ts';
import { refuseWithoutEffect } from './replay-options.ts';
import type { Settings } from './settings.ts';
import { performScan, readSettings } from './settings.ts';
import { tell } from './terminal.ts';

/**
 * Runs one finding's rule again at its places, with its control, and says whether the flaw is still there.
 * Exit code 1: still there; 0: gone; 3: it could not be looked at.
 */
export async function replayCommand(fingerprint: string, flags: ReplayFlags): Promise<number> {
  refuseWithoutEffect(flags);
  const { result, finding } = await locate(fingerprint, flags.from);
  const again = await performScan(replaySettings(result, finding.rule, flags));
  const outcome = again.checks.flatMap(({ rules }) => rules).find(({ rule }) => rule === finding.rule);
  const seen = again.findings.find((one) => one.fingerprint === finding.fingerprint);
  if (seen) {
    const places = seen.locations.map((place) => `  ${placeName(place)}: ${place.evidenceSummary}\n`);
    await printWords(`Still there: ${finding.title}\n${places.join('')}  ${seen.evidence[0]?.curl ?? ''}\n`);
    return 1;
  }
  if (outcome?.status === 'passed' || outcome?.status === 'failed') {
    await printWords(`Gone: ${finding.title} (${finding.rule}) was looked for and not found.\n`);
    return 0;
  }
  tell(`${finding.rule} could not be looked at: ${outcome?.reason ?? 'it did not run'}.`);
  return 3;
}

/** What is asked again: the same mode, and this rule only. */
export function replaySettings(
  { target, mode }: Pick<ScanResult, 'target' | 'mode'>,
  rule: string,
  flags: ReplayFlags,
): Settings {
  const settings = readSettings(addressOf(target.url, flags.url), { ...flags, include: [rule], save: false });
  return { ...settings, scan: { ...settings.scan, mode } };
}

/** Of a secret in the address only its beginning is kept: the user has to give it again. */
function addressOf(kept: string, given: string | undefined): string {
  if (given === undefined) {
    if (!holdsMask(kept)) return kept;
    throw new ScanError(
      'invalid-option',
      'The address of the target holds a secret that results do not keep: give it with --url.',
    );
  }
  const placeOf = (url: string) => url.replace(/[?#].*$/s, '');
  if (holdsMask(placeOf(kept)) || placeOf(parseTarget(given).url) === placeOf(kept)) return given;
  throw new ScanError(
    'invalid-option',
    `The finding is of ${placeOf(kept)}, and --url names another target.`,
  );
}

async function locate(
  fingerprint: string,
  from: string | undefined,
): Promise<{ result: ScanResult; finding: Finding }> {
  const found = from
    ? findingIn(await readResult(from), fingerprint)
    : await openArchive(archiveFolder(process.env)).newest(`"${fingerprint}`, hasFingerprint(fingerprint));
  if (found) return found;
  throw new ScanError(
    'invalid-option',
    `No ${from ? `finding in ${from}` : 'kept scan'} has the fingerprint ${fingerprint}; --from names a result file.`,
  );
}

function findingIn(result: ScanResult, fingerprint: string) {
  const finding = result.findings.find(hasFingerprint(fingerprint));
  return finding && { result, finding };
}
