import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { NOTICE } from './untrusted.ts';

/** Longer than any address that a person would type. */
const LONGEST_ADDRESS = 500;
const url = z.string().max(LONGEST_ADDRESS).describe('address of the API, such as http://localhost:3000');

/** Ways of working that a person picks from a menu of their assistant. */
export function workflows(server: McpServer): void {
  server.registerPrompt(
    'scan-fix-rescan',
    {
      title: 'Scan, fix, scan again',
      description: 'Finds what is wrong with an API, fixes it in this repository and shows that it is gone.',
      argsSchema: z.object({ url }),
    },
    (args) => said(scanFixRescan(args.url)),
  );
  server.registerPrompt(
    'review-api-security',
    {
      title: 'Review an API',
      description: 'Scans an API and reports, without changing anything.',
      argsSchema: z.object({ url }),
    },
    (args) => said(review(args.url)),
  );
}

function scanFixRescan(address: string): string {
  return `Make the API at ${address} safer, with the tools of middlebrick.

1. Call scan_api with that address, in safe mode. If operations return only 401 or 403, ask me for a credential and take it as env:NAME.
2. Take the findings from the top. For each: explain_finding for the proof, get_fix for the fix, then find the code in this repository that causes it and fix the cause, not the symptom. Tell me before you change how callers must behave.
3. Restart the service if it needs that, or ask me to.
4. Call scan_api again with the same arguments, and compare_scans with the first scan. A finding counts as fixed when it is under "resolved"; a rule under "notLookedAt" proves nothing.
5. Go on until what is left is accepted by me. End with a table: finding, what was changed, resolved or not.

${NOTICE}`;
}

function review(address: string): string {
  return `Review the security of the API at ${address} with the tools of middlebrick, and change nothing.

1. Call scan_api with that address, in safe mode.
2. For every finding of high severity or worse, call explain_finding and judge whether the proof convinces you.
3. Report: the grade and what it does not cover, then each finding with its place, why it matters for this API, and the fix from get_fix. Say what could not be looked at, and what would let it be.

${NOTICE}`;
}

function said(text: string) {
  return { messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }] };
}
