import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { print } from '../cli/outputs.ts';
import { workflowCommand } from '../report/workflow-command.ts';
import type { Environment } from './inputs.ts';

/** The runner that a step talks to: by lines in its log, and by files that the environment names. */
export interface Runner {
  mask(secret: string): Promise<void>;
  error(message: string): Promise<void>;
  warning(message: string): Promise<void>;
  /** Writes commands that are already whole lines. */
  commands(lines: string): Promise<void>;
  /** Whatever `work` prints is text, never a command. */
  asText<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Does nothing where the runner reads no outputs. */
  output(name: string, value: string): Promise<void>;
  /** Adds to the page of the run, where it has one. */
  summary(markdown: string): Promise<void>;
}

export function openRunner(env: Environment): Runner {
  const say = (name: string) => (message: string) =>
    print(`${workflowCommand(name, message, name === 'add-mask' ? {} : { title: 'middlebrick' })}\n`);
  const warn = say('warning');
  const append = async (path: string | undefined, text: string) => {
    if (!path) return;
    try {
      appendFileSync(path, text);
    } catch (error) {
      // The verdict must not be lost with it.
      await warn(`Cannot write ${path}: ${(error as Error).message}.`);
    }
  };
  return {
    mask: say('add-mask'),
    error: say('error'),
    warning: warn,
    commands: print,
    async asText(work) {
      // Random, so that nothing that is printed in between can end it.
      const token = randomUUID();
      await print(`${workflowCommand('stop-commands', token)}\n`);
      try {
        return await work();
      } finally {
        await print(`\n::${token}::\n`);
      }
    },
    output(name, value) {
      const end = `end-${randomUUID()}`;
      return append(env.GITHUB_OUTPUT, `${name}<<${end}\n${value}\n${end}\n`);
    },
    summary: (markdown) => append(env.GITHUB_STEP_SUMMARY, `${markdown}\n`),
  };
}
