require_relative "application"

require "tmpdir"

folder = Dir.mktmpdir("notes")
at_exit { FileUtils.remove_entry(folder) }
ENV["DATABASE_URL"] = "sqlite3:#{folder}/notes.sqlite?pool=32"
require_relative "#{VARIANT}/settings"
Rails.application.initialize!
