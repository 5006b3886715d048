package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/billrecon/billrecon/recon"
)

// provider is one of the bills that the job knows.
type provider struct {
	name string
	// variables are the names of the environment variables that open reads.
	variables []string
	// open makes a client. It uses no network.
	open func(environment) (source, error)
	// fake starts a gateway on loopback that knows these sales, and returns the environment to reach it.
	fake func([]sale) (env environment, closeFake func())
}

// source fetches the bill of one day: all of it, or an error.
type source interface {
	fetch(ctx context.Context, day request, shown progress) (fetched, error)
}

// request is what a source may want to know.
type request struct {
	day    time.Time
	orders []order
	pool   recon.Pool
}

// fetched is a proven bill, as recon sees it, up to which instant (exclusive) it is proven, and the pool to match it with.
type fetched struct {
	bills []recon.Record
	until time.Time
	pool  recon.Pool
}

func providers() []provider {
	return []provider{fubeiProvider(), settlementProvider(), eshouhouProvider()}
}

func providerNames() []string {
	var names []string
	for _, p := range providers() {
		names = append(names, p.name)
	}
	return names
}

func providerOf(name string) (provider, error) {
	for _, p := range providers() {
		if p.name == name {
			return p, nil
		}
	}
	return provider{}, fmt.Errorf("-provider must be one of %s", strings.Join(providerNames(), ", "))
}

// mapEnvironment is an environment that holds these variables.
func mapEnvironment(variables map[string]string) environment {
	return func(name string) string { return variables[name] }
}
