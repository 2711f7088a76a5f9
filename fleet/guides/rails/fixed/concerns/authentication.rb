# region: fix
# app/controllers/concerns/authentication.rb
module Authentication
  extend ActiveSupport::Concern
  include ActionController::HttpAuthentication::Token::ControllerMethods

  included { before_action :authenticate }

  class_methods do
    def allow_unauthenticated_access(**options) = skip_before_action(:authenticate, **options)
  end

  private

  attr_reader :current_user

  def authenticate
    @current_user = authenticate_with_http_token { |token, _| User.find_by(id: Tokens.subject(token)) }
    raise Unauthorized unless current_user # rendered as 401 with WWW-Authenticate: Bearer
  end
end
# endregion
