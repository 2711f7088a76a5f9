import { ruleCalled, rulesAbout } from '../checks/find-rules.ts';
import { CATALOGUE } from '../checks/index.ts';
import type { Check, Rule } from '../checks/rule.ts';
import { ScanError } from '../errors.ts';
import { complianceOf } from '../findings/compliance.ts';
import { cvssScore } from '../findings/cvss.ts';
import type { Guide } from '../guides/guide.ts';
import { guideFor, MEMORY_FOLDER } from '../guides/guide.ts';
import {
  CONTAINERS,
  CREDENTIALS,
  containerPage,
  credentialPage,
  FRAMEWORKS,
  frameworkPage,
} from '../guides/vocabulary.ts';
import type { ReportContext } from '../report/context.ts';
import { indent, paint, severityLabel, wrap } from '../report/layout.ts';
import { terminalProse } from '../report/terminal-prose.ts';
import { counted } from '../report/words.ts';
import { nearest } from './nearest.ts';
import { print } from './outputs.ts';
import { ruleLines } from './rule-lines.ts';
import { terminalWidth, wantsColour } from './terminal.ts';

export interface ExplainFlags {
  readonly framework?: string;
  readonly credential?: string;
  readonly container?: string;
  readonly format: string;
}

const FORMATS = ['text', 'markdown'];
/** A longer line is tiring to read, however wide the window is. */
const WIDEST_PROSE = 100;
const BADGE = 12;

/**
 * Prints the guide of a rule, for a framework and a kind of credential where they are named. A search term stands for the
 * one rule that it finds; where it finds several, they are listed.
 */
export async function explainCommand(term: string, flags: ExplainFlags): Promise<number> {
  if (!FORMATS.includes(flags.format)) {
    throw new ScanError(
      'invalid-option',
      `"${flags.format}" is no format of a guide; there are ${FORMATS.join(' and ')}.`,
    );
  }
  const context = {
    framework: pageOf(flags.framework, 'framework', frameworkPage, FRAMEWORKS),
    credential: pageOf(flags.credential, 'kind of credential', credentialPage, CREDENTIALS),
    container: pageOf(flags.container, 'container', containerPage, CONTAINERS),
  };
  const called = term === MEMORY_FOLDER ? MEMORY_FOLDER : ruleCalled(term)?.id;
  const found = called === undefined ? rulesAbout(term) : [];
  const id = called ?? found[0]?.rule.id;
  if (id === undefined) throw new ScanError('invalid-option', unknownRule(term));
  if (found.length > 1) {
    const lines = ruleLines(found.map(({ rule }) => rule));
    await print(
      `${counted(found.length, 'rule')} about "${term}":\n\n${lines.join('\n')}\n\nPrint one guide with "middlebrick explain <rule>".\n`,
    );
    return 0;
  }
  const guide = await guideFor(id, context);
  if (flags.format === 'markdown') {
    await print(guide.markdown);
    return 0;
  }
  const terminal = { colour: wantsColour({ color: true }), width: Math.min(terminalWidth(), WIDEST_PROSE) };
  await print(`${toText(guide, terminal).join('\n')}\n`);
  return 0;
}

function pageOf<Page extends string>(
  typed: string | undefined,
  what: string,
  find: (name: string) => Page | undefined,
  pages: Readonly<Record<Page, string>>,
): Page | undefined {
  if (typed === undefined) return undefined;
  const page = find(typed);
  if (!page) {
    throw new ScanError(
      'invalid-option',
      `No guide knows the ${what} "${typed}"; there are ${Object.keys(pages).join(', ')}.`,
    );
  }
  return page;
}

function unknownRule(term: string): string {
  const meant = nearest(term, [
    MEMORY_FOLDER,
    ...CATALOGUE.flatMap(({ rules }) => rules.map(({ id }) => id)),
  ]);
  return `There is no rule "${term}"${meant ? `: did you mean ${meant}?` : ';'} "middlebrick rules" lists them, "middlebrick rules <term>" searches them.`;
}

function toText(guide: Guide, context: ReportContext): string[] {
  const { check, rule } = located(guide.rule);
  const room = context.width - BADGE;
  const title = wrap(guide.title, room).map((line) => paint(context, 'bold', line));
  const body = guide.markdown.replace(/^# .*\n+/, '');
  return [
    '',
    ...title.map((line, at) =>
      at === 0 ? `${severityLabel(context, guide.severity)}  ${line}` : ' '.repeat(BADGE) + line,
    ),
    ...indent(wrap(`${rule.id} · ${check.title}`, room), BADGE).map((line) => paint(context, 'dim', line)),
    '',
    ...wrap(rule.description, context.width),
    ...wrap(missingPages(guide), context.width).map((line, at) => (at === 0 ? `\n${line}` : line)),
    '',
    ...terminalProse(body, context),
    '',
    ...facts(check, rule, context),
    '',
  ];
}

function located(id: string): { readonly check: Check; readonly rule: Rule } {
  for (const check of CATALOGUE) {
    const rule = check.rules.find((one) => one.id === id);
    if (rule) return { check, rule };
  }
  throw new Error(`${id} left the catalogue`);
}

/** Silence about a framework that was asked for would look like an answer for it. */
function missingPages({ framework, credential, pages }: Guide): string {
  const covered = (page: string) => pages.some((path) => path.includes(page));
  const missing = [
    ...(framework && !covered(framework) ? [FRAMEWORKS[framework]] : []),
    ...(credential && !covered(credential) ? [CREDENTIALS[credential]] : []),
  ];
  return missing.length === 0 ? '' : `No page is particular to ${missing.join(' or ')}: this holds anywhere.`;
}

function facts(check: Check, rule: Rule, context: ReportContext): string[] {
  const rows: [string, string][] = [
    ['Also known as', rule.aliases.join(', ')],
    ['Check', `${check.id} (${check.owasp})`],
    ['CWE', rule.cwe.join(', ')],
    ['CVSS 4.0', `${cvssScore(rule.cvss).toFixed(1)}  ${rule.cvss}`],
    ...(rule.severityReason
      ? [['Severity', `${rule.severity}: ${rule.severityReason}`] satisfies [string, string]]
      : []),
    ['Needs', rule.needs?.join(', ') || 'nothing but the URL'],
    [
      'Compliance',
      complianceOf(check.id)
        .map(({ standard, item }) => `${standard} ${item}`)
        .join(', '),
    ],
  ];
  const labels = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.flatMap(([name, says]) =>
    wrap(says, context.width - labels).map(
      (line, at) => paint(context, 'dim', (at === 0 ? name : '').padEnd(labels)) + line,
    ),
  );
}
