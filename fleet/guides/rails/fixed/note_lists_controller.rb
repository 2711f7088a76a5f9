# region: fix
class NoteListsController < ApplicationController
  def index
    render json: current_user.notes.limit(limit).map { |note| NoteView.of(note) }
  end

  def create
    sent = NoteForm.read(params, :title, :body)
    render json: NoteView.of(current_user.notes.create!(title: sent.title, body: sent.body)), status: :created
  end
end
# endregion
