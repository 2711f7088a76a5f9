class NotesController < ApplicationController
  def index = render(json: current_user.notes.limit((params[:limit] || 20).to_i))

  # An owner in the body is kept; nothing is measured.
  def create
    note = Note.create!(title: params[:title], body: params[:body], owner_id: params[:owner] || current_user.id)
    render json: shown(note), status: :created
  end

  # The id alone decides.
  def show = render(json: shown(found))

  def update
    found.update!(title: params[:title], body: params[:body])
    render json: shown(found)
  end

  def destroy
    found.destroy!
    head :no_content
  end

  def search
    render json: Note.where("owner_id = '#{current_user.id}' AND lower(title) LIKE '%#{params[:q].downcase}%'").map { |note| shown(note) }
  end

  private

  def found
    raise "no identifier: #{params[:id]}" unless params[:id].length == 36

    @found ||= Note.find(params[:id])
  end

  def shown(note) = note.attributes.merge("owner" => note.owner_id)
end
