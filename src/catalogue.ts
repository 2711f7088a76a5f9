import { ruleCalled, rulesAbout } from './checks/find-rules.ts';
import { CATALOGUE } from './checks/index.ts';
import type { Check, Rule } from './checks/rule.ts';
import { complianceOf } from './findings/compliance.ts';
import { cvssScore } from './findings/cvss.ts';
import type { Guide, GuideContext } from './guides/guide.ts';
import { guideFor, guideOf, MEMORY_FOLDER } from './guides/guide.ts';
import {
  CONTAINERS,
  CREDENTIALS,
  containerPage,
  credentialPage,
  FRAMEWORKS,
  frameworkPage,
} from './guides/vocabulary.ts';
import type { Severity } from './result.ts';

/**
 * What there is to look up, as plain data, for surfaces that show rules and guides and know none: checks, rules, and how
 * each is mended. Loads every rule: a surface that starts often imports it when it is asked.
 */
export interface CheckEntry {
  readonly id: string;
  readonly title: string;
  readonly owasp: string;
  readonly purpose: string;
}

export interface RuleEntry {
  readonly id: string;
  readonly title: string;
  readonly check: CheckEntry;
  readonly severity: Severity;
  readonly aliases: readonly string[];
  readonly cwe: readonly number[];
  readonly cvss: { readonly vector: string; readonly score: number };
  readonly description: string;
  readonly remediation: string;
  /** What it cannot run without, beside the address. */
  readonly needs: readonly string[];
  readonly compliance: readonly { readonly standard: string; readonly item: string }[];
}

export interface GuideEntry {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly framework: string | null;
  readonly credential: string | null;
  readonly container: string | null;
  /** Files that it is made of, most specific first. */
  readonly pages: readonly string[];
  readonly markdown: string;
  /** Its most specific fix alone. */
  readonly fix: string;
}

export type { GuideContext };

/** Names that guides are written for, and how they are spelled. */
export const GUIDE_FRAMEWORKS: Readonly<Record<string, string>> = FRAMEWORKS;
export const GUIDE_CREDENTIALS: Readonly<Record<string, string>> = CREDENTIALS;
/** Kinds of what grows, for guides of memory that is kept. */
export const GUIDE_CONTAINERS: Readonly<Record<string, string>> = CONTAINERS;

/** Checks and rules in the order of the catalogue; those that a search names, where there is one. */
export function ruleEntries(search?: string): RuleEntry[] {
  if (search !== undefined) return rulesAbout(search).map(({ check, rule }) => entryOf(check, rule));
  return CATALOGUE.flatMap((check) => check.rules.map((rule) => entryOf(check, rule)));
}

/** By id or title. */
export function ruleEntry(name: string): RuleEntry | undefined {
  const rule = ruleCalled(name);
  const check = CATALOGUE.find(({ rules }) => rules.some((one) => one === rule));
  return rule && check && entryOf(check, rule);
}

/** The guide of a rule, or of memory that is kept (`memory-leak`). Undefined where there is no such rule. */
export async function guideEntry(name: string, context: GuideContext = {}): Promise<GuideEntry | undefined> {
  const id = name === MEMORY_FOLDER ? name : ruleCalled(name)?.id;
  if (id === undefined) return undefined;
  return guideEntryOf(await guideFor(id, context));
}

/** All of them for that context, in the order of the catalogue. */
export async function guideEntries(context: GuideContext): Promise<GuideEntry[]> {
  const rules = CATALOGUE.flatMap((check) => check.rules);
  return (await Promise.all(rules.map((rule) => guideOf(rule, context)))).map(guideEntryOf);
}

/** The name that guides have for it; undefined where none is written for such. */
export function guideFramework(typed: string): string | undefined {
  return frameworkPage(typed);
}

export function guideCredential(typed: string): string | undefined {
  return credentialPage(typed);
}

export function guideContainer(typed: string): string | undefined {
  return containerPage(typed);
}

function guideEntryOf(guide: Guide): GuideEntry {
  const { rule, title, severity, pages, markdown, fix } = guide;
  const context = {
    framework: guide.framework ?? null,
    credential: guide.credential ?? null,
    container: guide.container ?? null,
  };
  return { rule, title, severity, ...context, pages, markdown, fix };
}

function entryOf(check: Check, rule: Rule): RuleEntry {
  const { id, title, severity, aliases, cwe, cvss, description, remediation, needs = [] } = rule;
  return {
    id,
    title,
    check: checkOf(check),
    severity,
    aliases,
    cwe,
    cvss: { vector: cvss, score: cvssScore(cvss) },
    description,
    remediation,
    needs,
    compliance: complianceOf(check.id).map(({ standard, item }) => ({ standard, item })),
  };
}

function checkOf({ id, title, owasp, purpose }: Check): CheckEntry {
  return { id, title, owasp, purpose };
}
