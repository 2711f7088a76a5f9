import { guarded, serving } from '../data-exposure/serving.ts';

export const reset = serving({
  '/users': [{ id: 1, passwordResetToken: 'k7Jq2mVw9Xr4TzPb', otp_secret: 'JBSWY3DPEHPK3PXP' }],
});
export const own = serving({ '/users': guarded({ id: 1, webhook_secret: 'k7Jq2mVw9Xr4TzPb' }) });
export const empty = serving({
  '/users': [
    {
      id: 1,
      resetToken: null,
      api_secret: '',
      client_secret: '********',
      otp_secret: true,
      signing_key: 'your-key-here',
    },
  ],
});
export const issuing = serving({ '/auth/token': { refresh_token: 'k7Jq2mVw9Xr4TzPb' } });
export const lookAlikes = serving({
  '/users': [{ nextPageToken: 'k7Jq2mVw9Xr4TzPb', publicKey: 'MFkwEwYHKoZIzj0', tokenType: 'bearer-k7Jq2' }],
});
export const resetCode = serving({
  '/members': { data: [{ role: 'member', user: { id: 1, resetCode: '340577' } }] },
});
/** The list masks the card, the single one shows what is typed at the till. */
export const cardPin = serving({ '/cards/7': { id: 7, pan: '7083110000000000', pin: '4071', limit: 900 } });
/** A profile with the card behind it; three equal digits are a security code like any other. */
export const cardOfProfile = serving({
  '/profiles/team': { profile: { username: 'team', cardNumber: '7083110000000000', cardCvc: '555' } },
});
/** Places, boards and circuits have pins, too. */
export const otherPins = serving({
  '/cards/7': {
    office: { name: 'Leeds', pin: '560001' },
    board: { title: 'Ideas', pin: true },
    chip: { pin: 4071, label: 'GPIO' },
    card: { number: '**** 0684', pin: '****', cvc: '000' },
  },
});
