import type { Access, ScanResult } from '../result.ts';

/** Operations by identities: what each identity got. */
export interface AuthorizationMatrix {
  /** Anonymous first. */
  readonly identities: readonly string[];
  readonly rows: readonly { readonly operation: string; readonly results: readonly Access[] }[];
}

/** Operations that at least one identity asked for, in the order of the result. */
export function authorizationMatrix({ surface, operations }: ScanResult): AuthorizationMatrix {
  const identities = surface.identities.map(({ name }) => name);
  const rows = operations.flatMap(({ id, access }) =>
    access
      ? [
          {
            operation: id,
            results: identities.map(
              (name) => access.find(({ identity }) => identity === name)?.result ?? 'not-tested',
            ),
          },
        ]
      : [],
  );
  return { identities, rows };
}
