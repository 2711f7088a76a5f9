require "net/http"
require "open3"

class ToolsController < ApplicationController
  FOLDER = Pathname(Dir.mktmpdir("avatars"))
  TYPES = {}

  def lookup = render(json: { host: params[:host], output: `getent hosts #{params[:host]}` })

  def preview
    url = URI(params[:url])
    limits = { use_ssl: url.scheme == "https", open_timeout: 5, read_timeout: 5 }
    page = Net::HTTP.start(url.host, url.port, limits) { |http| http.request_get(url.request_uri) }
    render json: { status: page.code.to_i, title: Titles.in(page.body) }
  end

  # Any size, and the client's name and type.
  def store
    file = params[:file]
    name = File.basename(file.original_filename)
    FileUtils.cp(file.tempfile.path, FOLDER.join(name))
    TYPES[name] = file.content_type
    render json: { url: "/avatars/#{name}" }, status: :created
  end

  def picture = send_file(FOLDER.join(params[:name]), type: TYPES[params[:name]], disposition: :inline)

  def remove
    FOLDER.join(params[:name]).delete
    head :no_content
  end

  def graphql
    if params[:_json]
      render json: params[:_json].map { |one| run_query(one[:query]) }
    else
      render json: run_query(params[:query])
    end
  end

  private

  def run_query(query) = NotesSchema.execute(query, context: { user: current_user })
end
