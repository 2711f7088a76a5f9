import type { Finding, FindingLocation } from '../result.ts';
import type { Reporter } from './context.ts';
import { openFindings, placeName } from './words.ts';

const COMMANDS = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
} as const;

/** GitHub shows ten annotations of a kind per step; places beyond this are in the other reports. */
const PLACES_PER_FINDING = 5;

/** Workflow commands that GitHub Actions turns into annotations, on the spec's lines where it is a file. */
export const github: Reporter = (result) => {
  const lines = openFindings(result).flatMap((finding) =>
    finding.locations.slice(0, PLACES_PER_FINDING).map((place) => annotation(finding, place)),
  );
  const { grade, value } = result.score;
  const verdict = grade === null ? 'no grade' : `grade ${grade}, score ${value}`;
  return [...lines, `middlebrick: ${verdict} for ${escapeData(result.target.url)}`, ''].join('\n');
};

function annotation(finding: Finding, place: FindingLocation): string {
  const properties = [
    ...(place.spec && !/^[a-z]+:\/\//i.test(place.spec.uri)
      ? [`file=${escapeProperty(place.spec.uri)}`, `line=${place.spec.line ?? 1}`]
      : []),
    `title=${escapeProperty(`${finding.severity}: ${finding.title}`)}`,
  ];
  const message = `${placeName(place)}: ${place.saw} Fix: ${finding.fix} (${finding.rule})`;
  return `::${COMMANDS[finding.severity]} ${properties.join(',')}::${escapeData(message)}`;
}

/** A line break in a value would start a command of the target's own. */
function escapeData(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(value: string): string {
  return escapeData(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
