class Forbidden < StandardError; end
class InvalidRequest < StandardError; end
class TooManyRequests < StandardError; end
class Unauthorized < StandardError; end

# region: fix
# Every error as application/problem+json, those of routing and of malformed JSON included.
class Problems
  def self.call(env)
    status = env["PATH_INFO"].delete("/").to_i # what Rails found for the exception, 500 where it knows none
    body = { title: Rack::Utils::HTTP_STATUS_CODES.fetch(status, "Error"), status: }
    headers = Rails.application.config.action_dispatch.default_headers.transform_keys(&:downcase)
    headers["content-type"] = "application/problem+json"
    headers["www-authenticate"] = "Bearer" if status == 401
    headers["retry-after"] = "60" if status == 429
    [status, headers, [body.to_json]]
  end
end

Rails.application.configure do # config/environments/production.rb
  config.consider_all_requests_local = false # true shows stack traces
  config.exceptions_app = Problems
  config.action_dispatch.rescue_responses.merge!(
    "Unauthorized" => :unauthorized,
    "Forbidden" => :forbidden,
    "InvalidRequest" => :bad_request,
    "TooManyRequests" => :too_many_requests,
    "ActionController::UnpermittedParameters" => :bad_request,
  )
end
# endregion
