import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { counted } from '../../report/words.ts';
import type { ScheduleDetailView, SchedulePreviewView } from '../api/schedule-views.ts';
import type { ApiView } from '../api/views.ts';
import { idIn } from './address.ts';
import { csrfField, type Form, readForm, versionField } from './form.ts';
import { showPage } from './layout.ts';
import { redirect } from './notices.ts';
import { chooseApi } from './parts/choose-api.ts';
import { fieldsOf, numberIn, textIn } from './parts/fields.ts';
import { type Mistakes, mistakesNotice, mistakesOf, NO_MISTAKES } from './parts/mistakes.ts';
import { moment } from './parts/time.ts';
import { PRESET_CHOICES } from './parts/when.ts';
import { inZone, ZONES, zoneList } from './parts/zones.ts';
import { type PageContext, pageRouter } from './site.ts';

const CUSTOM = 'custom';
const EMPTY: Form = { when: 'daily', timeZone: 'UTC', catchUp: 'once', enabled: 'on', jitter: '0' };
/** Fields by the places of the request. */
const FIELDS = {
  name: 'name',
  cron: 'cron',
  preset: 'when',
  timeZone: 'timeZone',
  jitterSeconds: 'jitter',
  catchUp: 'catchUp',
  mode: 'mode',
  'code:bad-schedule': 'cron',
  'settings.maxSeconds': 'maxSeconds',
};

interface Shown {
  readonly form: Form;
  readonly mistakes: Mistakes;
  readonly runs?: readonly string[] | undefined;
}

/** Making and changing a schedule; the next runs are shown before anything is saved. */
export function scheduleFormPages() {
  return pageRouter()
    .get('/schedules/new', async (context) => {
      const id = context.req.query('api');
      if (!id)
        return chooseApi(context, {
          title: 'Add a schedule',
          nav: '/schedules',
          path: '/schedules/new',
          to: '/schedules/new',
        });
      return await showNew(context, await apiOf(context, id), { form: EMPTY, mistakes: NO_MISTAKES });
    })
    .post('/schedules/new', async (context) => {
      const form = await readForm(context);
      const api = await apiOf(context, form.api ?? '');
      if (form.preview !== undefined) return await showNew(context, api, await previewed(context, form));
      try {
        await context.get('api').send('POST', '/schedules', { api: api.id, ...scheduleIn(form) }, form);
        return redirect(context, '/schedules', 'schedule-added');
      } catch (problem) {
        return await showNew(context, api, { form, mistakes: mistakesOf(problem, FIELDS) });
      }
    })
    .get('/schedules/:id', async (context) => {
      const schedule = await scheduleOf(context);
      const shown = { form: formOf(schedule), mistakes: NO_MISTAKES, runs: schedule.nextRuns };
      return await showEdit(context, schedule, shown);
    })
    .post('/schedules/:id', async (context) => {
      const form = await readForm(context);
      const schedule = await scheduleOf(context);
      if (form.preview !== undefined)
        return await showEdit(context, schedule, await previewed(context, form));
      const { settings, ...changes } = scheduleIn(form);
      try {
        const body = { ...changes, settings: { ...schedule.settings, ...settings } };
        await context.get('api').send('PATCH', `/schedules/${schedule.id}`, body, form);
        return redirect(context, '/schedules', 'schedule-changed');
      } catch (problem) {
        return await showEdit(context, schedule, { form, mistakes: mistakesOf(problem, FIELDS) });
      }
    });
}

async function apiOf(context: PageContext, id: string): Promise<ApiView> {
  return await context.get('api').get<ApiView>(`/apis/${encodeURIComponent(id)}`);
}

async function scheduleOf(context: PageContext): Promise<ScheduleDetailView> {
  return await context.get('api').get<ScheduleDetailView>(`/schedules/${idIn(context)}`);
}

async function previewed(context: PageContext, form: Form): Promise<Shown> {
  try {
    const timing = { ...timingIn(form), timeZone: form.timeZone };
    const { nextRuns } = await context
      .get('api')
      .send<SchedulePreviewView>('POST', '/schedules/preview', timing);
    return { form, mistakes: NO_MISTAKES, runs: nextRuns };
  } catch (problem) {
    return { form, mistakes: mistakesOf(problem, FIELDS) };
  }
}

function timingIn(form: Form) {
  return form.when === CUSTOM ? { cron: form.cron ?? '' } : { preset: form.when };
}

function scheduleIn(form: Form) {
  const name = textIn(form, 'name');
  const maxSeconds = numberIn(form.maxSeconds);
  return {
    ...timingIn(form),
    ...(name === undefined ? {} : { name }),
    timeZone: textIn(form, 'timeZone') ?? '',
    jitterSeconds: numberIn(form.jitter) ?? 0,
    catchUp: form.catchUp ?? 'once',
    enabled: form.enabled === 'on',
    mode: textIn(form, 'mode') ?? null,
    settings: { quick: form.quick === 'on', ...(maxSeconds === undefined ? {} : { maxSeconds }) },
  };
}

function formOf(schedule: ScheduleDetailView): Form {
  const { name, preset, cron, timeZone, jitterSeconds, catchUp, enabled, mode, settings } = schedule;
  return {
    name: name === cron ? '' : name,
    when: preset ?? CUSTOM,
    cron: preset === null ? cron : '',
    timeZone,
    jitter: `${jitterSeconds}`,
    catchUp,
    enabled: enabled ? 'on' : '',
    mode: mode ?? '',
    quick: settings.quick ? 'on' : '',
    maxSeconds: `${settings.maxSeconds}`,
  };
}

async function showNew(context: PageContext, api: ApiView, shown: Shown): Promise<Response> {
  const problem = mistakesNotice(shown.mistakes);
  return showPage(context, {
    title: 'Add a schedule',
    nav: '/schedules',
    above: [{ title: 'Schedules', path: '/schedules' }],
    problem,
    body: markup`<h1>Add a schedule</h1><p class="soft">for <a href="/apis/${api.id}">${api.name}</a></p>
<form method="post" action="/schedules/new" class="panel stack">${csrfField(context.get('session'))}
<input type="hidden" name="api" value="${api.id}">
${fields(api, shown, true)}
<div class="row"><button type="submit" class="primary">Add the schedule</button>${previewButton()}<a class="button" href="/schedules">Cancel</a></div></form>`,
  });
}

async function showEdit(context: PageContext, schedule: ScheduleDetailView, shown: Shown): Promise<Response> {
  const api = await apiOf(context, schedule.api);
  const problem = mistakesNotice(shown.mistakes);
  const { lastSkip, skipped } = schedule;
  return showPage(context, {
    title: schedule.name,
    nav: '/schedules',
    above: [{ title: 'Schedules', path: '/schedules' }],
    problem,
    body: markup`<h1>${schedule.name}</h1><p class="soft">scans <a href="/apis/${api.id}">${api.name}</a></p>
${lastSkip && markup`<p class="notice fair">${counted(skipped, 'run')} left out so far; the last one ${moment(lastSkip.at)}: ${lastSkip.reason}.</p>`}
<form method="post" action="/schedules/${schedule.id}" class="panel stack">${csrfField(context.get('session'))}${versionField(context, `/schedules/${schedule.id}`)}
${fields(api, shown, false)}
<div class="row"><button type="submit" class="primary">Save</button>${previewButton()}<a class="button" href="/schedules">Cancel</a></div></form>`,
  });
}

/** Asks nothing of fields that the runs do not depend on. */
function previewButton(): Markup {
  return markup`<button type="submit" name="preview" value="on" formnovalidate>Show the next runs</button>`;
}

function fields(api: ApiView, { form, mistakes, runs }: Shown, isNew: boolean): Markup {
  const field = fieldsOf(form, mistakes);
  return markup`${field.radios('when', 'Runs', [...PRESET_CHOICES, [CUSTOM, 'Another pattern', 'written as in cron, below']])}
<div class="if-custom">${field.text('cron', 'Pattern', { most: 100, code: true, short: true, placeholder: '30 3 * * 1-5', hint: 'Minute, hour, day of month, month, day of week. At least 5 minutes have to lie between two runs.' })}</div>
${field.text('timeZone', 'Time zone', { required: true, most: 60, list: ZONES, hint: 'Of the pattern, with its summer time: for example Europe/Berlin.' })}${zoneList()}
${runs && nextRuns(runs, form.timeZone ?? 'UTC')}
${field.text('name', 'Name', { most: 200, placeholder: 'its pattern where left empty' })}
${field.select('mode', 'Scans', [['', `as the API says: ${api.mode}`], ['safe', 'safe: only reads'], ...(api.mode === 'active' ? [['active', 'active: also changes objects of its own'] as const] : [])])}
${field.check('quick', 'Quick', 'a few places for each rule; what is left out is said in the result')}
<div class="pair">${field.text('maxSeconds', 'Seconds at most', { type: 'number', from: 5, to: 3_600, short: true, placeholder: '600' })}
${field.text('jitter', 'Spread, in seconds', { type: 'number', from: 0, to: 3_600, short: true, hint: 'Starts up to so much later, always by the same: many schedules do not begin at once.' })}</div>
${field.radios('catchUp', 'A run that was missed, because the server was down', [
  ['once', 'is made up for', 'once, however many there were'],
  ['skip', 'is left out', 'the next one comes at its time'],
])}
${isNew ? markup`<input type="hidden" name="enabled" value="on">` : field.check('enabled', 'Enabled', 'otherwise it is paused')}`;
}

function nextRuns(runs: readonly string[], timeZone: string): Markup | '' {
  if (runs.length === 0) return '';
  return markup`<div class="next" role="status"><p><b>The next runs</b></p><ol class="runs">${runs.map((run) => markup`<li>${inZone(run, timeZone)}${timeZone !== 'UTC' && markup` <span class="soft">${timeZone}</span>`} <span class="soft">· for you ${moment(run)}</span></li>`)}</ol></div>`;
}
