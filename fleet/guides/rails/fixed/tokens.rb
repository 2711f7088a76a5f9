# region: fix
# app/models/tokens.rb, with the gem jwt
module Tokens
  KEY = ENV.fetch("JWT_SECRET") # unset: the application does not start
  raise "JWT_SECRET needs at least 32 bytes" if KEY.bytesize < 32

  RULES = {
    algorithm: "HS256", # whatever the header of the token says
    iss: ENV.fetch("JWT_ISSUER"), verify_iss: true,
    aud: ENV.fetch("JWT_AUDIENCE"), verify_aud: true,
    required_claims: %w[exp sub], # exp and nbf are checked where the token has them
  }.freeze

  # The user that a verified token names, or nil.
  def self.subject(token)
    claims, = JWT.decode(token, KEY, true, RULES)
    claims["sub"]
  rescue JWT::DecodeError
    nil
  end
end
# endregion
