class NotesSchema < GraphQL::Schema
  query NoteGraph::QueryType
end
