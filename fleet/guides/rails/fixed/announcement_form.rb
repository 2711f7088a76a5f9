class AnnouncementForm < RequestForm
  attr_accessor :text

  validates :text, text: { length: 1..1_000 }
end
