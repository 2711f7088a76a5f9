/** The library: what the command line does, for programs. */

export { compareResults } from './compare/diff.ts';
export type { Gate, Verdict } from './compare/gate.ts';
export { judge } from './compare/gate.ts';
export { ScanError } from './errors.ts';
export { createAddressGuard } from './http/address-guard.ts';
export type { Credential, Identity } from './identities/identity.ts';
export type { Format } from './report/index.ts';
export { FORMATS, reporterFor } from './report/index.ts';
export type { Finding, ScanResult } from './result.ts';
export { scanResult } from './result.ts';
export { RetentionError } from './retention/errors.ts';
export { judgeTrace } from './retention/judge.ts';
export type { RetentionOptions } from './retention/options.ts';
export { probeRetention } from './retention/probe.ts';
export type { RetentionResult } from './retention/result.ts';
export type { ScanEvent, ScanOptions } from './scan.ts';
export { scan } from './scan.ts';
