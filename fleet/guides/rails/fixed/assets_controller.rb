# region: fix
class AssetsController < ApplicationController
  allow_unauthenticated_access

  # The route: get "assets/:name", constraints: { name: /[A-Za-z0-9_-]+\.(?:txt|css|png)/ }
  def show
    path = Rails.root.join("public", params[:name]) # a name without slashes, that begins with no dot
    raise ActiveRecord::RecordNotFound unless path.file?

    send_file path, disposition: :inline
  end
end
# endregion
