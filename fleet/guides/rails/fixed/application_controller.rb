# region: fix
class ApplicationController < ActionController::API
  include Authentication # every action needs a token, unless a controller says otherwise
  include ActionController::Cookies
  include Limits
  include AnnouncedLimit

  wrap_parameters false # a body is not repeated below the name of the controller
end
# endregion
