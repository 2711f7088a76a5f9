# region: fix
require "ipaddr"
require "net/http"
require "socket"

# Fetches https pages from public addresses alone.
class PublicPage
  URL = %r{\Ahttps://([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(/[^\s\\]*)?\z}
  NOT_PUBLIC = %w[
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.168.0.0/16
    198.18.0.0/15 224.0.0.0/3 ::/127 64:ff9b::/96 fc00::/7 fe80::/10 ff00::/8
  ].map { |range| IPAddr.new(range) }
  LARGEST = 65_536

  # Status and start of the page; nil where the address is refused. Redirects are not followed.
  def self.fetch(url)
    _, host, path = *URL.match(url)
    return unless host

    addresses = Addrinfo.getaddrinfo(host, 443, nil, :STREAM).map { |one| IPAddr.new(one.ip_address).native }
    return if addresses.empty? || addresses.any? { |address| NOT_PUBLIC.any? { |range| range.include?(address) } }

    http = Net::HTTP.new(host, 443, nil)
    http.ipaddr = addresses.first.to_s # the address that was checked: no second lookup can differ
    http.use_ssl = true
    http.open_timeout = http.read_timeout = 5
    start = +""
    http.request_get(path || "/") do |response|
      response.read_body { |part| (start << part).bytesize > LARGEST and return [response.code.to_i, start] }
      return [response.code.to_i, start]
    end
  rescue SocketError, SystemCallError, Timeout::Error, OpenSSL::SSL::SSLError
    nil
  end
end
# endregion
