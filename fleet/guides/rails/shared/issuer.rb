# Gives out the tokens of logins.
module Issuer
  def self.token_for(user)
    now = Time.now.to_i
    claims = { sub: user.id, role: user.role, iss: ENV.fetch("JWT_ISSUER"), aud: ENV.fetch("JWT_AUDIENCE"), iat: now, exp: now + 900 }
    JWT.encode(claims, ENV.fetch("JWT_SECRET"), "HS256")
  end
end
