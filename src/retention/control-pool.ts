import type { Arm, Speaker } from './arms/arm.ts';
import { LIMITS, type Plan, SHARE_OF_CREDENTIAL_LIMIT } from './plan.ts';

/** So many known credentials share the control requests: a limit per credential of 100 a minute leaves them all served. */
const POOL = 200;
/** Each is seen so often in the warm-up, where no limit asks for more of them. */
const SEEN_IN_WARM_UP = 3;
/** After so many refusals in a row it is not this credential that is refused. */
const REFUSED_IN_A_ROW = 2 * LIMITS.connections;

/** Known credentials in rotation, for control phases: each is seen in the warm-up, so that none of them is fresh later. */
export class ControlPool {
  private readonly speakers: readonly Speaker[];
  private readonly resting = new Set<Speaker>();
  private position = 0;
  private refusedInARow = 0;

  constructor(speakers: readonly Speaker[]) {
    this.speakers = speakers;
  }

  get size(): number {
    return this.speakers.length;
  }

  /** The next one that is not at its limit; any, where all are. */
  next(): Speaker {
    for (let tried = 0; tried < this.speakers.length; tried++) {
      const speaker = this.speakers[this.position++ % this.speakers.length] as Speaker;
      if (!this.resting.has(speaker)) return speaker;
    }
    return this.speakers[this.position++ % this.speakers.length] as Speaker;
  }

  served(): void {
    this.refusedInARow = 0;
  }

  /** One was refused for now. False when it is not its own limit, or too few are left to go on without it. */
  rest(speaker: Speaker): boolean {
    this.refusedInARow += 1;
    this.resting.add(speaker);
    return this.refusedInARow < REFUSED_IN_A_ROW && this.resting.size <= this.speakers.length / 2;
  }
}

/** How many known credentials a run needs: `perCredential` is what a limit lets one send, undefined when none was seen. */
export function poolSizeFor({ phases }: Plan, perCredential: number | undefined): number {
  const control = phases.filter(({ arm }) => arm === 'same');
  const warm = phases.find(({ name }) => name === 'warm')?.requests ?? 0;
  const requests = control.reduce((sum, phase) => sum + phase.requests, 0);
  const usual = Math.min(POOL, Math.floor(warm / SEEN_IN_WARM_UP));
  const forLimit = perCredential && Math.ceil(requests / (SHARE_OF_CREDENTIAL_LIMIT * perCredential));
  return Math.max(1, Math.min(warm, Math.max(usual, forLimit ?? 0)));
}

/** Credentials of a supply that ends are for the waves: a tenth at most may become known ones. */
export function shareOfSupply({ mostIdentities }: Arm): number {
  return Number.isFinite(mostIdentities)
    ? Math.max(1, Math.min(POOL, Math.floor(mostIdentities / 10)))
    : 3_000;
}

/** Makes the pool. Fresh speakers of the arm; where it has no fresh ones, its known one alone. */
export async function controlPool(arm: Arm, size: number): Promise<ControlPool> {
  const speakers: Speaker[] = [];
  while (speakers.length < size) {
    const more = await arm.fresh(Math.min(50, size - speakers.length));
    if (more.length === 0) break;
    speakers.push(...more);
  }
  return new ControlPool(speakers.length === 0 ? [arm.same] : speakers);
}
