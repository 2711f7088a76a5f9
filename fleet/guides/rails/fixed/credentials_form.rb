class CredentialsForm < RequestForm
  attr_accessor :username, :password

  validates :username, text: { length: 3..32 }, format: /\A[A-Za-z0-9_-]+\z/
  validates :password, text: { length: 1..128 }
  validates :password, text: { length: 12..128 }, on: :registration
end
