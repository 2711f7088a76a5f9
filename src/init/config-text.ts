import type { Found } from './detect.ts';

/** `middlebrick.yaml` with the reason for each value beside it. */
export function configText(found: Found, url: string): string {
  const { framework, spec, credential } = found;
  return [
    '# How middlebrick scans this API. Flags win over this file; "middlebrick scan --help" lists them.',
    `url: ${scalar(url)}${framework ? ` # where ${framework.name} usually listens` : ' # where does it listen?'}`,
    ...(spec === undefined ? [] : [`spec: ${scalar(spec)}`]),
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

/** A YAML scalar that reads back as the same text, whatever a file is called. */
function scalar(value: string): string {
  return /^[A-Za-z][\w./:=-]*$/.test(value) && !/:$|^(true|false|yes|no|null|on|off)$/i.test(value)
    ? value
    : JSON.stringify(value);
}
