import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { cgroupLimit } from '../../src/retention/memory/cgroup.ts';
import { bytesIn } from '../../src/retention/memory/command.ts';
import { findMemorySource, listeningProcess } from '../../src/retention/memory/find-source.ts';
import { anonymousBytes, listenersOn, processStat, processTree } from '../../src/retention/memory/procfs.ts';
import { runtimeOfProcess } from '../../src/retention/memory/runtime-of-process.ts';
import { serve, unauthorized } from './loopback.ts';
import { startTarget } from './start-target.ts';

vi.setConfig({ testTimeout: 30_000 });

describe.skipIf(process.platform !== 'linux')('processes', () => {
  test('a listening service is found by its port, with its runtime, and its memory is read', async () => {
    const target = await startTarget(process.execPath, ['key-service.mjs', 'none']);
    try {
      const url = new URL(target.url);
      expect(listenersOn(Number(url.port))).toEqual([target.pid]);
      const source = listeningProcess(url);
      expect(source).toMatchObject({ runtime: 'node', memoryClass: 'D' });
      expect((await source?.read())?.bytes).toBeGreaterThan(4 * 1024 * 1024);
      expect((await source?.vitals?.())?.birth).toBe(processStat(target.pid)?.startTicks);
      expect(processTree(process.pid)).toContain(target.pid);
    } finally {
      await target.stop();
    }
    expect(anonymousBytes(target.pid)).toBeUndefined();
  });

  test('metrics beside the target win, because heap with collections proves more', async () => {
    const target = await startTarget(process.execPath, ['--expose-gc', 'key-service.mjs', 'none']);
    try {
      const url = new URL(target.url);
      const source = await findMemorySource(url, {});
      expect(source).toMatchObject({ runtime: 'node', memoryClass: 'B' });
      expect(source?.name).toContain('/metrics');
      const hooked = await findMemorySource(url, { collect: new URL('/gc', url).href });
      expect(hooked?.memoryClass).toBe('C');
      expect(await hooked?.collect?.()).toBeGreaterThan(1024 * 1024);
      await expect(findMemorySource(url, { pid: target.pid, collect: 'true' })).rejects.toMatchObject({
        code: 'memory-source-unreadable',
      });
    } finally {
      await target.stop();
    }
  });

  test('a native program is class A and an ended one is refused', async () => {
    expect(runtimeOfProcess(process.pid)).toBe('node');
    await expect(findMemorySource(new URL('http://127.0.0.1:1'), { pid: 2 ** 22 + 1 })).rejects.toMatchObject(
      { code: 'memory-source-unreadable' },
    );
  });
});

describe('control groups, version 2', () => {
  test('anonymous memory, limit and kills are read, not memory.current', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'middlebrick-cgroup-'));
    const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
    write('memory.stat', 'anon 7340032\nfile 999999999\nanon_thp 0\n');
    write('memory.current', '1007340031\n');
    write('memory.max', '268435456\n');
    write('memory.events', 'low 0\noom 2\noom_kill 1\n');
    const source = await findMemorySource(new URL('http://192.0.2.1'), { cgroup: folder, runtime: 'native' });
    expect(source).toMatchObject({ memoryClass: 'A', runtime: 'native' });
    expect((await source?.read())?.bytes).toBe(7_340_032);
    expect(await source?.vitals?.()).toMatchObject({ limitBytes: 268_435_456, oomKills: 1 });
    write('memory.max', 'max\n');
    expect((await source?.vitals?.())?.limitBytes).toBeUndefined();
    await expect(
      findMemorySource(new URL('http://192.0.2.1'), { cgroup: join(folder, 'gone') }),
    ).rejects.toMatchObject({ code: 'memory-source-unreadable' });
  });

  test('a limit of the group around it counts, the lower of the two', async () => {
    const pod = mkdtempSync(join(tmpdir(), 'middlebrick-cgroup-'));
    const container = join(pod, 'container');
    mkdirSync(container);
    writeFileSync(join(pod, 'memory.max'), '209715200\n');
    writeFileSync(join(container, 'memory.max'), 'max\n');
    expect(cgroupLimit(container)).toBe(209_715_200);
    writeFileSync(join(container, 'memory.max'), '104857600\n');
    expect(cgroupLimit(container)).toBe(104_857_600);
  });
});

describe('other sources', () => {
  test('nothing is found far from here or behind a silent target', async () => {
    const served = await serve(unauthorized);
    const { pathname } = served.url;
    try {
      expect(pathname).toBe('/me');
      expect(await findMemorySource(served.url, { discover: false })).toBeUndefined();
      expect(listeningProcess(new URL('http://192.0.2.1'))).toBeUndefined();
    } finally {
      await served.close();
    }
  });

  test('a command that prints bytes, with the runtime that the user names', async () => {
    const source = await findMemorySource(new URL('http://192.0.2.1'), {
      memoryCommand: 'echo 1234567',
      runtime: 'native',
    });
    expect(source).toMatchObject({ memoryClass: 'A', runtime: 'native' });
    expect((await source?.read())?.bytes).toBe(1_234_567);
    await expect(
      findMemorySource(new URL('http://192.0.2.1'), { memoryCommand: 'echo much' }),
    ).rejects.toMatchObject({ code: 'memory-source-unreadable' });
  });

  test.each([
    ['42\n', 42],
    ['{"bytes":7}', 7],
    ['{"heapUsed":5,"external":2}', 7],
    ['done', undefined],
    ['null', undefined],
  ])('%s holds %s bytes', (text, bytes) => {
    expect(bytesIn(text)).toBe(bytes);
  });
});
