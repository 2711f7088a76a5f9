import { type Exchange, header, json, text } from '../../http/exchange.ts';
import { isNode } from '../../openapi/node.ts';
import { RESET_SECRET } from '../../places/password-resets.ts';

/** What an answer gives away that may end a reset. */
export interface ShownSecret {
  readonly value: string;
  /** Where it stands: the name of the member, or `its text`. */
  readonly at: string;
  /** True where the name says what it is. */
  readonly named: boolean;
}

const DEEPEST = 5;
const MOST = 4;
/** Texts are read so far: previews of mails are short. */
const MOST_CHARACTERS = 20_000;
const LINK = /(?:link|ur[il]|href|preview|mail|body|message|text|html)$/i;
const IN_LINK = /[?&#](?:token|code|t|key|otp|reset_?token|reset_?code|signature)=([\w.~%-]{4,300})/gi;
const LAST_SEGMENT = /https?:\/\/[^\s"'<>?#]{1,200}\/([\w.~-]{16,300})(?=["'\s<>?#]|$)/gi;
const IN_TEXT = /\b(?:token|code|otp|pin)\b[ "']{0,3}(?::|=|is)[ "']{0,3}([\w-]{4,200})/gi;

/** Tokens, codes and links in an answer that stand in the other one neither. */
export function shownSecrets({ response }: Exchange, other: Exchange): ShownSecret[] {
  const elsewhere = text(other.response);
  const found: ShownSecret[] = [];
  const add = (value: string, at: string, named: boolean) => {
    const isKnown = found.some((one) => one.value === value);
    if (!isKnown && isSecret(value) && !elsewhere.includes(value)) found.push({ value, at, named });
  };
  const read = (said: string, at: string) => {
    for (const pattern of [IN_LINK, IN_TEXT, LAST_SEGMENT])
      for (const [, value = ''] of said.slice(0, MOST_CHARACTERS).matchAll(pattern)) add(value, at, true);
  };
  const look = (value: unknown, depth: number) => {
    if (depth > DEEPEST) return;
    if (Array.isArray(value)) for (const item of value) look(item, depth + 1);
    if (!isNode(value)) return;
    for (const [name, held] of Object.entries(value)) {
      if (typeof held === 'string' && (LINK.test(name) || /\s|:\/\//.test(held))) read(held, name);
      else if (typeof held === 'string' || typeof held === 'number') {
        const named = RESET_SECRET.test(name);
        if (named || /(?:token|code|otp|secret)$/i.test(name)) add(String(held), name, named);
      }
      look(held, depth + 1);
    }
  };
  const document = json(response);
  if (document === undefined) read(text(response), 'its text');
  look(document, 0);
  read(header(response.headers, 'location') ?? '', 'Location');
  return found.slice(0, MOST);
}

/** Digits of a code, or letters as no word has them. */
function isSecret(value: string): boolean {
  return (
    /^\d{4,10}$/.test(value) || (/^[\w.~%-]{8,}$/.test(value) && /\d/.test(value) && /[a-z]/i.test(value))
  );
}
