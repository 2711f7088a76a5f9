# region: fix
class NotesSchema < GraphQL::Schema
  # Counts what stands in a query.
  class Size < GraphQL::Analysis::AST::Analyzer
    def initialize(subject)
      super
      @fields = @aliases = 0
    end

    def on_enter_field(node, _parent, _visitor)
      @fields += 1
      @aliases += 1 if node.alias
    end

    def result
      GraphQL::AnalysisError.new("query too large") if @fields > 50 || @aliases > 5
    end
  end

  query NoteGraph::QueryType
  max_depth 6
  max_complexity 60
  validate_timeout 1
  validate_max_errors 5
  query_analyzer Size
  disable_introspection_entry_points
end
# endregion
