# region: fix
class AccountsController < ApplicationController
  def show
    render json: AccountView.own(current_user)
  end

  def index
    render json: User.order(:username).limit(limit).map { |user| AccountView.other(user) }
  end
end
# endregion
