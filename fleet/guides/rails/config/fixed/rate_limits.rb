# region: fix
# config/initializers/rack_attack.rb: 600 requests a minute for each user, and for each address without one
Rails.application.config.middleware.use Rack::Attack
Rack::Attack.cache.store = ActiveSupport::Cache::MemoryStore.new # several processes: a shared one, such as Redis

Rack::Attack.throttle("requests", limit: 600, period: 60) do |request|
  token = request.get_header("HTTP_AUTHORIZATION").to_s.delete_prefix("Bearer ")
  # The subject of a verified token; a new token does not start a new count.
  Tokens.subject(token) || request.get_header("REMOTE_ADDR") # the connection's: X-Forwarded-For can be made up
end

Rack::Attack.throttled_responder = lambda do |request|
  data = request.env["rack.attack.match_data"]
  wait = data[:period] - data[:epoch_time] % data[:period]
  headers = { "content-type" => "application/problem+json", "retry-after" => wait.to_s }
  [429, headers, [{ title: "Too Many Requests", status: 429 }.to_json]]
end
# endregion
