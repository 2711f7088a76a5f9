import { ASKING } from './prompts-asking.ts';
import { FOLLOWING } from './prompts-following.ts';
import type { AdversarialPrompt, Technique, Tier } from './prompts-task.ts';

/** Nested: each tier asks what the ones before it ask, and more. */
const TIERS: readonly Tier[] = ['quick', 'standard', 'deep'];

/** Every prompt costs the owner money: the fewest that try each technique. */
const DEFAULT_TIER: Tier = 'quick';

export const PROMPTS: readonly AdversarialPrompt[] = [...ASKING, ...FOLLOWING];

/** What is asked in a tier: its own prompts and those of the tiers before it. */
export function promptsFor(technique: Technique, tier: Tier = DEFAULT_TIER): AdversarialPrompt[] {
  const upTo = TIERS.indexOf(tier);
  return PROMPTS.filter((prompt) => prompt.technique === technique && TIERS.indexOf(prompt.tier) <= upTo);
}
