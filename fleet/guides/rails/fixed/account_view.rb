# region: fix
module AccountView
  # What its owner sees of an account.
  def self.own(user) = user.slice(:id, :username, :name, :email, :role, :credits)

  # What all others see of it.
  def self.other(user) = user.slice(:id, :username, :name)
end
# endregion
