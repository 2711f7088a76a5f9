import { authorizationMatrix } from './authorization-matrix.ts';
import type { Reporter } from './context.ts';

/** The authorization matrix (RFC 4180, lines ended as elsewhere here): a row an operation, a column an identity. */
export const csv: Reporter = (result) => {
  const { identities, rows } = authorizationMatrix(result);
  const lines = [
    ['operation', ...identities],
    ...rows.map(({ operation, results }) => [operation, ...results]),
  ];
  return lines.map((cells) => `${cells.map(field).join(',')}\n`).join('');
};

/** Spreadsheets run what begins like a formula (CWE-1236): names come from the target. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
