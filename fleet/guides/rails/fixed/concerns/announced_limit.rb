# region: fix
# app/controllers/concerns/announced_limit.rb: what rack-attack counted, for the client
module AnnouncedLimit
  extend ActiveSupport::Concern

  included { after_action :announce_limit }

  private

  def announce_limit
    data = request.env.dig("rack.attack.throttle_data", "requests") or return
    left = [data[:limit] - data[:count], 0].max
    response.headers["RateLimit-Policy"] = %("default";q=#{data[:limit]};w=#{data[:period]})
    response.headers["RateLimit"] = %("default";r=#{left};t=#{data[:period] - data[:epoch_time] % data[:period]})
  end
end
# endregion
