# region: fix
class NotesController < ApplicationController
  before_action :find_own_note

  def show
    render json: NoteView.of(@note)
  end

  def update
    sent = NoteForm.read(params, :title, :body)
    @note.update!(title: sent.title, body: sent.body)
    render json: NoteView.of(@note)
  end

  def destroy
    @note.destroy!
    head :no_content
  end

  private

  # Notes of others are as unknown as those that do not exist: RecordNotFound is a 404.
  def find_own_note
    @note = current_user.notes.find(params[:id])
  end
end
# endregion
