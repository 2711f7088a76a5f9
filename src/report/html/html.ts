import type { ScanResult } from '../../result.ts';
import type { Reporter } from '../context.ts';
import { counted } from '../words.ts';
import { markup } from './markup.ts';
import { page } from './page.ts';
import { resultParts } from './result-parts.ts';
import { trendLine } from './trend.ts';

/** The whole result as a page to keep, print and pass on: what decides first, proofs folded behind it. */
export const html: Reporter = (result, { trend }) => {
  const { head, notes, sections } = resultParts(result);
  const host = new URL(result.target.url).host;
  return page(
    `${result.score.grade ?? 'No grade'}: ${host}`,
    markup`${head}
${trendLine(result, trend)}
${notes}
${sections}
<footer>${footer(result)}</footer>`,
  );
};

function footer({ tool, score, id, surface }: ScanResult): string {
  const others = (surface.spec?.documents?.length ?? 1) - 1;
  const beside = others > 0 ? ` and ${counted(others, 'further document')}` : '';
  const spec = surface.spec ? ` Spec: ${surface.spec.title} (OpenAPI ${surface.spec.version})${beside}.` : '';
  return `middlebrick ${tool.version}, scoring formula ${score.formula}, scan ${id}.${spec} Secrets are redacted; this page has no scripts and loads nothing.`;
}
