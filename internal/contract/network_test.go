package contract_test

import (
	"bytes"
	"context"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
)

// network is a listener whose connections stay in memory, so that a bubble's clock can stand still while they wait.
type network struct {
	queue  chan net.Conn
	closed chan struct{}
	once   sync.Once
	open   atomic.Int64 // client ends that are not closed
	step   func()       // called at each dial, read and write of a client end
}

func newNetwork() *network {
	return &network{queue: make(chan net.Conn), closed: make(chan struct{}), step: func() {}}
}

// Accept implements net.Listener.
func (n *network) Accept() (net.Conn, error) {
	select {
	case c := <-n.queue:
		return c, nil
	case <-n.closed:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (n *network) Close() error {
	n.once.Do(func() { close(n.closed) })
	return nil
}

// Addr implements net.Listener.
func (n *network) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 443} }

func (n *network) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	n.step()
	client, server := net.Pipe()
	select {
	case n.queue <- server:
		n.open.Add(1)
		return &watched{Conn: client, n: n}, nil
	case <-ctx.Done():
		_, _ = client.Close(), server.Close()
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: ctx.Err()}
	}
}

// refuse is dial where nobody listens.
func (n *network) refuse(context.Context, string, string) (net.Conn, error) {
	n.step()
	return nil, &net.OpError{Op: "dial", Net: "tcp", Addr: n.Addr(), Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
}

// reset is dial to a peer that resets the connection after so many bytes of the body; a negative number is before the answer.
func (n *network) reset(after int) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := n.dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return &resetting{Conn: c, after: after}, nil
	}
}

// watched is a client's end of a connection.
type watched struct {
	net.Conn
	n    *network
	once sync.Once
}

func (c *watched) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.n.step()
	return n, err
}

func (c *watched) Write(p []byte) (int, error) {
	c.n.step()
	return c.Conn.Write(p)
}

func (c *watched) Close() error {
	c.once.Do(func() { c.n.open.Add(-1) })
	return c.Conn.Close()
}

// resetting breaks within the body of the answer.
type resetting struct {
	net.Conn
	after int
	head  []byte // the answer so far
}

func (c *resetting) Read(p []byte) (int, error) {
	if c.after < 0 {
		_, _ = c.Conn.Read(p) // the peer has seen the request and begun to answer
		return 0, c.broken()
	}
	n, err := c.Conn.Read(p)
	c.head = append(c.head, p[:n]...)
	end := bytes.Index(c.head, []byte("\r\n\r\n"))
	if end < 0 || len(c.head) < end+4+c.after {
		return n, err
	}
	surplus := len(c.head) - (end + 4 + c.after)
	if n <= surplus {
		return 0, c.broken()
	}
	return n - surplus, c.broken()
}

func (c *resetting) broken() error {
	return &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
}
