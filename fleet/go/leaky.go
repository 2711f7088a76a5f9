package main

import (
	"net/http"
	"sync"
	"sync/atomic"
	"unsafe"
)

// leaky keeps every API key that anybody ever sent, in two ways.
type leaky struct {
	issued       map[string]bool
	cache        keyCache
	collector    collector
	waiting      atomic.Int64
	waitingBytes atomic.Int64
}

func newLeaky(issued map[string]bool) *leaky {
	return &leaky{issued: issued, cache: keyCache{keys: make(map[string]*keyInfo)}}
}

// region: leak-map
type keyInfo struct {
	issued   bool
	requests int
}

type keyCache struct {
	sync.Mutex
	keys map[string]*keyInfo
}

func (s *leaky) cached(w http.ResponseWriter, r *http.Request) {
	key := r.Header.Get("X-API-Key")
	s.cache.Lock()
	defer s.cache.Unlock()
	info, known := s.cache.keys[key]
	if !known {
		// A key gets its entry before it is known to be good, and no entry is ever deleted.
		info = &keyInfo{issued: s.issued[key]}
		s.cache.keys[key] = info
	}
	info.requests++
	if !info.issued {
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// endregion

// region: leak-goroutine
func (s *leaky) audited(w http.ResponseWriter, r *http.Request) {
	// One goroutine for each request, and each holds on to all headers of its request until the
	// collector, which is slower than the callers, takes the record.
	go s.audit(r.Header)
	if s.issued[r.Header.Get("X-API-Key")] {
		w.WriteHeader(http.StatusAccepted)
	} else {
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// endregion

func (s *leaky) audit(header http.Header) {
	bytes := int64(len(header.Get("X-API-Key")))
	s.waiting.Add(1)
	s.waitingBytes.Add(bytes)
	s.collector.deliver(header)
	s.waiting.Add(-1)
	s.waitingBytes.Add(-bytes)
}

func (s *leaky) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /v1/keys/cached", s.cached)
	mux.HandleFunc("GET /v1/keys/audited", s.audited)
}

func (s *leaky) kept() map[string]kept {
	s.cache.Lock()
	defer s.cache.Unlock()
	bytes := 0
	for key := range s.cache.keys {
		bytes += len(key) + int(unsafe.Sizeof(key)+unsafe.Sizeof(keyInfo{}))
	}
	return map[string]kept{
		"cached":  {Entries: len(s.cache.keys), Bytes: bytes},
		"audited": {Entries: int(s.waiting.Load()), Bytes: int(s.waitingBytes.Load())},
	}
}
