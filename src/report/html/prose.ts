import type { Token, Tokens } from 'marked';
import { Lexer } from 'marked';
import type { Markup } from './markup.ts';
import { markup, Markup as Trusted } from './markup.ts';

/**
 * Markdown of our own guides as HTML. Only what is listed here becomes an element: HTML in the text is shown as it
 * is written, and links lose their target, as the page leads nowhere.
 * @param highest level of the largest headings: 5 within a report, 1 where the guide is the page
 */
export function prose(markdown: string, highest: 1 | 5 = 5): Markup {
  return markup`${new Lexer().lex(markdown).map((token) => block(token, highest))}`;
}

function block(token: Token, highest: 1 | 5 = 5): Markup | '' {
  switch (token.type) {
    case 'space':
      return '';
    case 'heading':
      return heading(Math.max(highest, token.depth), inline(token.tokens));
    case 'paragraph':
      return markup`<p>${inline(token.tokens)}</p>`;
    case 'code':
      return markup`<pre tabindex="0"><code>${token.text}</code></pre>`;
    case 'list':
      return list(token as Tokens.List);
    case 'table':
      return table(token as Tokens.Table);
    case 'text':
      return markup`${inline(token.tokens ?? [token])}`;
    default:
      return markup`<p>${token.raw}</p>`;
  }
}

const MOST_DEPTH = 6;

function heading(depth: number, inner: readonly Markup[]): Markup {
  const name = new Trusted(`h${Math.min(depth, MOST_DEPTH)}`);
  return markup`<${name}>${inner}</${name}>`;
}

function list({ ordered, items }: Tokens.List): Markup {
  const inner = items.map(({ tokens }) => markup`<li>${tokens.map((token) => block(token))}</li>`);
  return ordered ? markup`<ol>${inner}</ol>` : markup`<ul>${inner}</ul>`;
}

function table({ header, rows }: Tokens.Table): Markup {
  return markup`<div class="scroll"><table><thead><tr>${header.map(({ tokens }) => markup`<th scope="col">${inline(tokens)}</th>`)}</tr></thead><tbody>${rows.map((row) => markup`<tr>${row.map(({ tokens }) => markup`<td>${inline(tokens)}</td>`)}</tr>`)}</tbody></table></div>`;
}

function inline(tokens: readonly Token[] | undefined): Markup[] {
  return (tokens ?? []).map((token) => {
    switch (token.type) {
      case 'strong':
        return markup`<b>${inline(token.tokens)}</b>`;
      case 'em':
        return markup`<i>${inline(token.tokens)}</i>`;
      case 'codespan':
        return markup`<code>${token.text}</code>`;
      case 'link':
        return markup`${inline(token.tokens)}`;
      case 'text':
        return token.tokens ? markup`${inline(token.tokens)}` : markup`${token.text}`;
      case 'escape':
        return markup`${token.text}`;
      default:
        return markup`${token.raw}`;
    }
  });
}
