import hljs from 'highlight.js';
import type { Tokens } from 'marked';
import { Marked } from 'marked';
import { escapeHtml } from '../src/report/html/markup.ts';
import { SEVERITIES } from '../src/result.ts';

export interface Heading {
  readonly id: string;
  readonly text: string;
}

export interface Drawn {
  readonly html: string;
  /** Headings of the second level, for the list of what is on the page. */
  readonly headings: readonly Heading[];
}

/** Languages of fences whose name highlight.js spells otherwise, or does not know. */
const LANGUAGES: Readonly<Record<string, string>> = { console: 'shell', toml: 'ini', text: 'plaintext' };

/**
 * Draws our own Markdown. `linkTo` turns an address as it stands in the source into one of the site.
 * HTML in the source is left out.
 */
export function drawMarkdown(text: string, linkTo: (href: string) => string): Drawn {
  const headings: Heading[] = [];
  const taken = new Set<string>();
  const idFor = (heading: string) => {
    const plain = anchorOf(heading);
    let id = plain;
    for (let again = 2; taken.has(id); again += 1) id = `${plain}-${again}`;
    taken.add(id);
    return id;
  };
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text: raw }) {
        const id = idFor(raw.replace(/[`*_]/g, ''));
        const inner = this.parser.parseInline(tokens);
        if (depth === 2) headings.push({ id, text: raw.replace(/[`*_]/g, '') });
        return `<h${depth} id="${id}">${inner}<a class="anchor" href="#${id}" aria-label="Link to this section">#</a></h${depth}>\n`;
      },
      code({ text: code, lang = '' }) {
        return `<pre tabindex="0"><code>${highlighted(code, lang.split(/\s/)[0] ?? '')}</code></pre>\n`;
      },
      table(token: Tokens.Table) {
        const row = (cells: readonly Tokens.TableCell[]) =>
          `<tr>${cells.map((cell) => this.tablecell(cell)).join('')}</tr>`;
        const body = token.rows.map(row).join('\n');
        return `<div class="scroll" tabindex="0"><table><thead>${row(token.header)}</thead><tbody>${body}</tbody></table></div>\n`;
      },
      tablecell(token: Tokens.TableCell) {
        // A heading without words would be one that a screen reader announces as nothing.
        const [open, close] = token.header && token.text ? ['<th', '</th>'] : ['<td', '</td>'];
        const align = token.align ? ` style="text-align:${token.align}"` : '';
        const severity = (SEVERITIES as readonly string[]).includes(token.text);
        const inner = this.parser.parseInline(token.tokens);
        return `${open}${align}>${severity ? `<span class="badge ${token.text}">${token.text}</span>` : inner}${close}`;
      },
      link({ href, tokens }) {
        return `<a href="${escapeHtml(linkTo(href))}">${this.parser.parseInline(tokens)}</a>`;
      },
      image({ href, text: alt }) {
        return `<img src="${escapeHtml(linkTo(href))}" alt="${escapeHtml(alt)}" loading="lazy">`;
      },
      // Markers of samples and of measured parts.
      html: () => '',
    },
  });
  return { html: marked.parse(text, { async: false }), headings };
}

/** The id of a heading that is the first of its name on a page. */
export function anchorOf(heading: string): string {
  return (
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'section'
  );
}

function highlighted(code: string, lang: string): string {
  const language = LANGUAGES[lang] ?? lang;
  return hljs.getLanguage(language) ? hljs.highlight(code, { language }).value : escapeHtml(code);
}
