import { guarded, serving } from './serving.ts';

const card = (number: string) => ({ payments: [{ id: 1, cardNumber: number, holder: 'A. Lovelace' }] });

export const whole = serving({ '/payments': card('4539 1488 0343 6467') });
export const nested = serving({ '/payments': { card: { number: '5425233430109903', exp: '12/29' } } });
export const inText = serving({
  '/payments': (c) => c.text('Paid with Visa card 4539148803436467, thank you.'),
});
export const publishedTest = serving({ '/payments': card('4242424242424242') });
export const own = serving({ '/payments': guarded(card('4539148803436467')) });

export const lastFour = serving({ '/payments': card('**** **** **** 6467') });
export const orderNumbers = serving({
  '/payments': {
    card: 'gold',
    orders: [{ orderNumber: 4539148803436467, cardId: '4539148803436467', card_number: '4539148803436468' }],
  },
});
export const echo = serving({ '/payments': (c) => c.json({ card: c.req.query('card') ?? null }) });
