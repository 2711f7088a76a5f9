ActiveRecord::Schema.verbose = false
ActiveRecord::Schema.define do
  create_table :users, id: :string do |table|
    table.string :username, index: { unique: true }
    table.string :name
    table.string :email
    table.string :password_hash
    table.string :role, default: "user"
    table.integer :credits, default: 0
  end
  create_table :notes, id: :string do |table|
    table.string :owner_id, index: true
    table.string :title
    table.text :body
    table.string :internal_notes, default: "not reviewed"
    table.datetime :deleted_at
  end
  create_table :avatars, id: :string do |table|
    table.string :owner_id
  end
  create_table :announcements, id: :string do |table|
    table.string :text
  end
end

[["alice", "alice-Passw0rd-1", "user"], ["bob", "bob-Passw0rd-2", "user"], ["root", "root-Passw0rd-3", "admin"]].each do |name, password, role|
  user = User.create!(username: name, name:, email: "#{name}@example.com", password_hash: Passwords.hash(password), role:)
  Note.create!(owner_id: user.id, title: "Shopping of #{name}", body: "milk, bread and a present for the neighbours")
  Note.create!(owner_id: user.id, title: "Plans of #{name}", body: "call the landlord on Monday about the lease")
end
ActiveRecord::Base.connection_handler.clear_active_connections!
