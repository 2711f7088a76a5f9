/** A file as it is sent in a form. */
export interface SentFile {
  /** Made of a name that nobody else has. */
  name(tag: string): string;
  readonly type: string;
  /** One character for each byte. */
  readonly content: string;
}

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const GIF = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
const PDF =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';

const bytesOf = (base64: string) => Buffer.from(base64, 'base64').toString('latin1');

/** Small files of the types that services take most, each what it says. */
const FILES: readonly SentFile[] = [
  { name: (tag) => `${tag}.txt`, type: 'text/plain', content: 'middlebrick\n' },
  { name: (tag) => `${tag}.png`, type: 'image/png', content: bytesOf(PNG) },
  { name: (tag) => `${tag}.pdf`, type: 'application/pdf', content: PDF },
  { name: (tag) => `${tag}.csv`, type: 'text/csv', content: 'name,number\nmiddlebrick,1\n' },
  { name: (tag) => `${tag}.gif`, type: 'image/gif', content: bytesOf(GIF) },
  { name: (tag) => `${tag}.json`, type: 'application/json', content: '{"name": "middlebrick"}\n' },
];

/** Files to try one after the other, the documented type first. */
export function ordinaryFiles(type: string | undefined): readonly SentFile[] {
  return [...FILES].sort((a, b) => Number(b.type === type) - Number(a.type === type));
}
