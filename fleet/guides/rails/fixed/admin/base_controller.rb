# region: fix
class Admin::BaseController < ApplicationController
  before_action { raise Forbidden unless current_user.role == "admin" } # rendered as 403
end
# endregion
