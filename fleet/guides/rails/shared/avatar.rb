class Avatar < ApplicationRecord
end
