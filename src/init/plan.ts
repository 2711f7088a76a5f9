import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../version.ts';
import { configText } from './config-text.ts';
import type { Ci, Found } from './detect.ts';
import { githubWorkflow, gitlabJob, shellScript } from './pipeline-files.ts';

/** A file that init would write. */
export interface PlannedFile {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly executable: boolean;
  /** Something stands there already. */
  readonly exists: boolean;
}

/** What to do once the files are written, a sentence each. */
export interface Plan {
  readonly files: readonly PlannedFile[];
  readonly next: readonly string[];
}

/** Port that most tutorials use: a placeholder that the text says to look at. */
const UNKNOWN_URL = 'http://localhost:8080';

export function planFor(
  root: string,
  found: Found,
  options: { readonly ci: Ci; readonly url?: string },
): Plan {
  const url = options.url ?? found.service.url ?? UNKNOWN_URL;
  const pipeline = pipelineFile(found, options.ci, url);
  const files = [{ path: 'middlebrick.yaml', text: configText(found, url), executable: false }, pipeline];
  return {
    files: files.map((file) => ({ ...file, exists: isThere(join(root, file.path)) })),
    next: nextSteps(found, options.ci, pipeline.path),
  };
}

function pipelineFile(found: Found, ci: Ci, url: string): Omit<PlannedFile, 'exists'> {
  const { service, credential } = found;
  switch (ci) {
    case 'github':
      return {
        path: '.github/workflows/api-scan.yml',
        text: githubWorkflow({
          url,
          ...(service.start === undefined ? {} : { start: service.start }),
          ...(credential ? { variable: credential.variable } : {}),
        }),
        executable: false,
      };
    case 'gitlab':
      return { path: '.gitlab/middlebrick.yml', text: gitlabJob(), executable: false };
    case 'shell':
      return { path: 'middlebrick.sh', text: shellScript(), executable: true };
  }
}

function nextSteps({ credential, service }: Found, ci: Ci, path: string): string[] {
  return [
    ...(credential ? [`Set ${credential.variable} in the environment, here and in the pipeline.`] : []),
    ...(ci !== 'github'
      ? []
      : service.start === undefined
        ? [`Write into ${path} how the API is started: nothing in the repository tells.`]
        : [`Look over how ${path} starts the API.`]),
    ...(service.variables === undefined
      ? []
      : [
          `Set the variables of ${service.variables} before it starts, and start what they name, such as a database.`,
        ]),
    ...(service.others.length === 0
      ? []
      : [`There are other services: ${service.others.join(', ')}. --url says which one is meant.`]),
    ...(ci === 'gitlab'
      ? [`Add to .gitlab-ci.yml, and start the API as a service: include: [{ local: ${path} }]`]
      : []),
    `Start the API, then: npx -y ${PACKAGE} scan`,
  ];
}

/** A dangling symbolic link is there too: writing to it would write elsewhere. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
