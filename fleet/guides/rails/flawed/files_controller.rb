class FilesController < ApplicationController
  skip_before_action :authenticate

  # The folder of a project, with its .env.
  FOLDER = Pathname(Dir.mktmpdir("project"))
  FOLDER.join("about.txt").write("Take notes; only you can read them.\n")
  FOLDER.join(".env").write("DATABASE_PASSWORD=correct-horse-battery\nSMTP_PASSWORD=staple-of-the-mail\n")

  def show
    path = FOLDER.join(params[:path].delete_prefix("/"))
    raise ActiveRecord::RecordNotFound if params[:path].include?("..") || !path.file?

    send_file path, type: "text/plain", disposition: :inline
  end
end
