import { gzipSync } from 'node:zlib';

interface Log {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly Rule[] } };
    readonly automationDetails?: { readonly id?: string };
    readonly results: readonly Found[];
  }[];
}

interface Rule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly properties: { readonly tags: readonly string[]; readonly 'security-severity': string };
}

interface Found {
  readonly ruleId: string;
  readonly message: { readonly text: string };
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly locations: readonly Place[];
  readonly relatedLocations?: readonly (Place & { readonly id: number })[];
}

interface Place {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: { readonly startLine: number };
  };
}

/** What GitHub demands of SARIF beyond its schema, by its documentation: limits, required texts, relative places. */
export function codeScanningProblems(sarif: string): string[] {
  const problems: string[] = [];
  const demand = (fine: boolean, says: string) => {
    if (!fine) problems.push(says);
  };
  const log = JSON.parse(sarif) as Log;
  demand(gzipSync(sarif).length <= 10 * 1024 * 1024, 'over 10 MB compressed');
  demand(log.version === '2.1.0', 'version');
  demand(log.runs.length <= 20, 'over 20 runs');
  for (const run of log.runs) {
    const { rules } = run.tool.driver;
    demand(/^[^\s]+\/$/.test(run.automationDetails?.id ?? ''), 'no category');
    demand(rules.length <= 25_000 && run.results.length <= 25_000, 'too many rules or results');
    demand(new Set(rules.map(({ id }) => id)).size === rules.length, 'a rule twice');
    for (const rule of rules) {
      const texts = [
        rule.shortDescription.text,
        rule.fullDescription.text,
        rule.help.text,
        rule.help.markdown,
      ];
      demand(rule.id !== '' && rule.name.length <= 255, `name of ${rule.id}`);
      demand(
        texts.every((text) => text.trim() !== ''),
        `empty text in ${rule.id}`,
      );
      demand(
        texts.slice(0, 2).every((text) => text.length <= 1_024),
        `long description in ${rule.id}`,
      );
      demand(rule.properties.tags.length <= 20, `tags of ${rule.id}`);
      demand(rule.properties.tags.includes('security'), `no security tag in ${rule.id}`);
      const severity = Number(rule.properties['security-severity']);
      demand(severity > 0 && severity <= 10, `security-severity of ${rule.id}`);
    }
    const hashes = run.results.map(({ ruleId, partialFingerprints, locations }) =>
      JSON.stringify([ruleId, partialFingerprints.primaryLocationLineHash, locations]),
    );
    demand(new Set(hashes).size === hashes.length, 'results that GitHub would take for one');
    for (const found of run.results) {
      demand(
        rules.some(({ id }) => id === found.ruleId),
        `result of an unknown rule ${found.ruleId}`,
      );
      demand(found.message.text.trim() !== '', `empty message of ${found.ruleId}`);
      demand(/^[0-9a-f]+:\d+$/.test(found.partialFingerprints.primaryLocationLineHash ?? ''), 'fingerprint');
      demand(found.locations.length >= 1 && found.locations.length <= 10, 'locations');
      const related = found.relatedLocations ?? [];
      demand(related.length < 100, 'locations that GitHub does not read');
      const linked = [...found.message.text.matchAll(/(?<!\\)\]\((\d+)\)/g)].map(([, id]) => Number(id));
      demand(
        linked.every((id) => related.some((one) => one.id === id)),
        `link to nowhere in ${found.ruleId}`,
      );
      for (const { physicalLocation } of [...found.locations, ...related]) {
        const { uri } = physicalLocation.artifactLocation;
        const segments = uri.split('/');
        demand(/^[^/:?#\\]+$/.test(uri.replaceAll('/', '-')) && !uri.startsWith('/'), `place ${uri}`);
        demand(
          !segments.some((segment) => ['', '.', '..'].includes(decodeURIComponent(segment))),
          `place ${uri}`,
        );
        demand(physicalLocation.region.startLine >= 1, `line of ${uri}`);
      }
    }
  }
  return problems;
}
