import { serveOldObjects, TOKENS } from './lab/journal/old-objects.ts';
import { scan } from './src/scan.ts';
import { CHECKS } from './src/checks/index.ts';
const named = (name: string, token: string) => ({ name, credentials: [{ kind: 'bearer', token }] }) as any;
const check = CHECKS.find((c) => c.id === 'bola')!;
for (const shape of ['plain','list','upsert','location','parent','wrong-id','body-id','replaced','unreadable'] as const) {
const s = await serveOldObjects(shape);
const r = await scan({ url: s.url, mode: 'active', identities: [named('ada', TOKENS.ada), named('bob', TOKENS.bob)], guesses: 'first', checks: [{ ...check, rules: check.rules.filter((x) => /foreign-object-written/.test(x.id)) }]} as any);
console.log(shape, r.checks[0]!.rules.map((x) => [x.rule, x.status, x.reason, x.places?.looked, x.places?.needed].join('|')), r.findings.flatMap((f) => f.locations.map((l) => l.operation)), s.damaged(), s.added(), r.left);
await s.close();
}
