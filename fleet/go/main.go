// Command key-service reads API keys, in a leaky and a fixed build of the same routes.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// kept is what one pattern holds on to at this moment.
type kept struct {
	Entries int `json:"entries"`
	Bytes   int `json:"bytes"`
}

// variant is one build of the service: its routes, and what they hold on to.
type variant interface {
	routes(mux *http.ServeMux)
	kept() map[string]kept
}

func main() {
	name := flag.String("variant", "", "leaky or fixed")
	port := flag.String("port", envOr("PORT", "0"), "port on 127.0.0.1, 0 to pick one")
	metrics := flag.Bool("metrics", false, "serve /metrics and /__truth")
	flag.Parse()

	issued := issuedKeys()
	var service variant
	switch *name {
	case "leaky":
		service = newLeaky(issued)
	case "fixed":
		service = newFixed(issued)
	default:
		log.Fatal("-variant must be leaky or fixed")
	}

	mux := http.NewServeMux()
	service.routes(mux)
	if *metrics {
		mux.HandleFunc("GET /metrics", serveMetrics)
		mux.HandleFunc("GET /__truth", func(w http.ResponseWriter, _ *http.Request) {
			serveTruth(w, service.kept())
		})
	}
	if err := serve(mux, net.JoinHostPort("127.0.0.1", *port)); err != nil {
		log.Fatal(err)
	}
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
		limit, cancel := context.WithTimeout(context.Background(), time.Second)
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

// issuedKeys are the keys that were really handed out.
func issuedKeys() map[string]bool {
	issued := make(map[string]bool)
	for key := range strings.SplitSeq(envOr("API_KEYS", "demo-key"), ",") {
		issued[key] = true
	}
	return issued
}

func envOr(name, fallback string) string {
	if value, ok := os.LookupEnv(name); ok {
		return value
	}
	return fallback
}

// serveMetrics names its figures as the usual Go client does.
func serveMetrics(w http.ResponseWriter, _ *http.Request) {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	w.Header().Set("Content-Type", "text/plain; version=0.0.4")
	fmt.Fprintf(w, "# TYPE go_memstats_heap_alloc_bytes gauge\ngo_memstats_heap_alloc_bytes %d\n", memory.HeapAlloc)
	fmt.Fprintf(w, "# TYPE go_memstats_next_gc_bytes gauge\ngo_memstats_next_gc_bytes %d\n", memory.NextGC)
	fmt.Fprintf(w, "# TYPE go_gc_duration_seconds summary\n")
	fmt.Fprintf(w, "go_gc_duration_seconds_sum %g\n", time.Duration(memory.PauseTotalNs).Seconds())
	fmt.Fprintf(w, "go_gc_duration_seconds_count %d\n", memory.NumGC)
	fmt.Fprintf(w, "# TYPE process_start_time_seconds gauge\nprocess_start_time_seconds %.2f\n", startedAt)
}

var startedAt = float64(time.Now().UnixMilli()) / 1000

// serveTruth collects first, so that what the heap holds is really held.
func serveTruth(w http.ResponseWriter, patterns map[string]kept) {
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(map[string]any{"heapBytes": memory.HeapAlloc, "kept": patterns})
}
