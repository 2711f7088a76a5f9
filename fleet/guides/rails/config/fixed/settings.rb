%w[errors parameters headers transport cors].each { |name| require_relative name }
require_relative "rate_limits"
