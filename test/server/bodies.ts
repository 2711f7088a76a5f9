/** Bodies that would do, of operations that ask for one in particular. */
const BODIES: Readonly<Record<string, unknown>> = {
  changeApi: { name: 'x' },
  createRelease: { name: 'v1' },
  setStateOfFinding: { state: 'open' },
  renameCredential: { name: 'x' },
  replaceCredential: { bearer: 'x'.repeat(20) },
  changeSchedule: { name: 'x' },
  changeAlertRule: { name: 'x' },
  changeChannel: { name: 'x' },
  setIdentitiesOfApi: { identities: [] },
};

export function bodyFor(operationId: string): unknown {
  return BODIES[operationId];
}
