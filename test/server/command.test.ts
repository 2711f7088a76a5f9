import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { demoApp } from '../../lab/demo/app.ts';
import { freshFolder, middlebrick } from '../cli/command.ts';
import { exampleResult } from '../report/example-result.ts';
import { onBoth } from './databases.ts';
import { serveProcess } from './process.ts';

onBoth('middlebrick serve', (database) => {
  test('shows its key once, keeps what it knows, and ends well', async () => {
    const place = await database.fresh();
    const first = await serveProcess(place);
    expect(first.key).toMatch(/^mbk_[0-9a-f]{12}_[\w-]{43}$/);
    expect((await first.client.ask('POST', '/api/v1/apis', { url: 'http://a.example' })).status).toBe(201);
    expect(await first.stop()).toBe(0);
    const second = await serveProcess(place, first.key);
    expect(second.said()).not.toContain('mbk_');
    const { body } = await second.client.ask('GET', '/api/v1/apis');
    expect(body.items.map(({ url }: { url: string }) => url)).toEqual(['http://a.example/']);
    expect(await second.stop()).toBe(0);
  });

  test('takes in what the command line sends', async () => {
    const server = await serveProcess(await database.fresh());
    const demo = await serveLab(demoApp());
    try {
      const env = { MIDDLEBRICK_URL: `${server.url}/`, MIDDLEBRICK_API_KEY: server.key ?? '' };
      const cwd = freshFolder();
      const scan = ['scan', demo.url, '--quick', '--quiet', '--no-config', '--upload'];
      const ran = await middlebrick(scan, { env, cwd });
      expect(ran.stderr).toMatch(/The result is at http:\S+\/api\/v1\/scans\/[\w-]+\./);
      expect(ran.code).toBe(0);
      const listed = async () => (await server.client.ask('GET', '/api/v1/scans')).body.items;
      expect(await listed()).toMatchObject([{ source: 'upload', status: 'done' }]);
      // Kept on this machine as well: sent again it is the same scan.
      const all = await middlebrick(['upload', '--all'], { env, cwd });
      expect(all).toMatchObject({
        code: 0,
        stdout: `0 results sent to ${server.url}, 1 known there already.\n`,
      });
      expect((await listed()).length).toBe(1);
      writeFileSync(join(cwd, 'other.json'), JSON.stringify(exampleResult('x', { id: 'other-1' })));
      expect((await middlebrick(['upload', 'other.json'], { env, cwd })).code).toBe(0);
      expect((await listed()).length).toBe(2);
      const wrong = { ...env, MIDDLEBRICK_API_KEY: 'mbk_wrong' };
      const refused = await middlebrick(['upload', 'other.json'], { env: wrong, cwd });
      expect(refused).toMatchObject({
        code: 3,
        stderr: expect.stringContaining('The API key is not known here.'),
      });
      const unset = await middlebrick(scan, { cwd });
      expect(unset).toMatchObject({ code: 2, stderr: expect.stringContaining('set both') });
    } finally {
      await demo.close();
      await server.stop();
    }
  });
});

test('a second process on the folder is refused, and one after kill -9 is not', async () => {
  const place = { folder: join(freshFolder(), 'server') };
  const first = await serveProcess(place);
  await expect(serveProcess(place)).rejects.toThrow(
    `middlebrick: Another middlebrick serves from ${place.folder}: stop it, name another folder (--data), or let both use one PostgreSQL (DATABASE_URL).\n`,
  );
  await first.kill();
  const second = await serveProcess(place, first.key);
  expect((await second.client.ask('GET', '/api/v1/apis')).status).toBe(200);
  await second.stop();
});

test('roles need a database that can be shared, and one that answers', async () => {
  const data = ['--data', freshFolder()];
  const alone = await middlebrick(['serve', '--role', 'worker', ...data]);
  expect(alone).toMatchObject({ code: 2, stderr: expect.stringContaining('name a PostgreSQL') });
  const env = { DATABASE_URL: 'postgres://u:secret-1@127.0.0.1:9/x' };
  const away = await middlebrick(['serve', ...data], { env });
  expect(away.code).toBe(2);
  expect(away.stderr).toContain('Cannot reach PostgreSQL at 127.0.0.1:9/x');
  expect(away.stderr).not.toContain('secret-1');
});
