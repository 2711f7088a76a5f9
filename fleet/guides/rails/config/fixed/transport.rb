# region: fix
Rails.application.configure do # config/environments/production.rb
  config.force_ssl = true
  config.ssl_options = {
    hsts: { expires: 1.year, subdomains: true },
    # Health checks come past the proxy, which overwrites X-Forwarded-Proto in all other requests.
    redirect: { exclude: ->(request) { request.headers["X-Forwarded-Proto"].nil? } },
  }
end
# endregion
