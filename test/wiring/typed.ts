import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { createProgram } from '../../src/cli/program.ts';
import { freshFolder } from '../cli/command.ts';

/** A command of the program, with its work taken out: it is parsed and not run. */
function commandNamed(name: string): { readonly program: Command; readonly command: Command } {
  const program = createProgram(() => {});
  const command = program.commands.find((one) => one.name() === name);
  if (command === undefined) throw new Error(`there is no command ${name}`);
  command.action(() => {});
  return { program, command };
}

/** What the handler of a command is given for these words. */
export function typed<Flags>(words: readonly string[]): { readonly operand: string; readonly flags: Flags } {
  const { program, command } = commandNamed(words[0] ?? '');
  program.parse(words, { from: 'user' });
  return { operand: command.args[0] ?? '', flags: command.opts() as Flags };
}

/** Every option that `--help` of a command shows, as it is typed. */
export function optionsOf(name: string): string[] {
  const { command } = commandNamed(name);
  return command.options.filter(({ hidden }) => !hidden).map(({ long, short }) => long ?? short ?? '');
}

export function commandNames(): string[] {
  const program = createProgram(() => {});
  return program
    .createHelp()
    .visibleCommands(program)
    .map((command) => command.name())
    .filter((name) => name !== 'help');
}

/** A file with this text, in a folder of its own. */
export function fileWith(text: string, name = 'given'): string {
  const path = join(freshFolder(), name);
  writeFileSync(path, text);
  return path;
}
