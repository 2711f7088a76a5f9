import { serveLab } from '../../lab/app.ts';
import type { Switch } from '../../lab/shop/area.ts';
import { createShop } from '../../lab/shop/shop.ts';
import type { ScanResult } from '../../src/result.ts';
import { type ScanOptions, scan } from '../../src/scan.ts';

export interface Scanned {
  readonly result: ScanResult;
  /** Seeded rows that the scan changed, and what it left. */
  readonly damaged: readonly string[];
  readonly added: readonly string[];
}

/** The shop with these switches, in active mode, as two users of two tenants. */
export async function scanned(
  switches: readonly string[],
  options: Partial<ScanOptions> = {},
): Promise<Scanned> {
  const shop = createShop(switches);
  const lab = await serveLab(shop);
  try {
    const result = await scan({
      url: lab.url,
      mode: 'active',
      guesses: 'first',
      identities: ['Ada', 'Bob'].map((name) => ({
        name,
        credentials: [{ kind: 'bearer', token: shop.tokenOf(name) }],
      })),
      ...options,
    });
    return { result, damaged: shop.damaged(), added: shop.added() };
  } finally {
    await lab.close();
  }
}

/** What was found, as `rule: operation`, that of findings that stand for others included. */
export function foundIn({ findings }: ScanResult, above?: 'info'): readonly string[] {
  const listed = findings
    .filter(({ severity }) => severity !== above)
    .flatMap(({ rule, locations, related = [] }) => [{ rule, locations }, ...related])
    .flatMap(({ rule, locations }) =>
      locations.map(({ operation, url }) => `${rule}: ${operation ?? new URL(url).pathname}`),
    );
  return [...new Set(listed)].sort();
}

export function isFound({ rules, at }: Switch, found: readonly string[]): boolean {
  return rules.some((rule) =>
    at === EVERYWHERE ? found.some((one) => one.startsWith(`${rule}: `)) : found.includes(`${rule}: ${at}`),
  );
}

/** Where a switch is of no operation of its own. */
export const EVERYWHERE = 'every operation';
