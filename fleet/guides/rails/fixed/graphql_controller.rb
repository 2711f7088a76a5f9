# region: fix
class GraphqlController < ApplicationController
  def execute
    raise InvalidRequest if params.key?(:_json) # a list of queries
    query = params.require(:query)
    raise InvalidRequest unless query.is_a?(String) && query.bytesize <= 5_000

    variables = params[:variables].respond_to?(:to_unsafe_h) ? params[:variables].to_unsafe_h : {}
    render json: NotesSchema.execute(query, variables:, context: { user: current_user })
  end
end
# endregion
