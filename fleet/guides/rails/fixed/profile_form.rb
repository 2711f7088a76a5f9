class ProfileForm < RequestForm
  attr_accessor :name, :email

  validates :name, text: { length: 1..100 }, unless: -> { name.nil? }
  validates :email, text: { length: 3..254 }, format: /\A[^@\s]+@[^@\s]+\z/, unless: -> { email.nil? }
end
