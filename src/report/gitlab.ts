import { placeName } from '../findings/place-name.ts';
import type { Finding, FindingLocation, Severity } from '../result.ts';
import type { Reporter } from './context.ts';
import { jsonText } from './json-text.ts';
import { oneLine } from './layout.ts';
import { repositoryPlace } from './repository-place.ts';
import { openFindings } from './words.ts';

const SEVERITY: Readonly<Record<Severity, 'blocker' | 'critical' | 'major' | 'minor' | 'info'>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

/** GitLab's Code Quality report: an issue per place. GitLab compares fingerprints to say what a merge request brought. */
export const gitlab: Reporter = (result, context) => {
  const issues = openFindings(result).flatMap((finding) =>
    finding.locations.map((place) => {
      const { path, line } = repositoryPlace(place, result, context);
      return {
        description: describe(finding, place),
        check_name: finding.rule,
        fingerprint: place.fingerprint,
        severity: SEVERITY[finding.severity],
        location: { path, lines: { begin: line } },
      };
    }),
  );
  // Of several issues with one fingerprint GitLab shows the first; the same places give the same one.
  const distinct = [...new Map(issues.map((issue) => [issue.fingerprint, issue])).values()];
  return jsonText(distinct);
};

function describe(finding: Finding, place: FindingLocation): string {
  return oneLine(
    `${finding.title}: ${placeName(place)}. ${place.evidenceSummary} Fix: ${finding.remediation}`,
  );
}
