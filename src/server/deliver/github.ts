import { sendGuarded } from '../../http/guarded-send.ts';
import { issueOf, keepIssue } from '../store/tracked-issues.ts';
import type { ChannelSettings } from './channel-settings.ts';
import type { Message, MessageItem } from './message.ts';
import { lineOf, standing } from './message.ts';
import { USER_AGENT } from './post.ts';
import type { Attempt, Receipt, Sender } from './sender.ts';
import { ANSWER_WITHIN_MS, receiptOf } from './sender.ts';

/** A hundred issues with long texts. */
const MOST_BYTES = 8 * 1024 * 1024;
const LONGEST_TITLE = 200;

interface Note {
  readonly api: string;
  /** Fingerprint of the finding, or the type of the alert: one issue for each, of each API. */
  readonly key: string;
  readonly title: string;
  readonly text: string;
  readonly isFixed: boolean;
}

type GithubSettings = Extract<ChannelSettings, { kind: 'github' }>;

function notesOf(messages: readonly Message[]): Note[] {
  return messages.flatMap((message) => {
    const { api, type, title } = message;
    if (api === null) return [];
    const noteOf = (item: MessageItem): Note => {
      const isFinding = item.severity !== undefined;
      const isFixed = type === 'fixed';
      return {
        api: api.id,
        key: isFinding || isFixed ? item.key : type,
        title: (isFinding ? `${api.name}: ${item.title}` : title).slice(0, LONGEST_TITLE),
        text: quoted(
          [
            title,
            ...(isFinding ? [lineOf(item)] : []),
            `${api.name}: ${api.url}`,
            standing(message),
            scanOf(message),
          ]
            .filter(Boolean)
            .join('\n'),
        ),
        isFixed,
      };
    };
    return message.items.map(noteOf);
  });
}

function scanOf({ now }: Message): string | undefined {
  return now === null ? undefined : `Scan: ${now.scan}`;
}

/** A block of code: whatever a hostile service says mentions nobody and leads nowhere. */
function quoted(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** By which an issue is known again that was made by an attempt that nobody heard of. */
function markOf({ api, key }: Note): string {
  return `<!-- middlebrick ${api} ${key.replace(/[^\w-]/g, '_')} -->`;
}

export const github: Sender = {
  body({ delivery, channel }) {
    const { repository } = channel.settings as GithubSettings;
    return JSON.stringify({ repository, issues: notesOf(delivery.messages) });
  },
  async send(attempt, body) {
    const { issues } = JSON.parse(body) as { issues: readonly Note[] };
    if (issues.length === 0) return (await ask(attempt, 'GET', '')).receipt;
    let last: Receipt = { status: null, answer: null, error: null };
    for (const note of issues) {
      last = await tell(attempt, note);
      if (last.error !== null) return last;
    }
    return last;
  },
};

/** Says it where it belongs, once for each delivery. */
async function tell(attempt: Attempt, note: Note): Promise<Receipt> {
  const place = { channel_id: attempt.channel.id, api_id: note.api, key: note.key };
  const known = await issueOf(attempt.db, place);
  if (known?.last_delivery_id === attempt.delivery.id) return { status: 200, answer: null, error: null };
  const number = known?.number ?? (attempt.delivery.tries > 1 ? await found(attempt, note) : undefined);
  const keep = async (issue: number, isOpen: boolean) => {
    const row = { ...place, number: issue, is_open: isOpen, last_delivery_id: attempt.delivery.id };
    // The API may have been removed meanwhile: its issue is nobody's then.
    await keepIssue(attempt.db, row).catch((failure: { code?: string }) => {
      if (failure.code !== FOREIGN_KEY) throw failure;
    });
  };
  if (number === undefined) {
    if (note.isFixed) return { status: 200, answer: null, error: null };
    const made = await ask(attempt, 'POST', '/issues', {
      title: note.title,
      body: `${markOf(note)}\n${note.text}\n\nmiddlebrick closes this once a scan has looked again and not found it.`,
      labels: (attempt.channel.settings as GithubSettings).labels,
    });
    if (made.receipt.error === null && typeof made.number === 'number') await keep(made.number, true);
    return made.receipt;
  }
  // The state first: set again it stays the same, where a comment would be a second one.
  if (note.isFixed === (known?.is_open ?? true)) {
    const state = note.isFixed ? { state: 'closed', state_reason: 'completed' } : { state: 'open' };
    const changed = await ask(attempt, 'PATCH', `/issues/${number}`, state);
    if (changed.receipt.error !== null) return changed.receipt;
  }
  const said = await ask(attempt, 'POST', `/issues/${number}/comments`, { body: note.text });
  if (said.receipt.error === null) await keep(number, !note.isFixed);
  return said.receipt;
}

const FOREIGN_KEY = '23503';

async function found(attempt: Attempt, note: Note): Promise<number | undefined> {
  const { list } = await ask(attempt, 'GET', '/issues?state=all&sort=created&direction=desc&per_page=100');
  return list.find((issue) => `${issue.body}`.includes(markOf(note)))?.number;
}

interface Issue {
  readonly number?: number;
  readonly body?: string | null;
}

async function ask(attempt: Attempt, method: string, path: string, body?: object) {
  const { repository, apiUrl } = attempt.channel.settings as GithubSettings;
  const reply = await sendGuarded(
    {
      method,
      url: `${apiUrl.replace(/\/$/, '')}/repos/${repository}${path}`,
      headers: {
        Accept: 'application/vnd.github+json',
        Authorization: `Bearer ${attempt.secrets.token}`,
        'Content-Type': 'application/json',
        'User-Agent': USER_AGENT,
        'X-GitHub-Api-Version': '2022-11-28',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    },
    { guard: attempt.guard, timeoutMs: ANSWER_WITHIN_MS, maxBytes: MOST_BYTES },
  );
  const said = parsed(reply.body);
  return {
    receipt: receiptOf(reply),
    list: Array.isArray(said) ? (said as Issue[]) : [],
    number: (said as Issue | null)?.number,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
