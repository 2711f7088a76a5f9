require_relative "application"

ENV["DATABASE_URL"] = "sqlite3::memory:?pool=1"
require_relative "#{VARIANT}/settings"
Rails.application.initialize!
