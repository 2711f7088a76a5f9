import { plain } from '../findings/plain.ts';
import type { Finding, FindingEvidence } from '../result.ts';

/** What stands before the place that matters, so that a reader sees where it is. */
const LEAD_CHARACTERS = 40;
/** Shorter words are found by chance. */
const LEAST_WORD = 4;
/** A body of which so much cannot be shown is no text. */
const MOST_UNSEEN = 0.1;

/** The part of the response that shows a finding, on one line: status, and what the note speaks of. */
export function proofOf(finding: Finding, most: number): string {
  const [evidence] = finding.evidence;
  if (evidence === undefined) return '';
  const { status } = evidence.response;
  if (status === 0) return 'no response';
  const spoken = `${evidence.note} ${finding.locations[0]?.evidenceSummary ?? ''}`;
  const room = most - `HTTP ${status} `.length;
  const shown = headerSpokenOf(evidence, spoken) ?? bodyAround(evidence, spoken, room);
  return `HTTP ${status} ${clipped(shown, room)}`.trim();
}

/** A header that the note names is the proof; the body then proves nothing. */
function headerSpokenOf({ response }: FindingEvidence, spoken: string): string | undefined {
  const words = spoken.toLowerCase();
  const found = response.headers.find(([name]) => name.includes('-') && words.includes(name.toLowerCase()));
  const named =
    found ?? response.headers.find(([name]) => /^location$/i.test(name) && /location/i.test(spoken));
  return named && oneLine(`${named[0]}: ${named[1]}`);
}

function bodyAround({ response }: FindingEvidence, spoken: string, room: number): string {
  const text = oneLine(response.body);
  if (text === '') return response.bodyBytes === 0 ? '(empty body)' : `(${response.bodyBytes} bytes)`;
  const unseen = [...response.body].filter((character) => plain(character) !== character).length;
  if (unseen > response.body.length * MOST_UNSEEN) return `(${response.bodyBytes} bytes of binary data)`;
  if (text.length <= room) return text;
  const at = placeOf(text, spoken);
  return at <= LEAD_CHARACTERS ? text : `…${text.slice(at - LEAD_CHARACTERS)}`;
}

/** Where the first word of the note stands that is no plain word of English: a number, a name of a field, a marker. */
function placeOf(text: string, spoken: string): number {
  const words = spoken.split(/[\s,;:.()"“”]+/).filter((word) => word.length >= LEAST_WORD);
  const telling = words.filter((word) => /[^a-z’-]/i.test(word));
  for (const word of telling) {
    const at = text.indexOf(word);
    if (at >= 0) return at;
  }
  return 0;
}

function oneLine(value: string): string {
  return plain(value).replace(/\s+/g, ' ').trim();
}

function clipped(value: string, most: number): string {
  return value.length <= most ? value : `${value.slice(0, Math.max(0, most - 1))}…`;
}
