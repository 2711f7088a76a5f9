# region: fix
class ProfilesController < ApplicationController
  def update
    sent = params.permit(:name, :email) # never role: it is set by code of administrators alone
    ProfileForm.read(sent, :name, :email)
    current_user.update!(sent)
    render json: AccountView.own(current_user)
  end
end
# endregion
