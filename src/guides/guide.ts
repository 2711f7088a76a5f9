import { CATALOGUE } from '../checks/index.ts';
import { resourceRetention } from '../checks/resource-retention.ts';
import type { RuleFacts } from '../checks/rule.ts';
import { ScanError } from '../errors.ts';
import type { Severity } from '../result.ts';
import type { Part } from './compose.ts';
import { compose } from './compose.ts';
import { withOrigins, withoutForeignCode } from './fences.ts';
import { parsePage } from './page.ts';
import { readPage } from './read-pages.ts';
import { topicOf } from './topics.ts';
import type { ContainerPage, CredentialPage, FrameworkPage } from './vocabulary.ts';
import {
  CONTAINERS,
  CREDENTIALS,
  containerPage,
  credentialPage,
  FRAMEWORKS,
  frameworkPage,
  LANGUAGES,
} from './vocabulary.ts';

/** What the reader's service is built with; in the words of a scan or of a person. */
export interface GuideContext {
  readonly framework?: string | undefined;
  readonly credential?: string | undefined;
  /** What grows, where memory does: see `CONTAINERS`. */
  readonly container?: string | undefined;
}

/** How a flaw arises, how it is shown and how it is mended, for one framework and one kind of credential. */
export interface Guide {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  /** Page names that the context was understood as; absent where there are no guides for it. */
  readonly framework?: FrameworkPage;
  readonly credential?: CredentialPage;
  readonly container?: ContainerPage;
  /** The command that prints it. */
  readonly explain: string;
  /** The whole guide. */
  readonly markdown: string;
  /** Its most specific fix alone, as Markdown with code. */
  readonly fix: string;
  /** Files that it was made of, most specific first; none where the rule's own words had to do. */
  readonly pages: readonly string[];
}

/** One flaw, whichever of the rules of memory told of it. */
export const MEMORY_FOLDER = 'memory-leak';

/**
 * The guide of a rule of the catalogue. A framework or credential that no page knows is left out of account.
 * @throws ScanError invalid-option where there is no such rule
 */
export async function guideFor(rule: string, context: GuideContext = {}): Promise<Guide> {
  const wanted = rule === MEMORY_FOLDER ? 'memory-kept-per-credential' : rule;
  const facts = CATALOGUE.flatMap(({ rules }) => rules).find(({ id }) => id === wanted);
  if (!facts) {
    throw new ScanError('invalid-option', `There is no rule "${rule}"; "middlebrick rules" lists them.`);
  }
  return guideOf(facts, context);
}

/** The same for a rule that need not be in the catalogue. */
export async function guideOf(facts: RuleFacts, context: GuideContext = {}): Promise<Guide> {
  const framework = context.framework === undefined ? undefined : frameworkPage(context.framework);
  const credential = context.credential === undefined ? undefined : credentialPage(context.credential);
  const folder = folderOf(facts);
  // Other rules have no container that grows.
  const container =
    context.container === undefined || folder !== MEMORY_FOLDER
      ? undefined
      : containerPage(context.container);
  const parts = await readParts(folder, framework, credential, container);
  return {
    rule: facts.id,
    title: parts.find(({ path }) => path.startsWith(`guides/${folder}/`))?.page.title ?? facts.title,
    severity: facts.severity,
    ...(framework ? { framework } : {}),
    ...(credential ? { credential } : {}),
    ...(container ? { container } : {}),
    explain: [
      `middlebrick explain ${facts.id}`,
      ...(framework ? [`--framework ${framework}`] : []),
      ...(credential ? [`--credential ${credential}`] : []),
      ...(container ? [`--container ${container}`] : []),
    ].join(' '),
    markdown: parts.length > 0 ? compose(parts) : inItsOwnWords(facts),
    fix: fixOf(parts, framework !== undefined) || facts.remediation,
    pages: parts.map(({ path }) => path),
  };
}

function folderOf(facts: RuleFacts): string {
  return resourceRetention.rules.some(({ id }) => id === facts.id) ? MEMORY_FOLDER : facts.id;
}

interface NamedPart extends Part {
  readonly name: string;
  readonly path: string;
  /** How much of the context it speaks of: all, one half of it, or none. */
  readonly covers: 'container' | 'all' | 'half' | 'none';
}

async function readParts(
  folder: string,
  framework: FrameworkPage | undefined,
  credential: CredentialPage | undefined,
  container: ContainerPage | undefined,
): Promise<NamedPart[]> {
  const wanted: Omit<NamedPart, 'page' | 'path'>[] = [];
  if (framework && container) {
    const about = `${CONTAINERS[container]} in ${FRAMEWORKS[framework]}`;
    wanted.push({ name: `${framework}-${container}`, about, covers: 'container' });
  }
  if (container) wanted.push({ name: container, about: CONTAINERS[container], covers: 'container' });
  if (framework && credential) {
    const about = `${FRAMEWORKS[framework]} with ${CREDENTIALS[credential]}`;
    wanted.push({ name: `${framework}-${credential}`, about, covers: 'all' });
  }
  if (framework) wanted.push({ name: framework, about: FRAMEWORKS[framework], covers: 'half' });
  if (credential) wanted.push({ name: credential, about: CREDENTIALS[credential], covers: 'half' });
  wanted.push({ name: 'any', about: 'Anywhere', covers: 'none' });
  const spoken = framework && LANGUAGES[framework];
  const read = await Promise.all(wanted.map((part) => readPart(folder, part, spoken)));
  return read.filter((part) => part !== undefined);
}

/**
 * A page of the rule, or of its topic where the rule has none for the framework. Of code only that is kept which the
 * framework's applications are written in; all where no framework is named.
 */
async function readPart(
  folder: string,
  part: Omit<NamedPart, 'page' | 'path'>,
  spoken: readonly string[] | undefined,
): Promise<NamedPart | undefined> {
  const folders = part.covers === 'half' ? [folder, topicOf(folder) ?? folder] : [folder];
  for (const one of folders) {
    const text = await readPage(one, part.name);
    if (text === undefined) continue;
    const page = parsePage(spoken ? withoutForeignCode(text, spoken) : text);
    return { ...part, path: `guides/${one}/${part.name}.md`, page };
  }
  return undefined;
}

/**
 * A page for all of the context answers alone; pages for a framework and for a credential kind answer half each. Where it
 * is not known what the reader's service is written in, all code is left out.
 */
function fixOf(parts: readonly NamedPart[], isFrameworkKnown: boolean): string {
  const answering = (['all', 'half', 'none'] as const)
    .map((covers) => parts.filter((part) => part.covers === covers && part.page.sections.get('Fix')))
    .find((some) => some.length > 0);
  const ofContainer = parts.filter(({ covers }) => covers === 'container');
  const fixes = [...ofContainer, ...(answering ?? [])]
    .map(({ page }) => page.sections.get('Fix'))
    .filter(Boolean)
    .join('\n\n');
  return withOrigins(isFrameworkKnown ? fixes : withoutForeignCode(fixes, [])).trim();
}

function inItsOwnWords({ title, description, remediation }: RuleFacts): string {
  return `# ${title}\n\n## How it arises\n\n${description}\n\n## Fix\n\n${remediation}\n`;
}
