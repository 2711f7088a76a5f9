import { lookup } from 'node:dns/promises';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { authority, serverCertificate } from './fleet-certificates.ts';
import { missingOf } from './fleet-process.ts';
import {
  type App,
  build,
  type Framework,
  frameworks,
  GUIDE_FLEET,
  start,
  VARIANTS,
  type Variant,
} from './guide-fleet-apps.ts';
import { judgeContract } from './guide-fleet-contract.ts';
import { type FrontProxy, startProxy } from './guide-fleet-proxy.ts';
import { scanApp } from './guide-fleet-scan.ts';
import { judgeFixed, judgeFlawed, missedRules, type Verdict } from './guide-fleet-verdicts.ts';

type Say = (line: string) => void;

/**
 * Both apps of each framework, scanned and compared with what is expected of them. With `again` a framework that is not
 * as expected is judged once more, and that is said: rules that measure time depend on what else the machine does.
 */
export async function scanGuides(
  say: Say,
  only: readonly string[],
  again: boolean,
): Promise<{ passed: number; failed: number; skipped: number }> {
  const known = frameworks();
  const unknown = only.filter((name) => !Object.hasOwn(known, name));
  if (unknown.length > 0)
    throw new Error(`${unknown.join(', ')}: there are ${Object.keys(known).join(', ')}`);
  const total = { passed: 0, failed: 0, skipped: 0 };
  const queue = Object.entries(known).filter(([name]) => only.length === 0 || only.includes(name));
  const built = queue.flatMap(([name, framework]) => {
    const missing = missingOf(framework.needs);
    if (missing) {
      say(`${framework.title}: skipped, ${missing}`);
      total.skipped += 1;
      return [];
    }
    const broken = build(framework);
    return [{ name, framework, broken }];
  });
  const work = async () => {
    for (let next = built.shift(); next; next = built.shift()) {
      const { name, framework, broken } = next;
      const began = performance.now();
      let verdicts = broken ? [{ what: 'build', fault: broken }] : await judgeFramework(name, framework);
      if (again && !broken && faultsIn(verdicts).length > 0) {
        tellFaults(say, faultsIn(verdicts));
        say(`${framework.title}: once more, the machine may have been busy`);
        verdicts = await judgeFramework(name, framework);
      }
      const faults = faultsIn(verdicts);
      total.failed += faults.length;
      total.passed += verdicts.length - faults.length;
      const seconds = Math.round((performance.now() - began) / 1000);
      say(
        `${framework.title}: ${verdicts.length - faults.length} of ${verdicts.length} as expected, ${seconds} s`,
      );
      for (const [topic, why] of Object.entries(framework.without ?? {})) say(`  without ${topic}: ${why}`);
      tellFaults(say, faults);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return total;
}

/** Frameworks, of which each has two scans: most of their time is waiting for delays and windows of limits. */
const AT_ONCE = 2;

function faultsIn(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.filter(({ fault }) => fault !== undefined);
}

function tellFaults(say: Say, faults: readonly Verdict[]): void {
  for (const { what, fault } of faults) say(`  ${what}\n      ${fault}`);
}

async function judgeFramework(name: string, framework: Framework): Promise<Verdict[]> {
  mkdirSync(RESULTS, { recursive: true });
  const judged = await Promise.all(
    VARIANTS.map(async (variant) => {
      try {
        return await judgeVariant(name, framework, variant);
      } catch (error) {
        return [{ what: `${variant}, run`, fault: String(error) }];
      }
    }),
  );
  return judged.flat();
}

/** Results and what the apps printed, for a look at what went wrong. */
const RESULTS = join(GUIDE_FLEET, '.results');

async function judgeVariant(name: string, framework: Framework, variant: Variant): Promise<Verdict[]> {
  const host = await ownName();
  const proxy = await startProxy(host, serverCertificate(`${host}`));
  const kept = join(RESULTS, `${name}-${variant}`);
  rmSync(`${kept}.log`, { force: true });
  const log = (text: string) => appendFileSync(`${kept}.log`, text);
  const withApp = <T>(use: () => Promise<T>) => running({ framework, variant, proxy, log }, use);
  try {
    const urls = {
      url: `https://${proxy.secureHost}`,
      plain: `http://${proxy.plainHost}`,
      ca: authority.certificate,
    };
    if (variant === 'flawed') {
      const result = await withApp(() => scanApp(urls.url, { ...urls, keepAs: `${kept}.json` }));
      // Rules that need a file of the scan's own take it from one another: what is missed is looked for alone.
      const include = missedRules(framework, result);
      const alone =
        include.length > 0 ? await withApp(() => scanApp(urls.url, { ...urls, include })) : undefined;
      return judgeFlawed(framework, result, alone);
    }
    // Another process than the scan's: limits are counted anew.
    const contract = await withApp(() => judgeContract(framework, urls));
    return [
      ...contract,
      ...judgeFixed(
        framework,
        name,
        await withApp(() => scanApp(urls.url, { ...urls, keepAs: `${kept}.json` })),
      ),
    ];
  } finally {
    await proxy.stop();
  }
}

async function running<T>(
  {
    framework,
    variant,
    proxy,
    log,
  }: { framework: Framework; variant: Variant; proxy: FrontProxy; log: (text: string) => void },
  use: () => Promise<T>,
): Promise<T> {
  const app: App = await start(framework, { variant, publicHost: proxy.secureHost, log });
  proxy.aim(app.url);
  try {
    return await use();
  } finally {
    await app.stop();
  }
}

/** Rules of transport have nothing to say of "localhost": the machine's own name is asked for, where it resolves. */
async function ownName(): Promise<string> {
  const name = hostname().toLowerCase();
  return lookup(name).then(
    () => name,
    () => 'localhost',
  );
}
