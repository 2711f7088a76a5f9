package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// requireKey lets everybody pass who sends a key: these APIs are open, and a key only says who asks.
func requireKey(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-API-Key") == "" {
			http.Error(w, "X-API-Key is missing", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// byKey makes a handler whose callers have to send a key.
func byKey(service func() http.Handler) func() http.Handler {
	return func() http.Handler { return requireKey(service()) }
}

// things is the API behind the rate limiters and counters.
func things(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, map[string]any{"things": []string{}})
}

func writeJSON(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	// An error means that the client has gone.
	_ = json.NewEncoder(w).Encode(value)
}

// observe adds what the probe and the measurement of the truth read.
func observe(mux *http.ServeMux) {
	mux.Handle("GET /metrics", promhttp.Handler())
	mux.HandleFunc("GET /__truth", func(w http.ResponseWriter, _ *http.Request) {
		// Twice: what a sync.Pool holds outlives the first collection.
		runtime.GC()
		runtime.GC()
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		writeJSON(w, map[string]any{"heapBytes": memory.HeapAlloc})
	})
}

// serve answers until SIGTERM.
func serve(handler http.Handler, address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 16 << 10}
	stopped, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	finished := make(chan error, 1)
	go func() {
		<-stopped.Done()
		limit, cancel := context.WithTimeout(context.Background(), 500*time.Millisecond)
		defer cancel()
		finished <- server.Shutdown(limit)
	}()
	fmt.Printf("listening on http://%s\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	if err := <-finished; !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}
