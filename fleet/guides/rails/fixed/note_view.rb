module NoteView
  def self.of(note) = { id: note.id, title: note.title, body: note.body, owner: note.owner_id }
end
