import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import type { PurgedView, SettingsView } from '../api/settings.ts';
import { csrfField, type Form, readForm, versionField } from './form.ts';
import { showPage } from './layout.ts';
import { redirect } from './notices.ts';
import { confirmed } from './parts/confirm.ts';
import { fieldsOf, numberIn } from './parts/fields.ts';
import { type Mistakes, mistakesNotice, mistakesOf, NO_MISTAKES } from './parts/mistakes.ts';
import { ago } from './parts/time.ts';
import { type PageContext, pageRouter } from './site.ts';

type Group = 'retention' | 'quotas' | 'defaults';
interface NumberField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly from: number;
  readonly to: number;
  /** May be left empty. */
  readonly optional?: boolean;
}

const MOST_DAYS = 36_500;
const MOST_SCANS = 1_000_000;
const days = (name: string, label: string, hint: string): NumberField => ({
  name,
  label,
  hint,
  from: 1,
  to: MOST_DAYS,
});
const scans = (name: string, label: string, hint: string): NumberField => ({
  name,
  label,
  hint,
  from: 1,
  to: MOST_SCANS,
});

const GROUPS: readonly (readonly [
  group: Group,
  title: string,
  explained: string,
  numbers: readonly NumberField[],
])[] = [
  [
    'retention',
    'How long data is kept',
    'In days. Once a day, what is older is removed; the newest result of each API, all scores and all findings stay.',
    [
      days('results', 'Results', 'whole results, with evidence'),
      days('events', 'Events', 'the course of each scan'),
      days('deliveries', 'Deliveries', 'what was sent to channels'),
      days('audit', 'Audit log', 'who changed what'),
    ],
  ],
  [
    'quotas',
    'Quotas',
    'Of each API key.',
    [
      scans('scansPerDay', 'Scans a day', 'more are refused'),
      scans('waitingScans', 'Scans that wait', 'more are refused'),
      scans('runningScans', 'Scans at once', 'more of them wait'),
    ],
  ],
  [
    'defaults',
    'Scans',
    'Where a scan or its schedule says nothing else.',
    [
      {
        name: 'maxSeconds',
        label: 'Seconds at most',
        hint: 'then it ends, and says what is missing',
        from: 5,
        to: 3_600,
      },
      {
        name: 'rate',
        label: 'Requests per second',
        hint: 'no limit where left empty',
        from: 0.1,
        to: 10_000,
        optional: true,
      },
    ],
  ],
];
const FIELDS = Object.fromEntries(
  GROUPS.flatMap(([group, , , numbers]) => numbers.map(({ name }) => [`${group}.${name}`, name])),
);

/** What administrators decide for everybody. */
export function settingsPage() {
  return pageRouter()
    .get('/settings', async (context) => {
      const settings = await settingsOf(context);
      return show(context, settings, formOf(settings), NO_MISTAKES);
    })
    .post('/settings', async (context) => {
      const form = await readForm(context);
      try {
        await context.get('api').send('PATCH', '/settings', changesIn(form), form);
        return redirect(context, '/settings', 'settings-saved');
      } catch (problem) {
        return show(context, await settingsOf(context), form, mistakesOf(problem, FIELDS));
      }
    })
    .post('/settings/purge', async (context) => {
      await readForm(context);
      await context.get('api').send<PurgedView>('POST', '/settings/purge');
      return redirect(context, '/settings', 'purged');
    });
}

async function settingsOf(context: PageContext): Promise<SettingsView> {
  return await context.get('api').get<SettingsView>('/settings');
}

function formOf(settings: SettingsView): Form {
  const groups: Readonly<Record<Group, Readonly<Record<string, number | null>>>> = settings;
  return Object.fromEntries(
    GROUPS.flatMap(([group, , , numbers]) =>
      numbers.map(({ name }) => [name, `${groups[group][name] ?? ''}`] as const),
    ),
  );
}

function changesIn(form: Form) {
  return Object.fromEntries(
    GROUPS.map(([group, , , numbers]) => [
      group,
      Object.fromEntries(numbers.map(({ name }) => [name, numberIn(form[name]) ?? null])),
    ]),
  );
}

function show(context: PageContext, { purgedAt }: SettingsView, form: Form, mistakes: Mistakes): Response {
  const session = context.get('session');
  const problem = mistakesNotice(mistakes);
  const field = fieldsOf(form, mistakes);
  const inGroup = ([group, title, explained, numbers]: (typeof GROUPS)[number]): Markup =>
    markup`<section class="panel" aria-labelledby="${group}"><h2 id="${group}">${title}</h2><p class="soft">${explained}</p><div class="pair">${numbers.map(
      ({ name, label, hint, from, to, optional }) =>
        field.text(name, label, {
          type: 'number',
          hint,
          from,
          to,
          required: !optional,
          short: true,
          ...(Number.isInteger(from) ? {} : { step: 'any' }),
        }),
    )}</div></section>`;
  return showPage(context, {
    title: 'Settings',
    nav: '/settings',
    problem,
    body: markup`<div class="page-head"><div><h1>Settings</h1><p class="soft">They hold for everybody who uses this server.</p></div></div>
<form method="post" action="/settings">${csrfField(session)}${versionField(context, '/settings')}${GROUPS.map(inGroup)}
<p><button type="submit" class="primary">Save the settings</button></p></form>
<section class="panel" aria-labelledby="purge"><h2 id="purge">Remove old data now</h2><p class="soft">${purgedAt === null ? 'It was never removed so far.' : markup`Last done ${ago(purgedAt)}.`} It is done once a day by itself.</p>
<div class="left">${confirmed(session, { action: '/settings/purge', says: 'Remove old data', explained: 'What is older than the settings that are saved goes now, and cannot be had back.', does: 'Remove it now' })}</div></section>`,
  });
}
