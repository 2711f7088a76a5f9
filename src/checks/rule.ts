import type { Cuts } from '../cuts.ts';
import type { Surface } from '../discovery/surface.ts';
import type { ExplorationRecord } from '../exploration/record.ts';
import type { Breath } from '../http/breath.ts';
import type { HttpClient } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Death } from '../http/lifeline.ts';
import type { Journal } from '../journal/journal.ts';
import type { Operation } from '../openapi/operation.ts';
import type { PlaceKind } from '../places/place.ts';
import type { Confidence, Severity } from '../result.ts';

/** What a rule cannot run without; the runner skips it with this as the reason. */
export type Need =
  | 'spec'
  | 'identity'
  | 'two-identities'
  | 'https'
  | 'client-certificate'
  | 'active'
  | 'llm'
  | 'llm-endpoint';

/** One exchange that shows the flaw, and what to see in it. */
export interface Proof {
  readonly exchange: Exchange;
  readonly note: string;
}

/**
 * Why this is no coincidence: the request that had to fail if the flaw is real, and did;
 * or the fact that the answer itself is the flaw, so that no other request could refute it.
 */
export type Control = Proof | { readonly fact: string };

interface Seen {
  /** The operation at fault, where there is one. */
  readonly operation?: Operation;
  /** URL at fault; the first proof's URL where left out. */
  readonly url?: string;
  /** One sentence with the figures of this case: what was sent, what came back. */
  readonly evidenceSummary: string;
  readonly proof: readonly [Proof, ...Proof[]];
  /** Overrides the rule's severity where this case is better or worse than usual. */
  readonly severity?: Severity;
  /** Why that severity is not the band of the rule's score, where `evidenceSummary` does not tell. */
  readonly severityReason?: string;
  /** Operations that refuse the user and serve whoever uses the flaw. */
  readonly unlocks?: readonly string[];
  /** Detections of one rule with the same cause are one finding. Left out: all of the rule's are one. */
  readonly cause?: string;
}

/** What a rule reports. `confirmed` cannot be said without a control. */
export type Detection =
  | (Seen & { readonly confidence: 'confirmed'; readonly control: Control })
  | (Seen & { readonly confidence: Exclude<Confidence, 'confirmed'>; readonly control?: Control });

/** What is said of a place that could not be judged, instead of passing it. */
export interface Untested {
  readonly untested: string;
}

export interface ProbeContext {
  readonly surface: Surface;
  /** What each operation answered to its ordinary request, for each identity. */
  readonly record: ExplorationRecord;
  /** Speaks as the given identity, or as nobody where none was given. */
  readonly http: HttpClient;
  /** Always speaks as nobody. */
  readonly anonymous: HttpClient;
  /** Every time so far that the service went away. */
  deaths(): readonly Death[];
  /** Called between the steps of long work; all rules share it. */
  readonly breathe: Breath;
  /** Counts what a rule leaves out of one place, so that the result says it. */
  readonly cuts: Cuts;
  /** Writes leave through it alone. What a rule makes and does not remove itself is removed at the end of the scan. */
  readonly journal: Journal;
}

export interface RuleFacts {
  /** Kebab-case noun: the failing state, such as `jwt-none-algorithm`. */
  readonly id: string;
  /** At most 60 characters, in the terms of OWASP, CWE and the tools that people know. */
  readonly title: string;
  /** Other names and abbreviations of the flaw, as people search for it: `IDOR`, `XSS`. */
  readonly aliases: readonly string[];
  readonly severity: Severity;
  /** CWE numbers, most exact first. */
  readonly cwe: readonly [number, ...number[]];
  /** CVSS 4.0 vector of the usual case. */
  readonly cvss: string;
  /** Why the severity is not the band of the score: what the vector cannot say. Left out where they agree. */
  readonly severityReason?: string;
  /** What it means for the owner of the API, in one or two sentences. */
  readonly description: string;
  /** What to do, for any framework, in one or two sentences. */
  readonly remediation: string;
  readonly needs?: readonly Need[];
  /** Asks what a careless service may not survive: runs when the others, but those with bursts, are done. */
  readonly upsetting?: true;
  /** Sends bursts: runs after all others, alone. */
  readonly disruptive?: true;
}

/** What a rule says of one place. A pass is said: falling silent is no answer. */
export type Verdict = 'clean' | Detection | readonly Detection[] | Untested;

/** A rule that judges one place at a time; the runner brings the places, and owns order, budget, failures and counts. */
export interface PlaceRule<Place> extends RuleFacts {
  readonly inapplicable?: (surface: Surface) => string | undefined;
  readonly places: PlaceKind<Place>;
  /** The service treats all such places alike, so this many stand for all. Left out: each can be a flaw of its own. */
  readonly alike?: number | ((context: ProbeContext) => number);
  /** One place after the other: its own requests elsewhere would disturb a time that it measures, or what it changes. */
  readonly oneByOne?: true;
  /** Why this place is none for the rule, or undefined. What is left out is not counted as a place. */
  leaveOut?(place: Place, context: ProbeContext): string | undefined;
  /** @throws TransportFailure where the place gave no answer: the runner counts it, and goes on with the next place */
  judge(place: Place, context: ProbeContext): Verdict | Promise<Verdict>;
  /** Sees every exchange of the scan as well. */
  readonly inspect?: (exchange: Exchange, surface: Surface) => Iterable<Detection>;
}

/**
 * One idea about one flaw. `inspect` is pure and sees every exchange of the scan; `judge` asks about one place.
 * Rules never catch, print, score, retry or remember: the runner does that once.
 */
export interface Rule extends RuleFacts, Partial<Omit<PlaceRule<never>, keyof RuleFacts | 'places'>> {
  readonly places?: PlaceKind<unknown>;
  /** A reason for having nothing to look at on this surface, or undefined to go on. */
  readonly inapplicable?: (surface: Surface) => string | undefined;
  readonly inspect?: (exchange: Exchange, surface: Surface) => Iterable<Detection>;
}

/** A check: one folder, one OWASP entry, its rules. */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** OWASP API Security Top 10 2023, or LLM Top 10 2025, entry. */
  readonly owasp: string;
  /** One sentence: what this check looks for. */
  readonly purpose: string;
  /**
   * What must have answered for its silence to count: operations where left out, at least one of them with content,
   * or the host alone.
   */
  readonly ground?: 'content' | 'host';
  /** Rules whose looking makes the check's silence worth something: coverage is theirs. All of them where left out. */
  readonly essential?: readonly string[];
  readonly rules: readonly Rule[];
}

/** Names the type at the definition, so that a mistake shows there and not in the list of rules. */
export function defineRule<Place>(rule: PlaceRule<Place>): Rule;
export function defineRule(rule: Rule): Rule;
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** A flaw with the request that had to fail if it were none, and did. */
export function confirmed(
  evidenceSummary: string,
  proof: Shown,
  control: Shown,
  ...more: readonly Shown[]
): Detection {
  const shown = ([exchange, note]: Shown): Proof => ({ exchange, note });
  return {
    confidence: 'confirmed',
    evidenceSummary,
    proof: [shown(proof), ...more.map(shown)],
    control: shown(control),
  };
}

/** An exchange, and what to see in it. */
export type Shown = readonly [exchange: Exchange, note: string];

export const untested = (reason: string): Untested => ({ untested: reason });
