import { expect } from 'vitest';
import { ada, bob } from '../../../lab/bola/orders-api.ts';
import { practiceRooms } from '../../../lab/bola/practice-rooms.ts';
import { foreignObjectWritten } from '../../../src/checks/bola/foreign-object-written.ts';
import { testRule } from '../../rule-test.ts';

const options = { mode: 'active', identities: [ada, bob] } as const;
const [byAnybody, byParties] = [practiceRooms({ cancels: 'anybody' }), practiceRooms({ cancels: 'parties' })];
const [inJsonApi, keptInJsonApi] = [
  practiceRooms({ cancels: 'anybody', manner: 'json-api' }),
  practiceRooms({ cancels: 'parties', manner: 'json-api' }),
];

/** Nobody books his own room, and whose room it is may call a booking off: the scan has to name a third one's. */
testRule(
  foreignObjectWritten,
  {
    'fires at a booking of somebody else’s room, made as the script says and as records are': {
      lab: byAnybody,
      options,
      fires: { confidence: 'confirmed', at: ['POST /bookings/{id}/cancel'] },
      also: () => expect(byAnybody.bookings().map(({ id }) => id)).toEqual([11, 12]),
    },
    'silent where only its parties call it off': {
      lab: byParties,
      options,
      fires: false,
      also: () => expect(byParties.bookings().map(({ id }) => id)).toEqual([11, 12]),
    },
    'fires where bodies and answers are those of JSON:API': {
      lab: inJsonApi,
      options,
      fires: { confidence: 'confirmed', at: ['POST /bookings/{id}/cancel'] },
      also: () => expect(inJsonApi.bookings().map(({ id }) => id)).toEqual([11, 12]),
    },
    'silent where only its parties do so in JSON:API': {
      lab: keptInJsonApi,
      options,
      fires: false,
      also: () => expect(keptInJsonApi.bookings().map(({ id }) => id)).toEqual([11, 12]),
    },
  },
  { isInGuide: false },
);
