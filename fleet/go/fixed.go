package main

import (
	"container/list"
	"crypto/sha256"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

// fixed has the same two routes; what each of them keeps has a bound.
type fixed struct {
	issued  map[string]bool
	cache   *keyLRU
	audits  chan auditRecord
	dropped atomic.Int64
}

func newFixed(issued map[string]bool) *fixed {
	s := &fixed{issued: issued, cache: newKeyLRU(1_000, 5*time.Minute), audits: make(chan auditRecord, 1_000)}
	go s.sendAudits()
	return s
}

// region: fix-lru
const maxKeyBytes = 256

type lruEntry struct {
	key      string
	issued   bool
	requests int
	expires  time.Time
}

// keyLRU holds at most max keys, each for at most ttl; the one used longest ago makes room.
type keyLRU struct {
	mutex  sync.Mutex
	max    int
	ttl    time.Duration
	recent *list.List
	byKey  map[string]*list.Element
}

func newKeyLRU(max int, ttl time.Duration) *keyLRU {
	return &keyLRU{max: max, ttl: ttl, recent: list.New(), byKey: make(map[string]*list.Element)}
}

// use counts a use of the key and says whether it was issued.
func (c *keyLRU) use(key string, isIssued func(string) bool) bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if element, known := c.byKey[key]; known {
		info := element.Value.(*lruEntry)
		if time.Now().Before(info.expires) {
			c.recent.MoveToFront(element)
			info.requests++
			return info.issued
		}
		c.remove(element)
	}
	if c.recent.Len() >= c.max {
		c.remove(c.recent.Back())
	}
	info := &lruEntry{key: key, issued: isIssued(key), requests: 1, expires: time.Now().Add(c.ttl)}
	c.byKey[key] = c.recent.PushFront(info)
	return info.issued
}

func (c *keyLRU) remove(element *list.Element) {
	info := c.recent.Remove(element).(*lruEntry)
	delete(c.byKey, info.key)
}

func (s *fixed) cached(w http.ResponseWriter, r *http.Request) {
	key := r.Header.Get("X-API-Key")
	isIssued := func(key string) bool { return s.issued[key] }
	if len(key) > maxKeyBytes || !s.cache.use(key, isIssued) {
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// endregion

// region: fix-goroutine
// auditRecord is what the audit needs, and no more: no request, no headers, no key.
type auditRecord struct {
	keyDigest [8]byte
	at        time.Time
}

// sendAudits is the one goroutine that empties the queue.
func (s *fixed) sendAudits() {
	var collector collector
	for record := range s.audits {
		collector.deliver(record)
	}
}

func (s *fixed) audited(w http.ResponseWriter, r *http.Request) {
	key := r.Header.Get("X-API-Key")
	digest := sha256.Sum256([]byte(key))
	select {
	case s.audits <- auditRecord{keyDigest: [8]byte(digest[:8]), at: time.Now()}:
	default:
		// Never wait: when the collector falls behind, records are lost and counted.
		s.dropped.Add(1)
	}
	if s.issued[key] {
		w.WriteHeader(http.StatusAccepted)
	} else {
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// endregion

func (s *fixed) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /v1/keys/cached", s.cached)
	mux.HandleFunc("GET /v1/keys/audited", s.audited)
}

func (s *fixed) kept() map[string]kept {
	s.cache.mutex.Lock()
	defer s.cache.mutex.Unlock()
	bytes := 0
	for key := range s.cache.byKey {
		bytes += len(key) + int(unsafe.Sizeof(lruEntry{}))
	}
	queued := len(s.audits)
	return map[string]kept{
		"cached":  {Entries: s.cache.recent.Len(), Bytes: bytes},
		"audited": {Entries: queued, Bytes: queued * int(unsafe.Sizeof(auditRecord{}))},
	}
}
