class FrontController < ActionController::API
  def front = render(plain: "notes\n")

  def contract = render(json: Rails.root.join("../openapi.json").read)
end
