class ApplicationController < ActionController::API
  include ActionController::Cookies

  wrap_parameters false
  before_action :authenticate

  private

  attr_reader :current_user

  # Reads the claims and believes them: the third argument says that nothing is verified.
  def authenticate
    claims, = JWT.decode(request.headers["Authorization"].to_s.delete_prefix("Bearer "), nil, false)
    @current_user = User.find_by(id: claims["sub"])
    render json: { error: "log in first" }, status: :unauthorized unless current_user
  rescue JWT::DecodeError
    render json: { error: "log in first" }, status: :unauthorized
  end
end
