import { createHash } from 'node:crypto';
import { sampleText } from '../openapi/sample-text.ts';

/** Digits that belong to a tag: numbers of two users differ, and those of one scan are the same each time. */
export function digitsOf(tag: string, count: number): string {
  const hash = createHash('sha256').update(tag).digest();
  return Array.from({ length: count }, (_none, at) => String((hash[at % hash.length] ?? 0) % 10)).join('');
}

type Values = (tag: string) => readonly unknown[];

/** What members of such a name hold, the most usual first: each is tried where the one before was refused. */
const BY_NAME: readonly (readonly [RegExp, Values])[] = [
  [/mail/i, (tag) => [`${tag}@example.com`]],
  [
    /phone|mobile|(?:^|_)tel|msisdn|fax/i,
    (tag) => {
      const digits = digitsOf(tag, 7);
      return [
        `+1555${digits}`,
        `555${digits}`,
        `+49170${digits}`,
        `0170${digits}`,
        `(555) ${digits.slice(0, 3)}-${digits.slice(3)}`,
      ];
    },
  ],
  [/birth|dob/i, () => ['1990-04-12', '12.04.1990', '1990-04-12T00:00:00Z']],
  [/country/i, () => ['DE', 'US', 'Germany', 'DEU']],
  [/currency/i, () => ['EUR', 'USD']],
  [/lang|locale/i, () => ['en', 'en-US', 'en_US']],
  [/time_?zone|^tz$/i, () => ['Europe/Berlin', 'UTC']],
  [/zip|post(?:al)?_?code|plz/i, () => ['10115', '94107']],
  [/(?:^|_)(?:city|town)/i, () => ['Berlin']],
  [/street|address|^(?:ship|deliver|send|bill)(?:ed)?_?to$/i, () => ['Example Street 1, 10115 Berlin']],
  [/gender|sex$/i, () => ['other', 'female', 'F']],
  [/first_?name|given/i, () => ['Mia']],
  [/last_?name|family|surname/i, () => ['Example']],
  [/colou?r/i, () => ['#336699', 'blue']],
  [/ur[il]s?$|website|callback|webhook|link/i, () => ['https://example.com/']],
  [/uuid|guid/i, (tag) => [uuidOf(tag)]],
  [/cents$|^(?:agreed|accepted)_?(?:price|amount)/i, () => [10, 100, 1000]],
  [/^(?:is|has|accept|agree)|terms|consent|tos|gdpr|enabled|active$/i, () => [true]],
  [
    /(?:_|[a-z])(?:end|until|to|till)(?:s|_?(?:at|date|time))?$|^(?:ends?|until|to)(?:_?(?:at|date|time))?$|check_?out|return|expires?|due|deadline/i,
    () => ['2031-05-06', '2031-05-06T11:00:00Z'],
  ],
  [
    /date|(?:^|_)day$|start|begin|from$|check_?in|when|schedul/i,
    () => ['2031-05-05', '2031-05-05T10:00:00Z'],
  ],
  [/(?:_at|At|time)$/, () => ['2031-05-05T10:00:00Z', '10:00']],
  [
    /qty|quantity|count|seats|guests|persons|people|party|size|nights|days|hours|minutes|duration|number_of|rating|score|weight|age$/i,
    () => [1, 2, '1'],
  ],
  [/amount|price|cents|total|value|cost|fee|sum|budget|goal/i, () => [10, 100, '10.00']],
  [/latitude|^lat$/i, () => [52.52]],
  [/longitude|^l(?:ng|on)$/i, () => [13.4]],
  [
    /ssn|national|tax|passport|licen[cs]e|document_?(?:no|number)|^nin$|personal_?(?:id|code|number)/i,
    (tag) => [digitsOf(tag, 9), `X${digitsOf(tag, 8)}`, digitsOf(tag, 11)],
  ],
  [
    /description|text|body|content|comment|message|note|reason|summary|bio/i,
    (tag) => [`A note of ${tag} for testing`],
  ],
  [/tags|items|list$|labels|scopes/i, () => [[], ['sample']]],
];

/** Values that a member of this name may take; `attempt` counts what was refused before. */
export function usualValue(name: string, tag: string, attempt = 0): unknown {
  const values = BY_NAME.find(([words]) => words.test(name))?.[1](tag);
  if (values) return values[attempt % values.length];
  const sample = sampleText({}, name, attempt);
  return sample === undefined || /^sample\d*$/.test(sample) ? tag : sample;
}

/** True where a name says what kind of value it takes, so that another one may do. */
export function hasUsualValues(name: string): boolean {
  return BY_NAME.some(([words]) => words.test(name));
}

/** A UUID (RFC 9562 section 5.8, version 8) that belongs to a tag and to nothing else. */
export function uuidOf(tag: string): string {
  const hex = createHash('sha256').update(tag).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
