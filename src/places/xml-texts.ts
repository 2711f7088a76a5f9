import { escaped } from '../openapi/xml-body.ts';

/** A text in a document of XML: of an element that holds nothing else, or of an attribute. */
export interface XmlText {
  /** `Order/note`, `Order/@ref`; namespaces are left out. */
  readonly name: string;
  readonly isAttribute: boolean;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Longer documents are no ordinary requests. */
const LONGEST = 100_000;
const ATTRIBUTE = /(?<![\w.:-])([\w.:-]+)\s{0,20}=\s{0,20}(?:"([^"<]*)"|'([^'<]*)')/g;
/** `xmlns`, `xsi:type`, `encodingStyle`: they say how to read the document. */
const OF_THE_FORMAT = /^(?:xmlns|xml|xsi|soap(?:env)?)(?::|$)|:encodingStyle$/i;

/** Of XML-RPC: it says what is called. */
const CALLED = 'methodName';

/** Where values stand in a document, in the order in which they do; none where it is no well-formed one. */
export function xmlTexts(document: string): XmlText[] {
  if (document.length > LONGEST) return [];
  const found: XmlText[] = [];
  const open: string[] = [];
  let leafFrom: number | undefined;
  let at = document.indexOf('<');
  while (at >= 0) {
    const end = endOfTag(document, at);
    if (end === undefined) return [];
    const tag = document.slice(at, end);
    if (tag.startsWith('</')) {
      if (leafFrom !== undefined && open.at(-1) !== CALLED)
        found.push({ ...textAt(document, leafFrom, at), name: open.join('/'), isAttribute: false });
      leafFrom = undefined;
      open.pop();
    } else if (!/^<[!?]/.test(tag)) {
      const name = localName(/^<([^\s/>]*)/.exec(tag)?.[1] ?? '');
      open.push(name);
      const attributes = attributesIn(document, at, end, open.join('/'));
      found.push(...attributes);
      // Empty beside attributes: its values are these.
      const isSpent = attributes.length > 0 && document.startsWith('</', end);
      leafFrom = isSpent || tag.endsWith('/>') ? undefined : end;
      if (tag.endsWith('/>')) open.pop();
    }
    at = document.indexOf('<', end);
  }
  return open.length === 0 ? found : [];
}

/** The document with this value there. */
export function withXmlText(document: string, { start, end }: XmlText, value: string): string {
  return document.slice(0, start) + escaped(value) + document.slice(end);
}

/**
 * What a document calls: the method of XML-RPC, the element in the body of a SOAP envelope (SOAP 1.2 part 1 section 5.3),
 * else its root.
 */
export function xmlCall(document: string): string | undefined {
  if (document.length > LONGEST) return undefined;
  const method = /<methodName>\s{0,20}([\w.:-]{1,100})/.exec(document)?.[1];
  if (method !== undefined) return method.split(/[.:]/).at(-1);
  const tags = [...document.matchAll(/<([A-Za-z_][\w.-]{0,100}(?::[\w.-]{1,100})?)/g)].map(([, name = '']) =>
    localName(name),
  );
  const body = tags[0] === 'Envelope' ? tags.indexOf('Body') : -1;
  return tags[body + 1];
}

/** One past the `>` that ends what begins here: an angle bracket between quotes ends nothing. */
function endOfTag(document: string, from: number): number | undefined {
  for (const [begin, finish] of [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
    ['<?', '?>'],
  ] as const) {
    if (!document.startsWith(begin, from)) continue;
    const at = document.indexOf(finish, from + begin.length);
    return at < 0 ? undefined : at + finish.length;
  }
  let quote = '';
  for (let at = from + 1; at < document.length; at += 1) {
    const character = document[at] ?? '';
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at + 1;
  }
  return undefined;
}

function attributesIn(document: string, from: number, to: number, path: string): XmlText[] {
  const tag = document.slice(from, to);
  return [...tag.matchAll(ATTRIBUTE)].flatMap((match): XmlText[] => {
    const [whole, name = '', double, single] = match;
    if (OF_THE_FORMAT.test(name)) return [];
    const value = double ?? single ?? '';
    const end = from + match.index + whole.length - 1;
    const start = end - value.length;
    return [{ ...textAt(document, start, end), name: `${path}/@${localName(name)}`, isAttribute: true }];
  });
}

const KNOWN: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function textAt(document: string, start: number, end: number) {
  const value = document
    .slice(start, end)
    .replaceAll(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => KNOWN[name] ?? '');
  return { start, end, value };
}

const localName = (name: string) => name.split(':').at(-1) ?? name;
