interface Format {
  readonly example: string;
  readonly fits: (text: string) => boolean;
}

const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${octet}(\\.${octet}){3}$`);
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,12})?(z|[+-]([01]\d|2[0-3]):?[0-5]\d)$/i;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const HOST = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function isDate(text: string): boolean {
  const parts = DATE.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number);
  const date = new Date(`${text}T00:00:00Z`);
  return date.getUTCFullYear() === year && date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
}

function isDateTime(text: string): boolean {
  return /[t ]/i.test(text[10] ?? '') && isDate(text.slice(0, 10)) && TIME.test(text.slice(11));
}

/** Only what is certain is refused: an answer that this calls wrong is wrong. Addresses are of RFC 2606, 5737 and 3849. */
const FORMATS: ReadonlyMap<string, Format> = new Map([
  ['date', { example: '2024-01-15', fits: isDate }],
  ['date-time', { example: '2024-01-15T09:30:00Z', fits: isDateTime }],
  ['time', { example: '09:30:00Z', fits: (text) => TIME.test(text) }],
  ['duration', { example: 'P1D', fits: (text) => /^P(?=.)[\dYMWDTHS.]+$/.test(text) }],
  ['email', { example: 'user@example.com', fits: (text) => EMAIL.test(text) }],
  ['idn-email', { example: 'user@example.com', fits: (text) => EMAIL.test(text) }],
  ['hostname', { example: 'example.com', fits: (text) => text.length <= 253 && HOST.test(text) }],
  ['ipv4', { example: '192.0.2.1', fits: (text) => IPV4.test(text) }],
  [
    'ipv6',
    { example: '2001:db8::1', fits: (text) => /^[0-9a-f:.]{2,45}$/i.test(text) && text.includes(':') },
  ],
  ['uri', { example: 'https://example.com/', fits: (text) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(text) }],
  ['url', { example: 'https://example.com/', fits: (text) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(text) }],
  ['iri', { example: 'https://example.com/', fits: (text) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(text) }],
  ['uri-reference', { example: '/sample', fits: (text) => !/\s/.test(text) }],
  ['iri-reference', { example: '/sample', fits: (text) => !/\s/.test(text) }],
  ['uri-template', { example: '/sample/{id}', fits: () => true }],
  ['uuid', { example: '5f0c7a3e-1b2d-4c6f-8a9b-0d1e2f3a4b5c', fits: (text) => UUID.test(text) }],
  ['byte', { example: 'c2FtcGxl', fits: (text) => BASE64.test(text) }],
  ['binary', { example: 'sample', fits: () => true }],
  ['password', { example: 'Sample-pass-1', fits: () => true }],
  ['json-pointer', { example: '/sample', fits: (text) => text === '' || text.startsWith('/') }],
  ['relative-json-pointer', { example: '0', fits: (text) => /^\d/.test(text) }],
  ['regex', { example: '^sample$', fits: () => true }],
  ['int32', { example: '1', fits: () => true }],
  ['int64', { example: '1', fits: () => true }],
  ['decimal', { example: '1.0', fits: () => true }],
  ['char', { example: 'a', fits: () => true }],
  ['phone', { example: '+12025550100', fits: () => true }],
]);

/** Undefined for formats that are not known: nothing can be said then. */
export function formatFits(format: string, text: string): boolean | undefined {
  return FORMATS.get(format)?.fits(text);
}

/** A text of the format; later variants differ where the format leaves room. */
export function formatExample(format: string, variant: number): string | undefined {
  const example = FORMATS.get(format)?.example;
  if (example === undefined || variant === 0) return example;
  switch (format) {
    case 'date':
    case 'date-time':
      return `${2024 + Math.floor(variant / 28)}-01-${String((variant % 28) + 1).padStart(2, '0')}${example.slice(10)}`;
    case 'time':
      return `${String(variant % 24).padStart(2, '0')}:${String(Math.floor(variant / 24) % 60).padStart(2, '0')}:00Z`;
    case 'uuid':
      return example.slice(0, 24) + variant.toString(16).padStart(12, '0');
    case 'email':
    case 'idn-email':
      return `user${variant}@example.com`;
    case 'hostname':
      return `host${variant}.example.com`;
    case 'ipv4':
      return `192.0.2.${(variant % 254) + 1}`;
    case 'ipv6':
      return `2001:db8::${(variant + 1).toString(16)}`;
    case 'duration':
      return `P${variant + 1}D`;
    case 'byte':
      return Buffer.from(`sample${variant}`).toString('base64');
    case 'char':
      return String.fromCharCode(97 + (variant % 26));
    default:
      return `${example}${variant}`;
  }
}
