class RegistrationsController < ApplicationController
  allow_unauthenticated_access

  def create
    form = CredentialsForm.read(params, :username, :password)
    raise InvalidRequest unless form.valid?(:registration)
    return head(:conflict) if User.exists?(username: form.username)

    user = User.create!(username: form.username, name: form.username, email: "#{form.username}@example.com",
      password_hash: Passwords.hash(form.password))
    render json: user.slice(:id, :username), status: :created
  end
end
