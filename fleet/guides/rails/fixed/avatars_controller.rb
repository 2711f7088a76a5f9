# region: fix
class AvatarsController < ApplicationController
  FOLDER = Pathname(Dir.mktmpdir("avatars")) # outside of public/
  TYPES = { "png" => "image/png", "jpg" => "image/jpeg" }.freeze

  def create
    file = params.permit(:file)[:file]
    raise InvalidRequest unless file.is_a?(ActionDispatch::Http::UploadedFile) && file.size <= 1.megabyte

    extension = TYPES.key(Marcel::MimeType.for(file.tempfile)) # by content; neither name nor type of the client
    raise InvalidRequest unless extension

    name = "#{SecureRandom.uuid}.#{extension}"
    FileUtils.cp(file.tempfile.path, FOLDER.join(name))
    current_user.avatars.create!(id: name)
    render json: { url: "/avatars/#{name}" }, status: :created
  end

  # The route: constraints: { name: /[0-9a-f-]{36}\.(?:png|jpg)/ }
  def show
    path = FOLDER.join(params[:name])
    raise ActiveRecord::RecordNotFound unless path.exist?

    response.headers["X-Content-Type-Options"] = "nosniff"
    send_file path, type: TYPES.fetch(path.extname.delete(".")), disposition: :attachment
  end

  def destroy
    current_user.avatars.find(params[:name]).destroy!
    FOLDER.join(params[:name]).delete
    head :no_content
  end
end
# endregion
