# region: fix
class SearchController < ApplicationController
  def index
    q = params.require(:q)
    raise InvalidRequest unless q.is_a?(String) && q.length <= 100

    found = current_user.notes.where("instr(lower(title), lower(?)) > 0", q).limit(100) # a binding, never "… #{q} …"
    render json: found.map { |note| NoteView.of(note) }
  end
end
# endregion
