# region: fix
# app/validators/text_validator.rb: a string of so many characters, and no number, list or object
class TextValidator < ActiveModel::EachValidator
  def validate_each(record, name, value)
    return if value.is_a?(String) && options[:length].cover?(value.length)

    record.errors.add(name, "is a text of #{options[:length].min} to #{options[:length].max} characters")
  end
end
# endregion
