require "logger"
require "rails"
require "active_support/all"
require "active_record/railtie"
require "action_controller/railtie"
require "marcel"
require "rack/attack"
require "rack/cors"
require "graphql"
require "bcrypt"
require "jwt"

VARIANT = ENV["VARIANT"] == "flawed" ? "flawed" : "fixed"

module Notes
  class Application < Rails::Application
    config.root = File.expand_path("..", __dir__)
    config.load_defaults 7.2
    config.api_only = true
    config.eager_load = true
    config.secret_key_base = SecureRandom.hex(64)
    config.logger = Logger.new(ENV["NOTES_LOG"] || IO::NULL)
    config.middleware.use ActionDispatch::Cookies
    config.public_file_server.enabled = false
    config.paths["config/routes.rb"] = "config/#{VARIANT}/routes.rb"
    [root.join("shared"), root.join(VARIANT), root.join(VARIANT, "concerns")].each do |folder|
      config.autoload_paths << folder.to_s
      config.eager_load_paths << folder.to_s
    end
  end
end
