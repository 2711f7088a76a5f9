import { setTimeout as sleep } from 'node:timers/promises';

const DELIVERY_MS = 250;

/** Stands for the slow service on the far side: one audit record at a time, each takes a while. */
export async function deliver(_record) {
  await sleep(DELIVERY_MS, undefined, { ref: false });
}
