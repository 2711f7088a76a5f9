import { openArchive, readResult } from '../archive/archive.ts';
import { archiveFolder } from '../archive/folder.ts';
import { hasFingerprint } from '../archive/kept.ts';
import { ScanError } from '../errors.ts';
import { placeName } from '../report/words.ts';
import type { Finding, ScanResult } from '../result.ts';
import { print } from './outputs.ts';
import type { ScanFlags } from './scan-options.ts';
import { performScan, readSettings } from './settings.ts';

/**
 * Runs one finding's rule again at its places, with its control, and says whether the flaw is still there.
 * Exit code 1: still there; 0: gone; 3: it could not be looked at.
 */
export async function replayCommand(
  fingerprint: string,
  flags: ScanFlags & { readonly from?: string },
): Promise<number> {
  const { result, finding } = await locate(fingerprint, flags.from);
  const settings = readSettings(result.target.url, {
    ...flags,
    include: [finding.rule],
    exclude: [],
    save: false,
  });
  const again = await performScan({ ...settings, scan: { ...settings.scan, mode: result.mode } });
  const outcome = again.checks.flatMap(({ rules }) => rules).find(({ rule }) => rule === finding.rule);
  const seen = again.findings.find((one) => one.fingerprint === finding.fingerprint);
  if (seen) {
    const places = seen.locations.map((place) => `  ${placeName(place)}: ${place.saw}\n`);
    await print(`Still there: ${finding.title}\n${places.join('')}  ${seen.evidence[0]?.curl ?? ''}\n`);
    return 1;
  }
  if (outcome?.status === 'passed' || outcome?.status === 'failed') {
    await print(`Gone: ${finding.title} (${finding.rule}) was looked for and not found.\n`);
    return 0;
  }
  process.stderr.write(
    `middlebrick: ${finding.rule} could not be looked at: ${outcome?.reason ?? 'it did not run'}.\n`,
  );
  return 3;
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
