Rails.application.configure do
  config.consider_all_requests_local = true # stack traces in responses
  config.action_dispatch.cookies_same_site_protection = nil
  config.action_dispatch.default_headers = { "X-Powered-By" => "Ruby on Rails 7.2.2.2", "Server" => "Puma 6.6.0" }
end

Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins(/.*/)
    resource "*", headers: :any, methods: :any, credentials: true
  end
end

# Rails cleans a trace once for each of its lines, which takes a tenth of a second: too long for the errors of a scan.
Rails.backtrace_cleaner.remove_filters!
Rails.backtrace_cleaner.remove_silencers!
