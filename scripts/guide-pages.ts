import { readdirSync } from 'node:fs';
import { readRuns } from './fleet-runs.ts';
import { withMeasurements } from './guide-measured.ts';
import { withSamples } from './guide-samples.ts';

/** Paths of all pages. */
export function guidePages(): string[] {
  return readdirSync('guides', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `guides/${name}`)
    .sort();
}

/** The page with everything in it that a command writes. */
export function written(page: string): string {
  return withMeasurements(withSamples(page), readRuns());
}
