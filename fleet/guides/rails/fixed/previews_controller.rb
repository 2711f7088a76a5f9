# region: fix
class PreviewsController < ApplicationController
  def create
    url = params.permit(:url).require(:url)
    raise InvalidRequest unless url.is_a?(String) && url.length <= 2_000

    status, start = PublicPage.fetch(url)
    raise InvalidRequest unless status

    render json: { status:, title: Titles.in(start) }
  end
end
# endregion
