import type { Surface } from '../discovery/surface.ts';
import type { Guide } from '../guides/guide.ts';
import { guideOf } from '../guides/guide.ts';
import type { RuleRun } from '../running/run.ts';

/** Guides of the rules that found something, by rule, for what the service seems to be built with and what grows in it. */
export async function guidesFor(
  runs: readonly RuleRun[],
  { framework, credential }: Surface,
  containers: ReadonlyMap<string, string> = new Map(),
): Promise<ReadonlyMap<string, Guide>> {
  const rules = new Set(runs.filter(({ detections }) => detections.length > 0).map(({ rule }) => rule));
  const context = {
    // Code for a framework that is only guessed would mislead.
    framework: framework?.confidence === 'weak' ? undefined : framework?.name,
    credential: credential.kind,
  };
  const guides = await Promise.all(
    [...rules].map((rule) => guideOf(rule, { ...context, container: containers.get(rule.id) })),
  );
  return new Map(guides.map((guide) => [guide.rule, guide]));
}
