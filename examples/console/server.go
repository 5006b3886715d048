package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"time"
)

// serveOn serves until ctx ends, and then lets what is under way finish.
func serveOn(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return err
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// handler is the page, its one form that changes something, and the console's API. Nothing else is served, and no file.
func (a *app) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", a.showPage)
	mux.HandleFunc("POST /auto", a.setAuto)
	mux.Handle("GET /pay/consume_order", a.api)
	mux.Handle("POST /pay/consume_order", a.api)
	mux.Handle("GET /pay/order_details", a.api)
	return mux
}

// showPage answers with the page, for any filters.
func (a *app) showPage(w http.ResponseWriter, r *http.Request) {
	view, status := a.view(r.Context(), r.URL.Query(), r.Header.Get("Accept-Language"))
	render(w, status, view)
}

// setAuto switches one order through the API and goes back to the list.
func (a *app) setAuto(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "the form cannot be read", http.StatusBadRequest)
		return
	}
	auto := r.PostForm.Get("auto")
	if auto != "true" && auto != "false" {
		http.Error(w, "auto must be true or false", http.StatusBadRequest)
		return
	}
	if err := a.client.SetAuto(r.Context(), r.PostForm.Get("code"), auto == "true"); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	// Only what the page itself knows goes into the address, so that a form cannot send the browser elsewhere.
	back, _ := url.ParseQuery(r.PostForm.Get("back"))
	http.Redirect(w, r, filterOf(back).href("", "list"), http.StatusSeeOther)
}
