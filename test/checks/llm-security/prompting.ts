import type { ScanOptions } from '../../../src/scan.ts';

/** The user allowed prompts. */
export const prompting: Partial<ScanOptions> = { llm: true };

export const TOKEN = 'kettle-token-7Jq2mVw9Xr4';
/** The same, with a credential. */
export const asHolder: Partial<ScanOptions> = {
  llm: true,
  identities: [{ name: 'holder', credentials: [{ kind: 'bearer', token: TOKEN }] }],
};
