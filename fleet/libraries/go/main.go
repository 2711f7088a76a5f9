// Command services serves one small API at a time, each over a library that may keep something for
// every API key.
package main

import (
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
)

// services says by name what answers GET /v1/things.
var services = map[string]func() http.Handler{
	"cache":                 byKey(profilesInCache),
	"golang-jwt":            verifiedEachTime,
	"lru":                   byKey(profilesInLRU),
	"prometheus-labels":     byKey(countedByLabel),
	"rate-limiters":         byKey(limitedForEver),
	"rate-limiters-cleaned": byKey(limitedAndCleaned),
	"stateless":             byKey(comparedOnly),
	"sync-map-sessions":     byKey(withSessions),
	"tollbooth":             byKey(limitedByTollbooth),
	"ttlcache":              byKey(profilesInTTLCache),
	"ttlcache-short":        byKey(profilesForTwoSeconds),
	"ulule-limiter":         byKey(limitedByUlule),
}

func main() {
	if len(os.Args) < 2 || services[os.Args[1]] == nil {
		log.Fatal("usage: services NAME [--port N] [--metrics]")
	}
	name := os.Args[1]
	options := flag.NewFlagSet(name, flag.ExitOnError)
	port := options.Uint("port", 0, "port on 127.0.0.1, 0 to pick one")
	metrics := options.Bool("metrics", false, "serve /metrics and /__truth")
	// The error is handled already: ExitOnError.
	_ = options.Parse(os.Args[2:])

	mux := http.NewServeMux()
	mux.Handle("GET /v1/things", services[name]())
	if *metrics {
		observe(mux)
	}
	if err := serve(mux, net.JoinHostPort("127.0.0.1", fmt.Sprint(*port))); err != nil {
		log.Fatal(err)
	}
}
