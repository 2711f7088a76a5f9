import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import type { AlertRuleView } from '../api/alert-rules.ts';
import type { ChannelView } from '../api/channel-views.ts';
import type { OverviewTotalsView } from '../api/overview.ts';
import type { ApiView } from '../api/views.ts';
import { idIn } from './address.ts';
import { csrfField, type Form, readForm, versionField } from './form.ts';
import { showPage } from './layout.ts';
import { redirect } from './notices.ts';
import { leadsTo } from './parts/channel-kinds.ts';
import { chooseApi } from './parts/choose-api.ts';
import { conditionChoices } from './parts/conditions.ts';
import { type Fields, fieldsOf, numberIn, textIn } from './parts/fields.ts';
import { idOf, type Mistakes, mistakesNotice, mistakesOf, NO_MISTAKES } from './parts/mistakes.ts';
import { type PageContext, pageRouter } from './site.ts';

const ABOVE = [{ title: 'Alerts', path: '/alerts' }];
const NEW: Form = {
  type: 'new-finding',
  severity: 'high',
  direction: 'worse',
  score: '70',
  points: '10',
  days: '14',
  about: 'all',
  repeat: '24',
  enabled: 'on',
};
/** One box for each channel: forms without script have no lists. */
const CHANNEL = 'channel-';
/** Fields by the places of the request. */
const FIELDS = {
  name: 'name',
  'condition.type': 'type',
  'condition.severity': 'severity',
  'condition.score': 'score',
  'condition.points': 'points',
  'condition.days': 'days',
  label: 'label',
  api: 'about',
  channels: 'channels',
  repeatMinutes: 'repeat',
};

interface Shown {
  readonly form: Form;
  readonly mistakes: Mistakes;
}

/** Making and changing what is told. */
export function alertRuleFormPages() {
  return pageRouter()
    .get('/alert-rules/new', async (context) => {
      const api = context.req.query('api');
      const { items } = await channelsOf(context);
      const only = items.length === 1 ? { [`${CHANNEL}${items[0]?.id}`]: 'on' } : {};
      const form = { ...NEW, ...only, ...(api ? { about: 'api', api } : {}) };
      return await showNew(context, { form, mistakes: NO_MISTAKES });
    })
    .post('/alert-rules/new', async (context) => {
      const form = await readForm(context);
      try {
        await context.get('api').send('POST', '/alert-rules', ruleIn(form), form);
        return redirect(context, '/alerts', 'alert-rule-added');
      } catch (problem) {
        return await showNew(context, { form, mistakes: mistakesOf(problem, FIELDS) });
      }
    })
    .get('/alert-rules/new/api', (context) =>
      chooseApi(context, {
        title: 'Add an alert rule',
        nav: '/alerts',
        path: '/alert-rules/new/api',
        to: '/alert-rules/new',
      }),
    )
    .get('/alert-rules/:id', async (context) => {
      const rule = await ruleOf(context);
      return await showEdit(context, rule, { form: formOf(rule), mistakes: NO_MISTAKES });
    })
    .post('/alert-rules/:id', async (context) => {
      const form = await readForm(context);
      const rule = await ruleOf(context);
      try {
        await context.get('api').send('PATCH', `/alert-rules/${rule.id}`, ruleIn(form), form);
        return redirect(context, '/alerts', 'alert-rule-changed');
      } catch (problem) {
        return await showEdit(context, rule, { form, mistakes: mistakesOf(problem, FIELDS) });
      }
    });
}

async function ruleOf(context: PageContext): Promise<AlertRuleView> {
  return await context.get('api').get<AlertRuleView>(`/alert-rules/${idIn(context)}`);
}

async function channelsOf(context: PageContext): Promise<{ items: ChannelView[] }> {
  return await context.get('api').get<{ items: ChannelView[] }>('/channels');
}

function ruleIn(form: Form) {
  const hours = numberIn(form.repeat);
  return {
    name: textIn(form, 'name') ?? '',
    condition: conditionIn(form),
    api: form.about === 'api' ? (form.api ?? '') : null,
    label: form.about === 'label' ? (textIn(form, 'label') ?? '') : null,
    channels: Object.keys(form)
      .filter((name) => name.startsWith(CHANNEL))
      .map((name) => name.slice(CHANNEL.length)),
    repeatMinutes: typeof hours === 'number' ? Math.round(hours * 60) : (hours ?? 0),
    enabled: form.enabled === 'on',
  };
}

function conditionIn({ type = '', severity, direction, score, points, days }: Form) {
  switch (type) {
    case 'new-finding':
      return { type, severity };
    case 'grade-changed':
      return { type, direction };
    case 'score-below':
      return { type, score: numberIn(score) ?? null };
    case 'coverage-fell':
      return { type, points: numberIn(points) ?? null };
    case 'certificate-expires':
      return { type, days: numberIn(days) ?? null };
    default:
      return { type };
  }
}

function formOf(rule: AlertRuleView): Form {
  const { type, ...more } = rule.condition;
  return {
    ...NEW,
    ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, String(value)])),
    type,
    name: rule.name,
    about: rule.api !== null ? 'api' : rule.label !== null ? 'label' : 'all',
    api: rule.api ?? '',
    label: rule.label ?? '',
    repeat: `${rule.repeatMinutes / 60}`,
    enabled: rule.enabled ? 'on' : '',
    ...Object.fromEntries(rule.channels.map((id) => [`${CHANNEL}${id}`, 'on'])),
  };
}

async function showNew(context: PageContext, shown: Shown): Promise<Response> {
  const problem = mistakesNotice(shown.mistakes);
  return showPage(context, {
    title: 'Add an alert rule',
    nav: '/alerts',
    above: ABOVE,
    problem,
    body: markup`<h1>Add an alert rule</h1>
<form method="post" action="/alert-rules/new" class="panel stack">${csrfField(context.get('session'))}
${await fields(context, shown)}<input type="hidden" name="enabled" value="on">
<div class="row"><button type="submit" class="primary">Add the rule</button><a class="button" href="/alerts">Cancel</a></div></form>`,
  });
}

async function showEdit(context: PageContext, { id, name }: AlertRuleView, shown: Shown): Promise<Response> {
  const problem = mistakesNotice(shown.mistakes);
  return showPage(context, {
    title: name,
    nav: '/alerts',
    above: ABOVE,
    problem,
    body: markup`<h1>${name}</h1>
<form method="post" action="/alert-rules/${id}" class="panel stack">${csrfField(context.get('session'))}${versionField(context, `/alert-rules/${id}`)}
${await fields(context, shown)}${fieldsOf(shown.form, shown.mistakes).check('enabled', 'Enabled', 'otherwise it is paused')}
<div class="row"><button type="submit" class="primary">Save</button><a class="button" href="/alerts">Cancel</a></div></form>`,
  });
}

async function fields(context: PageContext, { form, mistakes }: Shown): Promise<Markup> {
  const client = context.get('api');
  const [{ items }, { labels }, api] = await Promise.all([
    channelsOf(context),
    client.get<OverviewTotalsView>('/overview/totals'),
    form.api ? client.get<ApiView>(`/apis/${encodeURIComponent(form.api)}`) : undefined,
  ]);
  const field = fieldsOf(form, mistakes);
  return markup`${field.text('name', 'Name', { required: true, most: 200, placeholder: 'New grave findings' })}
${field.radios('type', 'Alert when', conditionChoices(field))}
${field.radios('about', 'Of', [
  ['all', 'All APIs'],
  ...(labels.length > 0
    ? [['label', 'APIs with a label', undefined, labelChoice(field, labels)] as const]
    : []),
  ...(api ? [['api', api.name] as const] : []),
])}
${!api && markup`<p class="hint">Or <a href="/alert-rules/new/api">of one API alone</a>.</p>`}
${api && markup`<input type="hidden" name="api" value="${api.id}">`}
${channelBoxes(items, form, mistakes)}
${field.text('repeat', 'Hours until the same alert is sent again', { type: 'number', from: 0, to: 720, step: 'any', short: true, required: true, hint: '0 sends it after each scan.' })}`;
}

function labelChoice(field: Fields, labels: readonly string[]): Markup {
  const choices = labels.map((label) => [label, label] as const);
  return field.select('label', 'Label', choices);
}

function channelBoxes(channels: readonly ChannelView[], form: Form, { at }: Mistakes): Markup {
  const wrong = at.get('channels');
  return markup`<fieldset id="${idOf('channels')}"${wrong && markup` aria-invalid="true" aria-describedby="${idOf('channels')}-wrong"`}><legend>Send to</legend>${
    channels.length === 0
      ? markup`<p>There is no channel yet: <a href="/channels/new">add one</a> first.</p>`
      : channels.map(
          (channel) =>
            markup`<label class="choice"><input type="checkbox" name="${CHANNEL}${channel.id}" value="on"${form[`${CHANNEL}${channel.id}`] === 'on' && markup` checked`}> <span><b>${channel.name}</b> <span class="soft">${leadsTo(channel)}</span></span></label>`,
        )
  }${wrong && markup`<p class="wrong" id="${idOf('channels')}-wrong">${wrong}</p>`}</fieldset>`;
}
