import { existsSync } from 'node:fs';
import { journalFolder } from '../archive/folder.ts';
import type { Keeping } from '../archive/prune.ts';
import { KEPT } from '../archive/prune.ts';
import { parseBaseline } from '../compare/baseline.ts';
import type { Gate } from '../compare/gate.ts';
import { parseThreshold } from '../compare/gate.ts';
import type { Config } from '../config/schema.ts';
import { ScanError } from '../errors.ts';
import { readText } from '../given/read-file.ts';
import { requestInputs } from '../given/request-input.ts';
import { createSecretReader } from '../given/secret-values.ts';
import { specInput } from '../given/spec-input.ts';
import { proxiesFrom } from '../http/proxy.ts';
import { keptIn } from '../journal/journal-file.ts';
import { FORMATS } from '../report/index.ts';
import type { ScanResult, Severity } from '../result.ts';
import { SEVERITIES } from '../result.ts';
import type { ScanOptions } from '../scan.ts';
import { FEWEST_ATTEMPTS, MOST_ATTEMPTS } from '../scanning/attempts.ts';
import { parseBasePath } from '../target.ts';
import { callbackOf } from './callback.ts';
import { configFor } from './found-config.ts';
import { checkLoginsOf, givenIdentities } from './given-identities.ts';
import { numberOf } from './number-of.ts';
import type { Output } from './outputs.ts';
import { parseOutputs } from './outputs.ts';
import { retentionRequest } from './retention-settings.ts';
import type { ScanFlags } from './scan-options.ts';
import { sizeOf } from './size-of.ts';
import { wantsColour } from './terminal.ts';
import { watchTraffic } from './traffic.ts';

/** All that one run of `scan` was told, from flags and from `middlebrick.yaml`; flags win. */
export interface Settings {
  readonly scan: ScanOptions;
  readonly outputs: readonly Output[];
  readonly gate: Gate;
  /** Where the gate's baseline was read. */
  readonly baselineFile?: string;
  /** File of the repository that stands for findings without a line in a document. */
  readonly routeFile?: string;
  /** Tells uploads of several APIs apart; made of the target where left out. */
  readonly sarifCategory?: string;
  readonly dryRun: boolean;
  /** To the server that the environment names. */
  readonly upload: boolean;
  readonly save: boolean;
  readonly keeping: Keeping;
  readonly quiet: boolean;
  /** Every request is logged. */
  readonly verbose: boolean;
  /** File that the traffic is recorded in. */
  readonly har?: string;
  readonly colour: boolean;
  /** To be said before anything else: where settings came from that nobody typed. */
  readonly notices: readonly string[];
}

/** @throws ScanError for the first thing that is wrong, in one sentence */
export function readSettings(typedUrl: string | undefined, flags: ScanFlags): Settings {
  const { config, notices, secret: configured, isFound } = configFor(flags);
  const url = typedUrl ?? config.url;
  if (url === undefined) {
    throw new ScanError(
      'invalid-option',
      'Which API? Name its URL, here or as "url" in middlebrick.yaml, such as https://api.example.com.',
    );
  }
  const named = listOf(flags.spec ?? config.spec);
  const specs = [
    ...named.map((one) => specInput(one, { stdin: true })),
    ...requestInputs(flags.request ?? config.requests ?? []),
  ];
  const basePath = flags.basePath ?? config.basePath;
  const typed = createSecretReader(process.env, { stdin: !named.includes('-') });
  const { identities, headers } = givenIdentities(flags, config, { typed, configured: configured(typed) });
  if (isFound) checkLoginsOf(flags, identities, url);
  const ca = flags.ca ?? config.ca;
  const rate = numberOf(flags.rate, '--rate', 0.1, 10_000) ?? config.rate;
  const maxTime = numberOf(flags.maxTime, '--max-time', 1, 86_400) ?? config.maxTime;
  const maxRequests = numberOf(flags.maxRequests, '--max-requests', 1, 1_000_000) ?? config.maxRequests;
  const retention = retentionRequest(url, flags);
  const concurrency = numberOf(flags.concurrency, '--concurrency', 1, 50) ?? config.concurrency;
  const attempts = numberOf(flags.attempts, '--attempts', FEWEST_ATTEMPTS, MOST_ATTEMPTS) ?? config.attempts;
  return {
    scan: {
      url,
      identities,
      ...(headers.length === 0 ? {} : { headers }),
      ...(flags.foreignToken === undefined
        ? {}
        : { foreignToken: typed(flags.foreignToken, '--foreign-token') }),
      ...(specs.length === 0 ? {} : { specs }),
      ...(config.roles === undefined ? {} : { roles: config.roles }),
      ...(basePath === undefined ? {} : { basePath: parseBasePath(basePath) }),
      mode: flags.active ? 'active' : (config.mode ?? 'safe'),
      ...((flags.quick ?? config.quick) ? { quick: true } : {}),
      ...callbackOf(flags),
      llm: flags.llm ?? config.llm ?? false,
      alsoInScope: [...(config.scope ?? []), ...(flags.scope ?? [])],
      selection: {
        include: flags.include ?? config.include ?? [],
        exclude: [...(config.exclude ?? []), ...(flags.exclude ?? [])],
      },
      suppressions: config.suppress ?? [],
      ...((flags.insecure ?? config.insecure) ? { trustAnyCertificate: true } : {}),
      proxies: proxiesFrom(process.env),
      ...(ca === undefined ? {} : { ca: readText(ca, 'certificate file') }),
      ...(rate === undefined ? {} : { rate }),
      ...(maxTime === undefined ? {} : { maxTimeMs: maxTime * 1000 }),
      ...(maxRequests === undefined ? {} : { maxRequests }),
      ...(concurrency === undefined ? {} : { concurrency }),
      ...(attempts === undefined ? {} : { attempts }),
      ...(retention === undefined ? {} : { retention }),
    },
    outputs: parseOutputs(flags.format ?? config.formats ?? ['summary'], FORMATS),
    gate: gateOf(flags, config),
    ...baselineFileOf(flags.baseline ?? config.baseline),
    ...routeFileOf(flags.routeFile ?? config.routeFile),
    ...(flags.sarifCategory ? { sarifCategory: flags.sarifCategory } : {}),
    dryRun: flags.dryRun ?? false,
    upload: flags.upload ?? false,
    save: flags.save && !flags.dryRun,
    keeping: {
      results:
        numberOf(flags.keepResults, '--keep-results', 1, 100_000) ?? config.keepResults ?? KEPT.results,
      days: numberOf(flags.keepDays, '--keep-days', 1, 36_500) ?? config.keepDays ?? KEPT.days,
    },
    quiet: flags.quiet ?? false,
    verbose: flags.verbose ?? false,
    ...(flags.har === undefined ? {} : { har: flags.har }),
    colour: wantsColour(flags),
    notices,
  };
}

function listOf(given: string | readonly string[] | undefined): readonly string[] {
  const all = given === undefined ? [] : typeof given === 'string' ? [given] : given;
  if (all.filter((one) => one === '-').length > 1)
    throw new ScanError('invalid-option', 'Standard input holds one document: --spec - may be given once.');
  return all;
}

function gateOf(flags: ScanFlags, config: Config): Gate {
  const growth = sizeOf(flags.failOnGrowth, '--fail-on-growth');
  const failOn = flags.failOn ?? config.failOn;
  if (failOn !== undefined && !isSeverity(failOn)) {
    throw new ScanError(
      'invalid-option',
      `--fail-on takes one of ${SEVERITIES.join(', ')}, not "${failOn}".`,
    );
  }
  const typed = flags.threshold ?? config.threshold;
  const threshold = typed === undefined ? undefined : parseThreshold(String(typed));
  if (typed !== undefined && threshold === undefined) {
    throw new ScanError(
      'invalid-option',
      `--threshold takes 0 to 100 or a grade from A to F, not "${typed}".`,
    );
  }
  const path = flags.baseline ?? config.baseline;
  if (flags.newOnly && path === undefined) {
    throw new ScanError('invalid-option', '--new-only needs --baseline.');
  }
  return {
    ...(threshold === undefined ? {} : { threshold }),
    ...(growth === undefined ? {} : { failOnGrowthBytes: growth }),
    ...(failOn === undefined ? (flags.newOnly ? { failOn: 'info' as const } : {}) : { failOn }),
    ...((flags.allowPartialCoverage ?? config.allowPartialCoverage) ? { allowPartialCoverage: true } : {}),
    ...(path === undefined ? {} : { baseline: parseBaseline(readText(path, 'baseline'), path) }),
  };
}

function baselineFileOf(baselineFile: string | undefined): Pick<Settings, 'baselineFile'> {
  return baselineFile === undefined ? {} : { baselineFile };
}

function routeFileOf(routeFile: string | undefined): Pick<Settings, 'routeFile'> {
  if (routeFile === undefined) return {};
  if (existsSync(routeFile)) return { routeFile };
  throw new ScanError('unreadable-file', `There is no route file ${routeFile}.`);
}

function isSeverity(value: string): value is Severity {
  return (SEVERITIES as readonly string[]).includes(value);
}

/** Loads the scanner only now: `--help` and usage errors should not wait for it. */
export async function performScan(
  settings: Settings,
  watching: Pick<ScanOptions, 'signal' | 'onEvent'> & { readonly onJournal?: (scan: string) => void } = {},
): Promise<ScanResult> {
  const { onJournal, ...watched } = watching;
  const { scan } = await import('../scan.ts');
  const kept = keptIn(journalFolder(process.env));
  const traffic = watchTraffic(settings);
  try {
    return await scan({
      ...settings.scan,
      journal: (head) => {
        onJournal?.(head.scan);
        return kept(head);
      },
      ...watched,
      ...(traffic ? { onTraffic: traffic.show } : {}),
    });
  } finally {
    traffic?.end();
  }
}
