# Starts the service: PORT, VARIANT=flawed|fixed, JWT_SECRET, JWT_ISSUER, JWT_AUDIENCE.
ENV["RAILS_ENV"] = "production"
require_relative "config/environment"
require_relative "config/seed"
require "puma"
require "puma/server"

server = Puma::Server.new(Rails.application, nil, min_threads: 1, max_threads: 32, environment: "production")
server.add_tcp_listener("127.0.0.1", Integer(ENV.fetch("PORT", "8080")))
%w[TERM INT].each { |signal| trap(signal) { Thread.new { server.stop } } }
running = server.run
puts "listening on http://127.0.0.1:#{server.connected_ports.first}"
$stdout.flush
running.join
