// The guides' app in Gin: VARIANT=flawed or fixed. A target for loopback only.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/gin-gonic/gin"
)

func main() {
	log.SetFlags(0)
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	gin.SetMode(gin.ReleaseMode)
	tokens, err := newTokens()
	if err != nil {
		return err
	}
	db, err := openStore()
	if err != nil {
		return err
	}
	uploads, err := os.MkdirTemp("", "avatars-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(uploads)

	build := fixed
	if os.Getenv("VARIANT") == "flawed" {
		build = flawed
	}
	handler, err := build(db, tokens, uploads)
	if err != nil {
		return err
	}
	return serve(handler)
}

// serve listens on loopback until the process is told to end.
func serve(handler http.Handler) error {
	port := os.Getenv("PORT")
	if port == "" {
		port = "0"
	}
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second,
		MaxHeaderBytes:    16 << 10,
	}
	ending, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	go func() {
		<-ending.Done()
		_ = server.Close()
	}()
	fmt.Printf("listening on http://%s\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// contract serves the document that all apps of the guides implement.
func contract(c *gin.Context) {
	document, err := os.ReadFile("../openapi.json")
	if err != nil {
		_ = c.Error(err)
		return
	}
	c.Data(http.StatusOK, "application/json", document)
}
