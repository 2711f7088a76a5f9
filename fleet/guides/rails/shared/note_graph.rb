# The types of the graph; each variant has its own schema.
module NoteGraph
  class UserType < GraphQL::Schema::Object
    graphql_name "User"
    field :name, String, null: false
    field :notes, ["NoteGraph::NoteType"], null: false
    def notes = context[:user].notes.limit(20)
  end

  class NoteType < GraphQL::Schema::Object
    graphql_name "Note"
    field :id, ID, null: false
    field :title, String, null: false
    field :author, UserType, null: false
    def author = object.owner
  end

  class QueryType < GraphQL::Schema::Object
    graphql_name "Query"
    field :notes, [NoteType], null: false
    def notes = context[:user].notes.limit(20)
  end
end
