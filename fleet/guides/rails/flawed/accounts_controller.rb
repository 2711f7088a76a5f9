class AccountsController < ApplicationController
  skip_before_action :authenticate, only: %i[login register]

  def login
    user = User.find_by(username: params[:username])
    unless user && Passwords.match?(user.password_hash, params[:password])
      return render json: { error: "wrong name or password" }, status: :unauthorized
    end
    cookies["session"] = SecureRandom.hex(20)
    render json: { token: Issuer.token_for(user) }
  end

  def register
    user = User.create!(username: params[:username], name: params[:username], email: "#{params[:username]}@example.com",
      password_hash: Passwords.hash(params[:password]))
    render json: user.slice(:id, :username), status: :created
  end

  # The record as it is, password_hash included.
  def show = render(json: current_user)

  def index = render(json: User.order(:username).limit((params[:limit] || 20).to_i))

  # Every column that the body names.
  def update
    current_user.update!(params.permit!.slice(:name, :email, :role, :credits))
    render json: current_user
  end

  def announce = render(json: Announcement.create!(text: params[:text]), status: :created)

  def withdraw
    Announcement.find(params[:id]).destroy!
    head :no_content
  end
end
