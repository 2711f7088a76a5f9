// region: fixed
/** Right only with `app.set('trust proxy', 'loopback')` or the network of your proxy: else clients say what they like. */
export function httpsOnly(req, res, next) {
  if (!req.secure)
    return res.redirect(308, `https://${process.env.PUBLIC_HOST ?? 'api.example.com'}${req.originalUrl}`);
  res.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
  next();
}
// endregion
