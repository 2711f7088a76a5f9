# region: fix
# app/controllers/concerns/limits.rb
module Limits
  private

  # 1 to 100; anything else is a bad request.
  def limit
    sent = params.fetch(:limit, "20")
    number = sent.is_a?(String) && sent.match?(/\A\d{1,3}\z/) ? sent.to_i : 0
    raise InvalidRequest unless number.between?(1, 100)

    number
  end
end
# endregion
