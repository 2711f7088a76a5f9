class Announcement < ApplicationRecord
end
