import { readFileSync } from 'node:fs';
import { guidePages } from '../../scripts/guide-pages.ts';
import { FENCE } from '../../src/guides/fences.ts';

/** A piece of code in a guide that is not cut from a source of this repository. */
export interface Sample {
  /** `guides/…/any.md:12` */
  readonly place: string;
  readonly text: string;
}

/** All of a language, in the order of their pages. */
export function samplesIn(...languages: string[]): Sample[] {
  return guidePages().flatMap((path) => {
    const page = readFileSync(path, 'utf8');
    return [...page.matchAll(FENCE)]
      .filter(([, file, language = '']) => !file && languages.includes(language))
      .map((match) => ({
        place: `${path}:${page.slice(0, match.index).split('\n').length}`,
        text: match[3] ?? '',
      }));
  });
}
