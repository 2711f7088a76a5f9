class User < ApplicationRecord
  has_many :notes, foreign_key: :owner_id
  has_many :avatars, foreign_key: :owner_id
end
