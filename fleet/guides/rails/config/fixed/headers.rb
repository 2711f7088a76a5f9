# region: fix
Rails.application.configure do # config/application.rb
  config.action_dispatch.default_headers = {
    "X-Content-Type-Options" => "nosniff",
    "Content-Security-Policy" => "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control" => "no-store",
    "Referrer-Policy" => "no-referrer",
  }
end
# endregion
