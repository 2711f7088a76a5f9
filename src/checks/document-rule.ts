import type { Surface } from '../discovery/surface.ts';
import type { Operation } from '../openapi/operation.ts';
import type { SpecPlace, SpecRule } from '../openapi/spec-rules/observation.ts';
import type { DocumentPlace } from '../places/document-places.ts';
import { placesInDocument } from '../places/document-places.ts';
import type { Confidence, Severity } from '../result.ts';
import type { ProbeContext, Proof, Rule } from './rule.ts';
import { defineRule } from './rule.ts';

/** What the running service adds to a place in the document. */
export interface Weighed {
  readonly severity?: Severity;
  readonly confidence: Confidence;
  readonly evidenceSummary?: string;
  readonly proof?: Proof;
}

interface DocumentRuleOptions {
  readonly cvss: string;
  readonly severityReason?: string;
  /** Compares the place with what the service does; undefined drops it. Left out: the document is the proof. */
  readonly weigh?: (
    place: SpecPlace,
    operation: Operation | undefined,
    context: ProbeContext,
  ) => Promise<Weighed | undefined>;
}

/** A rule about the service's own OpenAPI document, judged by what the document says and, where given, by what runs. */
export function documentRule(
  { observe, ...facts }: SpecRule,
  { weigh, ...score }: DocumentRuleOptions,
): Rule {
  return defineRule({
    ...facts,
    ...score,
    needs: ['spec'],
    places: placesInDocument({ observe }),
    async judge(place, context) {
      const { surface } = context;
      if (!place || !surface.spec) return 'clean';
      const { operation } = place;
      const weighed = weigh ? await weigh(place, operation, context) : { confidence: 'confirmed' as const };
      if (!weighed) return 'clean';
      const severity = weighed.severity ?? place.severity;
      return {
        ...(operation ? { operation } : {}),
        url: placeUrl(surface, place),
        ...(severity ? { severity } : {}),
        confidence: weighed.confidence,
        evidenceSummary: weighed.evidenceSummary ?? place.evidenceSummary,
        proof: [
          weighed.proof ?? { exchange: surface.entry, note: 'the service that the API document describes' },
        ],
        control: { fact: `${surface.spec.uri}#${place.pointer}: ${place.evidenceSummary}` },
      };
    },
  });
}

/** A place that is no operation is named by its pointer, on the document's URL or, for a file, on the target's. */
function placeUrl({ spec, target }: Surface, { pointer, operation }: DocumentPlace): string {
  if (operation) return operation.server + operation.path;
  const document = spec && /^https?:\/\//i.test(spec.uri) ? spec.uri : target.url;
  return `${document.replace(/#.*$/s, '')}#${encodeURI(pointer)}`;
}
