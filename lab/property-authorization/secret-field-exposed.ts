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
