// region: fetching
package main

import (
	"errors"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// publicOnly runs after the name was resolved, for every address that is connected to.
func publicOnly(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	ip := to.Addr().Unmap()
	if to.Port() != 443 || !ip.IsGlobalUnicast() || ip.IsPrivate() || !isRoutable(ip) {
		return errors.New("the address is not public")
	}
	return nil
}

// isRoutable leaves out the ranges that netip has no word for: carriers' NAT, "this network", NAT64.
func isRoutable(ip netip.Addr) bool {
	for _, reserved := range []string{"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "240.0.0.0/4", "64:ff9b::/96", "64:ff9b:1::/48"} {
		if netip.MustParsePrefix(reserved).Contains(ip) {
			return false
		}
	}
	return true
}

var publicClient = &http.Client{
	Timeout: 5 * time.Second,
	Transport: &http.Transport{ // no Proxy: it would resolve the name itself
		DialContext: (&net.Dialer{Timeout: 2 * time.Second, Control: publicOnly}).DialContext,
	},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// endregion
