require "digest"

# bcrypt reads 72 bytes; a digest of longer passwords keeps all of them.
module Passwords
  def self.hash(password) = BCrypt::Password.create(Digest::SHA256.base64digest(password), cost: 10).to_s

  def self.match?(hash, password) = BCrypt::Password.new(hash) == Digest::SHA256.base64digest(password)
end
