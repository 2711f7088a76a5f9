# region: fix
Rails.application.configure do # config/application.rb
  config.action_controller.action_on_unpermitted_parameters = :raise # rendered as 400
  config.action_controller.always_permitted_parameters = %w[controller action id name]
end
# endregion
