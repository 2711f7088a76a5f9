import { plain } from '../findings/plain.ts';

/** One line that GitHub's runner takes for a command, with nothing in it that could begin another. */
export function workflowCommand(
  name: string,
  message: string,
  properties: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name}${written.length > 0 ? ` ${written.join(',')}` : ''}::${escapeData(message)}`;
}

/** The runner reads commands line by line: a line break in a value would start one of the target's own. */
function escapeData(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(value: string): string {
  return escapeData(plain(value)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
