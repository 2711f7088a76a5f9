# The title of a page, or nothing.
module Titles
  def self.in(page) = page.to_s.dup.force_encoding("UTF-8").scrub[%r{<title>([^<]{0,200})}, 1].to_s
end
