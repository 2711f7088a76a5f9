package main

import (
	"sync"
	"time"
)

// collector stands for the slow service on the far side: one audit record at a time.
type collector struct {
	line sync.Mutex
	last any
}

func (c *collector) deliver(record any) {
	c.line.Lock()
	defer c.line.Unlock()
	time.Sleep(250 * time.Millisecond)
	c.last = record
}
