import type { Found } from './detect.ts';

/** `middlebrick.yaml` with the reason for each value beside it. */
export function configText(found: Found, url: string): string {
  const { service, spec, requests, credential } = found;
  return [
    '# How middlebrick scans this API. Flags win over this file; "middlebrick scan --help" lists them.',
    `url: ${scalar(url)}${url === service.url ? ` # ${commented(service.from)}` : service.url === undefined ? ' # where does it listen?' : ''}`,
    ...specLines(spec === undefined ? requests : [spec, ...requests]),
    ...(credential
      ? [
          'identity:',
          `  # Read from the environment: keep secrets out of this file.`,
          `  ${credential.key}: ${scalar(credential.value)}`,
        ]
      : []),
    '# A finding of this severity or worse fails a pipeline.',
    'failOn: high',
    '# Known findings that should not: middlebrick baseline last > baseline.json',
    '# baseline: baseline.json',
    '',
  ].join('\n');
}

/** Names of files are strangers' text: one that would end the comment does not. */
function commented(from: string): string {
  return from.replace(/[^\w .,()/-]/g, '?');
}

/** One document as it stands, several as a list. */
function specLines(files: readonly string[]): string[] {
  const [only] = files;
  if (only === undefined)
    return [
      '# spec: openapi.yaml # or a GraphQL schema, a Postman collection, a HAR file, or a list; requests: [curl …] adds more',
    ];
  if (files.length === 1) return [`spec: ${scalar(only)}`];
  return [
    '# Documents and schemas, and collections and recordings whose requests become operations.',
    'spec:',
    ...files.map((file) => `  - ${scalar(file)}`),
  ];
}

/** A YAML scalar that reads back as the same text, whatever a file is called. */
function scalar(value: string): string {
  return /^[A-Za-z][\w./:=-]*$/.test(value) && !/:$|^(true|false|yes|no|null|on|off)$/i.test(value)
    ? value
    : JSON.stringify(value);
}
