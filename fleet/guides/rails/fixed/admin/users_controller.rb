# region: fix
class Admin::UsersController < Admin::BaseController
  def index
    render json: User.order(:username).limit(limit).map { |user| AccountView.own(user) }
  end
end
# endregion
