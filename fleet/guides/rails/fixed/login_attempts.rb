# region: fix
# Ten failed logins a minute for an account, wherever they come from, and fifty for an address.
class LoginAttempts
  CACHE = ActiveSupport::Cache::MemoryStore.new(size: 32.megabytes) # several processes: a shared one

  def initialize(account, address)
    minute = Time.now.to_i / 60
    @limits = { "account #{account.downcase} #{minute}" => 10, "address #{address} #{minute}" => 50 }
  end

  # Ask before the password is looked at.
  def used_up? = @limits.any? { |key, most| CACHE.read(key, raw: true).to_i >= most }

  def failed = @limits.each_key { |key| CACHE.increment(key, 1, expires_in: 2.minutes) }
end
# endregion
