import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { cgroupLimit, cgroupOf } from '../../src/retention/memory/cgroup.ts';
import { bytesIn } from '../../src/retention/memory/command.ts';
import { findMemorySource, listeningProcess } from '../../src/retention/memory/find-source.ts';
import { usedHeap } from '../../src/retention/memory/forced-collection.ts';
import { heapInSnapshot } from '../../src/retention/memory/heap-snapshot-file.ts';
import {
  anonymousBytes,
  catchesSignal,
  listenersOn,
  processStat,
  processTree,
} from '../../src/retention/memory/procfs.ts';
import { runtimeOfProcess } from '../../src/retention/memory/runtime-of-process.ts';
import { selfSigned } from './certificate-authority.ts';
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

describe.skipIf(process.platform !== 'linux')('several processes', () => {
  test.each([
    ['node', process.execPath, ['cluster.mjs', '3'], 'D'],
    ['cpython', 'python3', ['workers.py', '3'], 'A'],
  ])(
    'of %s behind one port are summed, and one that ends is noticed',
    async (runtime, command, args, memoryClass) => {
      const target = await startTarget(command, args);
      // The primary dies last, and its workers with it.
      const tree = processTree(target.pid);
      try {
        const source = listeningProcess(new URL(target.url));
        expect(source).toMatchObject({ runtime, memoryClass });
        expect(source?.name).toBe(`process ${target.pid} and 3 workers (anonymous memory, summed)`);
        const alone = anonymousBytes(target.pid) ?? 0;
        expect((await source?.read())?.bytes).toBeGreaterThan(1.5 * alone);
        const before = await source?.vitals?.();
        expect(before?.workers?.split(' ')).toHaveLength(3);
        process.kill(tree[1] ?? 0, 'SIGKILL');
        await vi.waitFor(async () => expect((await source?.vitals?.())?.workers).not.toBe(before?.workers));
      } finally {
        await target.stop();
        for (const pid of tree) {
          try {
            process.kill(pid, 'SIGKILL');
          } catch {
            // Gone with its parent.
          }
        }
      }
    },
  );
});

describe.skipIf(process.platform !== 'linux')('collections that the user allows', () => {
  test('are forced in a Node process without a hook', async () => {
    const target = await startTarget(process.execPath, ['key-service.mjs', 'none']);
    try {
      const found = await findMemorySource(new URL(target.url), { pid: target.pid, allowGc: true });
      expect(found).toMatchObject({ memoryClass: 'C', runtime: 'node' });
      expect(found?.name).toMatch(/collections by the inspector$/);
      const [first, second] = [await found?.collect?.(), await found?.collect?.()];
      expect(first).toBeGreaterThan(1024 * 1024);
      expect(Math.abs((second ?? 0) - (first ?? 0))).toBeLessThan(1024 * 1024);
      found?.close?.();
      // The port that was opened for this is shut again.
      await vi.waitFor(() => expect(fetch('http://127.0.0.1:9229/json/list')).rejects.toThrow(), {
        timeout: 5_000,
        interval: 200,
      });
    } finally {
      await target.stop();
    }
  });

  test('come with heap snapshots where another process has the port of the inspector', async () => {
    const taken = http.createServer((_request, response) => response.writeHead(404).end());
    taken.listen(9229, '127.0.0.1');
    const folder = mkdtempSync(join(tmpdir(), 'middlebrick-'));
    const flags = ['--heapsnapshot-signal=SIGUSR2', `--diagnostic-dir=${folder}`];
    const target = await startTarget(process.execPath, [...flags, 'key-service.mjs', 'map']);
    try {
      const found = await findMemorySource(new URL(target.url), { pid: target.pid, allowGc: true });
      expect(found?.name).toMatch(/collections by heap snapshots$/);
      const before = (await found?.collect?.()) ?? 0;
      for (let key = 0; key < 300; key++)
        await fetch(target.url, { headers: { authorization: `${'k'.repeat(8_000)}${key}` } });
      const kept = ((await found?.collect?.()) ?? 0) - before;
      expect(kept / 300).toBeGreaterThan(7_000);
      expect(kept / 300).toBeLessThan(12_000);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      await target.stop();
      taken.close();
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    ['{"snapshot":{"meta":{"node_fields":["type","self_size"]}},\n"nodes":[9,5\n,3,700\n],"edges":[1]}', 705],
    ['{"snapshot":{"meta":{"node_fields":["self_size"]}},"nodes":[]}', 0],
  ])('a heap snapshot cut anywhere has the same sum', async (text, bytes) => {
    for (let cut = 0; cut <= text.length; cut++) {
      const parts = [text.slice(0, cut), text.slice(cut)].map((part) => Buffer.from(part));
      expect(await heapInSnapshot(Readable.from(parts))).toBe(bytes);
    }
    for (const other of ['', 'x', '{"nodes":[1]}', text.slice(0, text.indexOf(']}}'))])
      await expect(heapInSnapshot(Readable.from([Buffer.from(other)]))).rejects.toThrow('no heap snapshot');
  });

  test('are not asked for by a signal that would end the process', () => {
    expect(catchesSignal(process.pid, constants.signals.SIGUSR1)).toBe(true);
    expect(catchesSignal(process.pid, constants.signals.SIGUSR2)).toBe(false);
  });

  test('jcmd tells the heap in use, without the metaspace', () => {
    const text =
      '4711:\n garbage-first heap   total 262144K, used 1024K [0x0000000701000000, 0x0000000800000000)\n  region size 2048K, 3 young (6144K), 0 survivors (0K)\n Metaspace       used 5123K, committed 5248K, reserved 1114112K\n';
    expect(usedHeap(text)).toBe(1024 * 1024);
    expect(usedHeap('garbage')).toBeUndefined();
  });
});

describe('a metrics page', () => {
  test('that gets a series for each credential is told, with the metric, and goes on being read', async () => {
    const lines = ['process_resident_memory_bytes 50000000', 'python_info{implementation="CPython"} 1'];
    const served = await serve((_request, response) => response.end(`${lines.join('\n')}\n`));
    try {
      const source = await findMemorySource(served.url, { metrics: served.url.href, discover: false });
      for (let key = 0; key < 60_000; key++) lines.push(`logins_total{key="${'k'.repeat(80)}${key}"} 1`);
      expect((await source?.read())?.bytes).toBe(50_000_000);
      expect((await source?.grownPage?.(60_000))?.says).toEqual(
        expect.stringMatching(/grew by 1\.0 series and 1\d\d bytes with each new identity.*logins_total/),
      );
      expect(await source?.grownPage?.(1_000_000)).toBeUndefined();
    } finally {
      await served.close();
    }
  });

  test.each([
    ['prints bytes', '{"heapUsed":5000}', 1, 5_000],
    ['prints nothing', 'done', 2, 9_000_000],
  ])('that is slow is not read beside a hook that %s', async (_kind, printed, pages, held) => {
    let read = 0;
    const served = await serve(async (request, response) => {
      if (request.url === '/gc') return response.end(printed);
      read += 1;
      await new Promise((resolve) => setTimeout(resolve, 150));
      response.end(
        'nodejs_heap_size_used_bytes 9000000\nnodejs_gc_duration_seconds_count{kind="major"} 0\n' +
          'process_resident_memory_bytes 80000000\nprocess_start_time_seconds 1\n',
      );
    });
    const memory = { metrics: served.url.href, collect: new URL('/gc', served.url).href, discover: false };
    try {
      const source = await findMemorySource(served.url, memory);
      await source?.read();
      read = 0;
      expect(await source?.collect?.()).toBe(held);
      for (let reading = 0; reading < 5; reading++) await source?.read();
      await source?.grownPage?.(10);
      expect(read).toBe(pages);
    } finally {
      await served.close();
    }
  });

  test('is asked with the headers that it wants', async () => {
    const served = await serve((request, response) => {
      if (request.headers['x-scrape'] !== 'yes') response.writeHead(403);
      response.end('process_resident_memory_bytes 7\n');
    });
    const metrics = served.url.href;
    try {
      await expect(findMemorySource(served.url, { metrics })).rejects.toThrow(/status 403.*--metrics-header/);
      const access = { headers: { 'x-scrape': 'yes' } };
      expect((await (await findMemorySource(served.url, { metrics, access }))?.read())?.bytes).toBe(7);
    } finally {
      await served.close();
    }
  });

  test('is asked with the client certificate that it wants, and so is a hook that collects', async () => {
    const { key, certificate: cert } = selfSigned('ec');
    const server = https.createServer(
      { key, cert, ca: [cert], requestCert: true, rejectUnauthorized: true },
      ({ url }, response) => response.end(url === '/gc' ? '5000' : 'process_resident_memory_bytes 7\n'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const page = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`);
    const memory = { metrics: page.href, collect: new URL('/gc', page).href, discover: false };
    try {
      await expect(findMemorySource(page, { ...memory, access: { verify: false } })).rejects.toThrow(
        'can not be read',
      );
      const access = { verify: false, tls: { cert, key } };
      const source = await findMemorySource(page, { ...memory, access });
      expect((await source?.read())?.bytes).toBe(7);
      expect(await source?.collect?.()).toBe(5_000);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  test('that will count collections is heap with collections from the first', async () => {
    const served = await serve((_request, response) =>
      response.end('# TYPE nodejs_gc_duration_seconds histogram\nnodejs_heap_size_used_bytes 9000000\n'),
    );
    try {
      const source = await findMemorySource(served.url, { metrics: served.url.href, discover: false });
      expect(source).toMatchObject({ memoryClass: 'B', runtime: 'node' });
      expect(await source?.read()).toMatchObject({ bytes: 9_000_000, collections: 0 });
    } finally {
      await served.close();
    }
  });
});

describe('control groups, version 1', () => {
  test('anonymous memory, limit and kills', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'middlebrick-cgroup-'));
    const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
    write('memory.stat', 'cache 99999\nrss 4096\nhierarchical_memory_limit 268435456\ntotal_rss 7340032\n');
    write('memory.oom_control', 'oom_kill_disable 0\nunder_oom 0\noom_kill 2\n');
    const source = await findMemorySource(new URL('http://192.0.2.1'), { cgroup: folder, runtime: 'native' });
    expect((await source?.read())?.bytes).toBe(7_340_032);
    expect(await source?.vitals?.()).toMatchObject({ limitBytes: 268_435_456, oomKills: 2 });
    write('memory.stat', 'hierarchical_memory_limit 9223372036854771712\ntotal_rss 7340032\n');
    expect((await source?.vitals?.())?.limitBytes).toBeUndefined();
  });

  test.each([
    ['0::/system.slice/api.service\n', '/sys/fs/cgroup/system.slice/api.service'],
    ['12:cpu,cpuacct:/docker/a\n5:memory:/docker/a\n0::/\n', '/sys/fs/cgroup/memory/docker/a'],
    ['0::/\n', undefined],
  ])('%j is the group %s', (text, folder) => {
    const proc = mkdtempSync(join(tmpdir(), 'middlebrick-proc-'));
    mkdirSync(join(proc, '7'));
    writeFileSync(join(proc, '7', 'cgroup'), text);
    expect(cgroupOf(7, proc)).toBe(folder);
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

  test('the lines of the documentation, for containers and other machines, print bytes', async () => {
    // Stand-ins that run here what they would run there.
    const bin = mkdtempSync(join(tmpdir(), 'middlebrick-bin-'));
    writeFileSync(join(bin, 'memory.stat'), 'anon 7340032\nfile 9\n');
    for (const name of ['docker', 'kubectl', 'ssh'])
      writeFileSync(
        join(bin, name),
        `#!/bin/sh\ncase "$*" in *"get pods"*) echo pod/a; echo pod/b;; *smaps*) echo "Anonymous:   7168 kB";; *) cat ${bin}/memory.stat;; esac\n`,
        { mode: 0o755 },
      );
    const page = readFileSync(new URL('../../docs/retention.md', import.meta.url), 'utf8');
    const lines = [...page.matchAll(/^--memory-command '(.+)'$/gm)].map(([, line]) => line ?? '');
    expect(lines).toHaveLength(4);
    for (const line of lines) {
      const memoryCommand = `PATH=${bin}:$PATH; ${line}`;
      const source = await findMemorySource(new URL('http://192.0.2.1'), {
        memoryCommand,
        runtime: 'native',
      });
      expect((await source?.read())?.bytes, line).toBe(line.startsWith('for') ? 14_680_064 : 7_340_032);
    }
  });

  test('a command of a second is read ahead, and the source says how often', async () => {
    const source = await findMemorySource(new URL('http://192.0.2.1'), {
      memoryCommand: 'sleep 1; echo 1234567',
      runtime: 'native',
    });
    expect(source?.name).toMatch(/, [34]\.\d readings a second$/);
    const started = performance.now();
    for (let reading = 0; reading < 9; reading++) expect((await source?.read())?.bytes).toBe(1_234_567);
    expect(performance.now() - started).toBeLessThan(6_000);
  });

  test.each([
    ['42\n', 42],
    ['{"bytes":7}', 7],
    ['{"heapUsed":5,"external":2}', 7],
    ['{"heapBytes":9,"rss":80}', 9],
    ['{"HeapAlloc":11,"HeapSys":90}', 11],
    ['done', undefined],
    ['null', undefined],
  ])('%s holds %s bytes', (text, bytes) => {
    expect(bytesIn(text)).toBe(bytes);
  });
});
