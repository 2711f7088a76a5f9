# region: fix
# app/forms/request_form.rb
class RequestForm
  include ActiveModel::Model

  # The validated values of a body. What is not named here is rejected.
  def self.read(params, *names)
    form = new(params.permit(*names)) # with action_on_unpermitted_parameters = :raise
    raise InvalidRequest, form.errors.full_messages.join(", ") unless form.valid?

    form
  end
end
# endregion
