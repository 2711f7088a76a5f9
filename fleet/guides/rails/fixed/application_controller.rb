# region: fix
class ApplicationController < ActionController::API
  include Authentication # every action needs a token, unless a controller says otherwise
  # endregion
  include ActionController::Cookies
  include Limits

  wrap_parameters false
  after_action :announce_limit

  private

  def announce_limit
    data = request.env.dig("rack.attack.throttle_data", "requests") or return
    left = [data[:limit] - data[:count], 0].max
    response.headers["RateLimit-Policy"] = %("default";q=#{data[:limit]};w=#{data[:period]})
    response.headers["RateLimit"] = %("default";r=#{left};t=#{data[:period] - data[:epoch_time] % data[:period]})
  end
end
