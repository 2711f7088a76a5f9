import { Command, CommanderError } from 'commander';
import { ScanError } from '../errors.ts';
import { VERSION } from '../version.ts';
import { addMcpOptions } from './mcp-options.ts';
import { repeated } from './repeated.ts';
import { addReplayOptions } from './replay-options.ts';
import { addRetentionOptions } from './retention-options.ts';
import { addScanOptions, addWho } from './scan-options.ts';
import { addRotateKeyOptions, addServeOptions } from './serve-options.ts';
import { withScan } from './short-form.ts';
import { tell } from './terminal.ts';
import { typedSecrets } from './typed-secrets.ts';

/** Every command with its flags. Handlers load their own code: `--help` should not wait for the scanner. */
export function createProgram(exitWith: (code: number) => void): Command {
  const program = new Command('middlebrick')
    .description('API security scanner: a URL in, a graded, proven report out.')
    .usage('<url> [options of scan] | <command> [options]')
    .version(VERSION)
    .showHelpAfterError('(--help lists the options)')
    .exitOverride();

  const command = (words: string, says: string) => program.command(words).description(says);
  addScanOptions(command('scan [url]', 'scan an API and report')).action(async (url, options) => {
    exitWith(await (await import('./scan-command.ts')).scanCommand(url, options));
  });
  addRetentionOptions(
    command(
      'retention [url]',
      'measure whether a service keeps memory for every credential, connection or request',
    ),
  ).action(async (url, options) => {
    exitWith(await (await import('./retention-command.ts')).retentionCommand(url, options));
  });
  addReplayOptions(command('replay <fingerprint>', 'run one finding’s proof again')).action(
    async (fingerprint, options) => {
      exitWith(await (await import('./replay-command.ts')).replayCommand(fingerprint, options));
    },
  );
  command('compare <before> <after>', 'what changed between two results (files or scan ids)')
    .option('--json', 'as JSON')
    .action(async (before, after, options) => {
      exitWith(await (await import('./compare-command.ts')).compareCommand(before, after, options));
    });
  command('report <result>', 'write reports of a kept result (a file, a scan id, or "last")')
    .option(
      '--format <format[=file]>',
      'a format of "scan", to standard output or a file; repeat for several',
      repeated,
    )
    .action(async (result, options) => {
      exitWith(await (await import('./report-command.ts')).reportCommand(result, options));
    });
  command(
    'upload [results...]',
    'send kept results (files, folders of them, scan ids, or "last") to a server of "serve"; what it has is not sent again',
  )
    .option('--all', 'all that are kept on this machine, oldest first')
    .action(async (results, options) => {
      exitWith(await (await import('./upload-command.ts')).uploadCommand(results, options));
    });
  command('results', 'list past scans kept on this machine').action(async () => {
    exitWith(await (await import('./results-command.ts')).resultsCommand());
  });
  addWho(
    command(
      'cleanup [scan]',
      'remove what an active scan made and could not remove (id from --list, or "last")',
    ),
  )
    .option(
      '--config <file>',
      'configuration file with the credentials; middlebrick.yaml where there is one for this target',
    )
    .option('--no-config', 'ignore middlebrick.yaml')
    .option('--trust-config', 'let a middlebrick.yaml that was found read any variable')
    .option('--list', 'list scans that left something behind, and what')
    .option('--forget', 'drop the journal of this scan, and remove nothing')
    .action(async (scan, options) => {
      exitWith(await (await import('./cleanup-command.ts')).cleanupCommand(scan, options));
    });
  command('baseline <result>', 'write a baseline from a result (file or scan id) to standard output').action(
    async (result) => {
      exitWith(await (await import('./baseline-command.ts')).baselineCommand(result));
    },
  );
  command(
    'explain <rule...>',
    'the guide of a rule, by its id or a search term such as IDOR: cause, proof and fix',
  )
    .option('--framework <name>', 'for a service built with it: axum, express, fastapi…')
    .option('--credential <kind>', 'for what callers show: api-keys, jwt, mutual-tls')
    .option(
      '--container <kind>',
      'for what memory grows in: map, cache, limiter, session-store, metrics-labels, log-context, task, connection',
    )
    .option('--format <format>', 'text or markdown', 'text')
    .action(async (rule, options) => {
      exitWith(await (await import('./explain-command.ts')).explainCommand(rule.join(' '), options));
    });
  command('init [folder]', 'write middlebrick.yaml and a pipeline file that fit the repository')
    .option('--ci <kind>', 'github, gitlab or shell; the one in use where left out')
    .option('--url <url>', 'where the API listens; the framework’s usual port where left out')
    .option('--yes', 'write without asking')
    .option('--force', 'overwrite files that are there already')
    .option('--dry-run', 'show the files, and write none')
    .action(async (folder, options) => {
      exitWith(await (await import('./init-command.ts')).initCommand(folder, options));
    });
  command(
    'rules [term...]',
    'list checks and rules; with a term such as XSS or CWE-89, only the rules about it',
  )
    .option('--json', 'as JSON')
    .action(async (term, options) => {
      exitWith(await (await import('./rules-command.ts')).rulesCommand(term.join(' '), options));
    });
  addMcpOptions(command('mcp', 'serve coding assistants over the Model Context Protocol')).action(
    async (options) => {
      exitWith(await (await import('./mcp-command.ts')).mcpCommand(options));
    },
  );
  addServeOptions(
    command('serve', 'serve a team: history of scans, findings and scores, by a REST API'),
  ).action(async (options) => {
    exitWith(await (await import('./serve-command.ts')).serveCommand(options));
  });
  addRotateKeyOptions(
    command(
      'rotate-key',
      'encrypt what a server keeps secret with a new key; the embedded one has to be stopped',
    ),
  ).action(async (options) => {
    exitWith(await (await import('./rotate-key-command.ts')).rotateKeyCommand(options));
  });
  command('backup <file>', 'write all that a server keeps to one file, while it runs')
    .option('--data <folder>', 'folder of the embedded database, as of "serve"')
    .action(async (file, options) => {
      exitWith(await (await import('./backup-command.ts')).backupCommand(file, options));
    });
  command('restore <file>', 'put a backup in place, while no server runs')
    .option('--data <folder>', 'folder of the embedded database, as of "serve"')
    .option('--replace', 'give up what is there')
    .action(async (file, options) => {
      exitWith(await (await import('./restore-command.ts')).restoreCommand(file, options));
    });
  // Started by "serve" alone.
  program.command('scan-process', { hidden: true }).action(async () => {
    exitWith(await (await import('./scan-process-command.ts')).scanProcessCommand());
  });
  return program;
}

/** Runs the command line. Returns the exit code; never throws for what a user can cause. */
export async function run(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = createProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(withScan(argv, ['help', ...program.commands.map((one) => one.name())]));
    return exitCode;
  } catch (error) {
    return await exitCodeOf(error, argv);
  }
}

/** What went wrong may quote the target, a file, or what was typed: here, where it is printed, secrets are taken out. */
async function exitCodeOf(error: unknown, argv: readonly string[]): Promise<number> {
  // Commander has already said what is wrong, or shown the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { createRedactor } = await import('../redaction/redactor.ts');
  const { redactedFailure } = await import('../redaction/failure.ts');
  const failure = redactedFailure(error, createRedactor(typedSecrets(argv, process.env)));
  const detail = failure instanceof Error ? failure.message : String(failure);
  if (error instanceof ScanError) {
    tell(detail);
    return error.exitCode;
  }
  tell(`an internal error: ${detail}`);
  process.stderr.write('Please report it.\n');
  return 3;
}
