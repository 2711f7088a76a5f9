# region: fix
class NoteForm < RequestForm
  attr_accessor :title, :body

  validates :title, text: { length: 1..200 }
  validates :body, text: { length: 0..5_000 }
end
# endregion
