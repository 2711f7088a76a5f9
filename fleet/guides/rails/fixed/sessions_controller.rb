# region: fix
class SessionsController < ApplicationController
  allow_unauthenticated_access

  DECOY = Passwords.hash(SecureRandom.hex)

  def create
    sent = CredentialsForm.read(params, :username, :password)
    attempts = LoginAttempts.new(sent.username, request.get_header("REMOTE_ADDR"))
    raise TooManyRequests if attempts.used_up? # rendered as 429 with Retry-After

    user = User.find_by(username: sent.username)
    # An unknown name costs as much time as a wrong password.
    matches = Passwords.match?(user&.password_hash || DECOY, sent.password)
    unless user && matches
      attempts.failed
      raise Unauthorized
    end
    remember(user)
    render json: { token: Issuer.token_for(user) }
  end
  # endregion

  private

  # region: fix-cookie
  def remember(user)
    # __Host-: browsers take it with secure, with path / and without a domain alone
    cookies["__Host-session"] = {
      value: SecureRandom.urlsafe_base64(32), expires: 15.minutes, path: "/",
      httponly: true, secure: true, same_site: :lax,
    }
  end
  # endregion
end
