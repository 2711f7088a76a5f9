import { RetentionError } from '../errors.ts';
import { parseIssue, parseRemove } from './issue-request.ts';

interface Asked {
  readonly target: URL;
  readonly consentHost: string;
  readonly issueRemove?: string | undefined;
}

/** Requests that issue and remove credentials. Throws RetentionError for one that leaves the host of the consent. */
export function issueOf({ issueRemove, target, consentHost }: Asked, text: string) {
  const parsed = {
    issue: parseIssue(text),
    remove: issueRemove === undefined ? undefined : parseRemove(issueRemove),
  };
  for (const path of [parsed.issue.path, parsed.remove?.path ?? '/']) {
    // Placeholders are no part of a host: what they fill in must not lead elsewhere.
    const { host, hostname } = new URL(path.replace(/[{}]/g, ''), target);
    const consent = consentHost.trim().toLowerCase();
    if (host !== target.host && host !== consent && hostname !== consent)
      throw new RetentionError(
        'consent-missing',
        `Credentials can be issued on the host that may be put under load alone, not on ${host}.`,
      );
  }
  return parsed;
}
