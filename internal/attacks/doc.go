// Package attacks has the tests that play a hostile provider, or whoever sits before it, to all clients. docs/attacks.md lists them.
package attacks
