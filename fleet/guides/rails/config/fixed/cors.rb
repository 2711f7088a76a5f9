# region: fix
# config/initializers/cors.rb, with the gem rack-cors
Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins ENV.fetch("CORS_ORIGINS", "https://app.example.com").split(",") # whole origins, no expressions
    resource "*", headers: %w[Authorization Content-Type], methods: %i[get post put patch delete], max_age: 3600
  end
end
# endregion
