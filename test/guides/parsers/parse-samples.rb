# Prints `name: message` for each file that is no Ruby.
$VERBOSE = nil
ARGV.each do |name|
  RubyVM::InstructionSequence.compile_file(name)
rescue SyntaxError => error
  puts "#{name}: #{error.message.lines.last.strip}"
end
