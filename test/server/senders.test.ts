import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PGLITE } from './databases.ts';
import { actAsGithub } from './github-receiver.ts';
import { startMailServer } from './mail-server.ts';
import {
  addChannel,
  addRule,
  deliveriesOf,
  findingAt,
  type Monitored,
  monitored,
  resultWith,
  sendTest,
  until,
  upload,
  V1,
} from './monitored.ts';

/** Links, mentions and markup of each of them. */
const HOSTILE =
  '<!channel> <http://evil.example|safe> [safe](http://evil.example) @team ``` <b>x</b>\r\nBcc: all@a.example';

describe('channels', () => {
  const ends: (() => Promise<unknown>)[] = [];
  const tidy: (() => Promise<unknown>)[] = [];
  let server: Monitored;
  beforeAll(async () => {
    server = await monitored(PGLITE, ends);
  });
  afterEach(async () => {
    for (const end of tidy.splice(0).reverse()) await end();
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  /** A rule on everything new, and what a hostile service makes of it. */
  async function tellHostile(channel: string, n: number) {
    const { client } = server;
    const rule = await addRule(client, { type: 'new-finding' }, [channel], { name: HOSTILE });
    tidy.push(() => client.ask('DELETE', `${V1}/alert-rules/${rule.id}`));
    await upload(client, resultWith([findingAt(n, { title: HOSTILE })]));
    const [delivery] = await deliveriesOf(client, channel, [{ status: 'sent' }]);
    return delivery;
  }

  test('Slack is sent plain text', async () => {
    const { client, receiver } = server;
    receiver.received.splice(0);
    const { id, settings, secret } = await addChannel(client, {
      kind: 'slack',
      url: `${receiver.url}/services/T0/B0/secret-part`,
    });
    expect([settings.address, secret]).toEqual([`${receiver.url}/…`, null]);
    await tellHostile(id, 101);
    const [got] = await receiver.got(1);
    expect(got?.path).toBe('/services/T0/B0/secret-part');
    const said = JSON.parse(got?.body ?? '');
    expect(said.text).not.toMatch(/[<>]/);
    const types = said.blocks.map(({ type, text }: { type: string; text: { type: string } }) => [
      type,
      text.type,
    ]);
    expect(types).toEqual([
      ['header', 'plain_text'],
      ['section', 'plain_text'],
    ]);
    expect(said.blocks[1].text.text).toContain('• high: <!channel>');
    for (const path of ['channels', 'deliveries', 'audit?limit=200'])
      expect((await client.ask('GET', `${V1}/${path}`)).text).not.toContain('secret-part');
  });

  test('Teams is sent an Adaptive Card of runs of text, which read no Markdown', async () => {
    const { client, receiver } = server;
    receiver.received.splice(0);
    const { id } = await addChannel(client, {
      kind: 'teams',
      url: `${receiver.url}/workflows/x?sig=hidden-part`,
    });
    await tellHostile(id, 102);
    const [got] = await receiver.got(1);
    expect(got?.path).toBe('/workflows/x?sig=hidden-part');
    const { type, attachments } = JSON.parse(got?.body ?? '');
    expect([type, attachments[0].contentType]).toEqual([
      'message',
      'application/vnd.microsoft.card.adaptive',
    ]);
    const { content } = attachments[0];
    expect(content).toMatchObject({ type: 'AdaptiveCard', version: '1.4' });
    const runs = content.body.map((block: { type: string; inlines: { type: string; text: string }[] }) => {
      expect([block.type, block.inlines[0]?.type]).toEqual(['RichTextBlock', 'TextRun']);
      return block.inlines[0]?.text;
    });
    expect(runs.join('\n')).toContain('[safe](http://evil.example)');
  });

  test('e-mail is sent once, as text, with nothing that a service says in its head', async () => {
    const { client } = server;
    const mail = await startMailServer({ user: 'ada', password: 'the-mail-password' });
    tidy.push(mail.close);
    const smtp = {
      host: '127.0.0.1',
      port: mail.port,
      security: 'none',
      user: 'ada',
      password: 'the-mail-password',
    };
    const config = {
      kind: 'email',
      from: 'scan@a.example',
      to: ['team@a.example', 'nobody@a.example'],
      smtp,
    };
    const { id, settings } = await addChannel(client, config);
    expect(settings.smtp).toEqual({ host: '127.0.0.1', port: mail.port, security: 'none', user: 'ada' });
    const delivery = await tellHostile(id, 103);
    expect(mail.mails).toMatchObject([{ from: 'scan@a.example', to: ['team@a.example'], user: 'ada' }]);
    const [head = '', text = ''] = (mail.mails[0]?.text ?? '').split(/\r?\n\r?\n/);
    expect(head).toContain(`Message-ID: <${delivery.id}@middlebrick>`);
    expect(head).toContain('Auto-Submitted: auto-generated');
    expect(head).toMatch(/Content-Type: text\/plain/);
    expect(head.match(/^Bcc/gim)).toBe(null);
    expect(text).toContain('new finding');
    const shown = await until(client, delivery.id, { log: { length: 1 } });
    expect(shown.log[0]).toMatchObject({
      status: 250,
      answer: expect.stringContaining('refused: nobo'),
    });
    // Another receiver; the password stays.
    const { password: _kept, ...known } = smtp;
    const changed = await client.ask('PATCH', `${V1}/channels/${id}`, {
      config: { ...config, to: ['ops@a.example'], smtp: known },
    });
    expect(changed.status).toBe(200);
    mail.refuse('try again later');
    const again = await sendTest(client, id);
    await until(client, again, { status: 'queued', log: [{ status: 451 }] });
    mail.refuse(undefined);
    server.clock.by(30);
    await until(client, again, { status: 'sent', attempts: 2 });
    expect(mail.mails.at(-1)).toMatchObject({ to: ['ops@a.example'], user: 'ada' });
  });

  test('a mail server that refuses the login says it back to nobody; encryption is not given up', async () => {
    const { client } = server;
    const mail = await startMailServer({ user: 'ada', password: 'other' });
    tidy.push(mail.close);
    const smtp = { host: '127.0.0.1', port: mail.port, user: 'ada', password: 'the-mail-password' };
    const config = { kind: 'email', from: 'scan@a.example', to: ['team@a.example'] };
    const wrong = await addChannel(client, { ...config, smtp: { ...smtp, security: 'none' } });
    const refused = await until(client, await sendTest(client, wrong.id), {
      attempts: 1,
      log: { length: 1 },
    });
    expect(refused.error).toContain('no such login: ada');
    expect(JSON.stringify(refused)).not.toContain('the-mail-password');
    const plain = await addChannel(client, { ...config, smtp: { ...smtp, security: 'starttls' } });
    const demanded = await until(client, await sendTest(client, plain.id), {
      attempts: 1,
      log: { length: 1 },
    });
    expect(demanded).toMatchObject({ status: 'queued', error: expect.any(String) });
    expect(mail.mails).toEqual([]);
    const unnamed = await addChannel(client, config);
    const none = await until(client, await sendTest(client, unnamed.id), { attempts: 1, log: { length: 1 } });
    expect(none.error).toContain('SMTP_URL');
  });

  test('GitHub has one issue for each finding: commented on, closed, opened again', async () => {
    const { client, receiver } = server;
    const token = 'github-token-of-the-test';
    const config = { kind: 'github', repository: 'team/shop', token, apiUrl: receiver.url };
    const tracker = actAsGithub(receiver, token);
    const { issues } = tracker;
    expect(
      (await client.ask('POST', `${V1}/channels`, { name: 'x', config: { ...config, token: undefined } }))
        .status,
    ).toBe(400);
    const { id } = await addChannel(client, config);
    await until(client, await sendTest(client, id), { status: 'sent' });
    expect(issues).toEqual([]);
    const rule = await addRule(client, { type: 'new-finding' }, [id], { repeatMinutes: 0 });
    tidy.push(() => client.ask('DELETE', `${V1}/alert-rules/${rule.id}`));
    const hostile = findingAt(201, { title: HOSTILE });
    await upload(client, resultWith([hostile, findingAt(202)]));
    const sent = (count: number) =>
      deliveriesOf(
        client,
        id,
        Array.from({ length: count }, () => ({ status: 'sent' })),
        30_000,
      );
    await sent(2);
    expect(issues.map(({ title, labels, state }) => [title.slice(0, 40), labels, state])).toEqual([
      [expect.stringContaining('<!channel>'), ['security'], 'open'],
      [expect.stringContaining('Flaw 202'), ['security'], 'open'],
    ]);
    const quote = /`{4,}text\n.*\n`{4,}/s.exec(issues[0]?.body ?? '')?.[0];
    expect(quote).toContain('@team ```');
    // Another place of the first.
    const [place] = hostile.locations;
    const wider = {
      ...hostile,
      locations: [
        ...hostile.locations,
        { ...place, fingerprint: 'place-201b', method: 'GET', url: 'x', evidenceSummary: '' },
      ],
    };
    await upload(client, resultWith([wider, findingAt(202)]));
    await sent(3);
    expect(issues.map(({ comments }) => comments.length)).toEqual([1, 0]);
    await upload(client, resultWith([findingAt(202)]));
    await sent(4);
    expect(issues.map(({ state }) => state)).toEqual(['closed', 'open']);
    expect(issues[0]?.comments.at(-1)).toContain('fixed');
    await upload(client, resultWith([hostile, findingAt(202)]));
    await sent(5);
    expect(issues.map(({ state, comments }) => [state, comments.length])).toEqual([
      ['open', 3],
      ['open', 0],
    ]);
    // The answer to a new one is lost: it is known again by its mark.
    tracker.failNext();
    await upload(client, resultWith([hostile, findingAt(202), findingAt(203)]));
    const all = await deliveriesOf(client, id, [
      {},
      {},
      {},
      {},
      {},
      { attempts: 1, error: 'The receiver answered 502.' },
    ]);
    server.clock.by(60);
    await until(client, all.at(-1).id, { status: 'sent', attempts: 2 });
    expect(issues.length).toBe(3);
    expect(issues[2]?.comments.length).toBe(1);
    for (const path of ['channels', `channels/${id}`, `deliveries/${all[0].id}`, 'audit?limit=200'])
      expect((await client.ask('GET', `${V1}/${path}`)).text).not.toContain(token);
  });

  test('no receiver was told anything by the log', () => {
    expect(server.log).toEqual([]);
  });
});
