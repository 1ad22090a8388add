// coder serve: a site in one of its modes, until it is told to stop.

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/codescript-lang/coder/engine/bug"
	"github.com/codescript-lang/coder/server/build"
	"github.com/codescript-lang/coder/server/checker"
	"github.com/codescript-lang/coder/server/dynamic"
	"github.com/codescript-lang/coder/server/site"
	"github.com/codescript-lang/coder/server/spa"
	"github.com/codescript-lang/coder/server/store"
)

// The modes of a site, as flags and site.code name them.
const (
	modeBuild   = "build"
	modeDynamic = "dynamic"
	modeSPA     = "spa"
)

const (
	// outputName is the folder below a site that a build writes.
	outputName = "root"
	// dataName is the folder below a site that holds its database.
	dataName = "data"
	// sweepEvery is how often expired sessions are deleted; until then they are only refused.
	sweepEvery = time.Hour
	// usualListen is where a site answers unless the command line says otherwise.
	usualListen = "127.0.0.1:8080"
)

// serveFlags are the flags of `coder serve`.
type serveFlags struct {
	mode, listen, git, branch string
	dev                       bool
	every                     time.Duration
}

func (a *app) serveCommand() *cobra.Command {
	f := serveFlags{listen: usualListen, branch: "main", every: 10 * time.Second}
	cmd := &cobra.Command{
		Use:   "serve [DIR|FILE]",
		Short: "Serve a site, or one file with a page",
		Long: `Serve answers for a site in one of three modes: built ahead of time (build), drawn for
each request (dynamic), or as a single page (spa). Without --mode the site's own is taken.
Sources are watched: what is saved is served from the next request on.`,
		Example: "  coder serve --dev mysite\n  coder serve --mode build --listen :80 mysite\n  coder serve --mode build --git https://example.org/site.git --branch live",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.check(); err != nil {
				return err
			}
			return a.serve(cmd.Context(), f, args)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.mode, "mode", "", "build, dynamic or spa (default the site's own, else dynamic)")
	flags.StringVar(&f.listen, "listen", f.listen, "address and port to answer on; port 0 picks one")
	flags.BoolVar(&f.dev, "dev", false, "reload pages when their sources change, and show errors in the browser")
	flags.StringVar(&f.git, "git", "", "build from a branch of the git repository at this `URL` instead of the folder")
	flags.StringVar(&f.branch, "branch", f.branch, "the branch to build from")
	flags.DurationVar(&f.every, "every", f.every, "how often to look for a new commit")
	return cmd
}

func (f *serveFlags) check() error {
	if f.git != "" {
		f.mode = cmp.Or(f.mode, modeBuild)
	}
	switch {
	case f.mode != "" && !slices.Contains([]string{modeBuild, modeDynamic, modeSPA}, f.mode):
		return fmt.Errorf("there is no mode %q; there are build, dynamic and spa", f.mode)
	case f.git != "" && f.mode != modeBuild:
		return errors.New("--git goes with --mode build: the other modes serve a folder")
	case f.every < time.Second:
		return errors.New("--every must be a second at least")
	}
	return nil
}

// service is one site being served.
type service struct {
	flags  serveFlags
	dir    string // the site's folder
	page   string // the file served by itself, below dir; "" for a site
	data   string // the folder of the database
	log    *slog.Logger
	live   *site.Live
	store  store.Store
	config site.Config
	mode   string

	handler http.Handler
	ready   func(context.Context) error
	built   *build.Handler // in build mode
	builder *build.Builder // in build mode
}

func (a *app) serve(ctx context.Context, f serveFlags, args []string) error {
	s := &service{flags: f, dir: ".", log: a.newLog()}
	defer bug.Watch(func(r bug.Report) { s.log.Error(r.String(), "stack", r.Stack) })()
	if len(args) > 0 {
		s.dir = args[0]
	}
	info, err := os.Stat(s.dir)
	if err != nil {
		return failure{exitFailed, err}
	}
	if !info.IsDir() {
		s.dir, s.page = filepath.Split(filepath.Clean(s.dir))
		s.dir = cmp.Or(filepath.Clean(s.dir), ".")
	}
	if err := s.prepare(); err != nil {
		return failure{exitFailed, err}
	}
	defer s.close()
	l, err := net.Listen("tcp", f.listen)
	if err != nil {
		return failure{exitFailed, fmt.Errorf("cannot listen on %s: %w", f.listen, err)}
	}
	err = s.run(ctx, l, func() { fmt.Fprintf(a.out, "listening on http://%s\n", l.Addr()) })
	if err != nil {
		return failure{exitFailed, err}
	}
	return nil
}

// prepare makes what does not depend on the sources, and nothing in the site's folder: there may be no site.
func (s *service) prepare() error {
	s.data = filepath.Join(s.dir, dataName)
	if s.page != "" {
		// A file that is served by itself gets no folder beside it: its sessions end with the server.
		temp, err := os.MkdirTemp("", "coder-")
		if err != nil {
			return err
		}
		s.data = temp
	}
	sources := site.SourcesConfig{Page: s.page, Mode: s.flags.mode, Lang: language()}
	if s.flags.git == "" {
		sources.Folder = filepath.ToSlash(s.dir)
	}
	s.live = site.NewLive(site.NewSources(sources), s.log)
	return nil
}

// open opens the database.
func (s *service) open(ctx context.Context) error {
	var err error
	s.store, err = store.Open(ctx, store.Config{Path: filepath.Join(s.data, "site.db"), Now: time.Now})
	if err != nil {
		return err
	}
	s.config = site.Config{Live: s.live, Sessions: s.store, Keys: site.NewKeyRing(s.store, time.Now), Log: s.log, Lang: language(), Dev: s.flags.dev}
	return nil
}

// close gives back what prepare, open and choose took.
func (s *service) close() {
	if s.built != nil {
		s.built.Close()
	}
	if s.store != nil {
		if err := s.store.Close(); err != nil {
			s.log.Warn("the database was not closed well", "error", err)
		}
	}
	if s.page != "" {
		if err := os.RemoveAll(s.data); err != nil {
			s.log.Warn("a temporary folder stays", "error", err)
		}
	}
}

// source is what the Checker watches.
func (s *service) source(ctx context.Context) (checker.Source, error) {
	if s.flags.git != "" {
		if err := os.MkdirAll(s.data, 0o700); err != nil { // private, as the database that is going to be there
			return nil, err
		}
		return checker.NewGit(ctx, checker.GitConfig{URL: s.flags.git, Branch: s.flags.branch, Every: s.flags.every,
			Cache: filepath.Join(s.data, ".git-sources"), Log: s.log})
	}
	return checker.NewFolder(checker.FolderConfig{Dir: s.dir, Log: s.log, Seen: s.live.Pending})
}

// run serves until ctx ends. Everything it starts has ended when it returns.
func (s *service) run(ctx context.Context, l net.Listener, listening func()) error {
	defer l.Close()
	source, err := s.source(ctx)
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	changes := make(chan checker.Change)
	group.Go(func() error { return source.Run(ctx, changes) })
	group.Go(func() error { return s.follow(ctx, group, changes, l, listening) })
	return group.Wait()
}

// follow works changes off; the first, which is everything, begins serving. Of each the log says when it begins, but for the first, and when
// what came of it is served: editors read both.
func (s *service) follow(ctx context.Context, group *errgroup.Group, changes <-chan checker.Change, l net.Listener, listening func()) error {
	first := true
	for {
		select {
		case <-ctx.Done():
			return nil
		case c := <-changes:
			if c.Paths != nil && len(c.Paths) == 0 {
				s.live.Settled()
				continue
			}
			began := time.Now()
			if !first {
				s.log.Info("sources changed")
			}
			broken := s.update(ctx, c)
			if first {
				first = false
				if err := s.begin(ctx, group, broken, l, listening); err != nil {
					return err
				}
			} else if err := s.rebuild(ctx); err != nil && ctx.Err() == nil {
				s.log.Error("the build failed; the one before stays", "error", err)
			}
			if broken == nil {
				s.log.Info("sources read", "took", time.Since(began).Round(time.Microsecond))
			} else if errors.Is(broken, site.ErrBroken) {
				s.log.Warn(broken.Error())
			}
		}
	}
}

// update takes a change of the sources in.
func (s *service) update(ctx context.Context, c checker.Change) error {
	err := s.live.Update(ctx, c.Dir, c.Paths)
	if err != nil && !errors.Is(err, site.ErrBroken) && ctx.Err() == nil {
		s.log.Error("the sources cannot be read", "error", err)
	}
	return err
}

// begin chooses the mode by what the sources say and starts to answer. Sources that do not compile end it, unless a developer
// is going to mend them or an earlier build can be served meanwhile.
func (s *service) begin(ctx context.Context, group *errgroup.Group, broken error, l net.Listener, listening func()) error {
	if broken != nil && !errors.Is(broken, site.ErrBroken) {
		return broken
	}
	own := ""
	if v := s.live.Latest(); v != nil {
		own = v.Settings.Mode
	}
	s.mode = cmp.Or(s.flags.mode, own, modeDynamic)
	if broken != nil && !s.flags.dev && s.mode != modeBuild {
		return broken
	}
	if err := s.open(ctx); err != nil {
		return err
	}
	if err := s.choose(); err != nil {
		return err
	}
	if broken == nil {
		if err := s.rebuild(ctx); err != nil && !s.flags.dev && s.ready(ctx) != nil {
			return err
		}
	} else if !s.flags.dev && s.ready(ctx) != nil {
		return broken
	}
	server := site.NewServer(site.ServerConfig{Mode: s.handler, Log: s.log, Ready: s.ready})
	group.Go(func() error { return server.Serve(ctx, l) })
	group.Go(func() error { s.sweep(ctx); return nil })
	if s.built != nil {
		group.Go(func() error { s.built.Follow(ctx); return nil })
	}
	listening()
	return nil
}

// choose makes the handler of the mode.
func (s *service) choose() error {
	s.ready = func(ctx context.Context) error {
		if s.live.Version(ctx) == nil {
			return site.ErrBroken
		}
		return s.store.Ready(ctx)
	}
	switch s.mode {
	case modeSPA:
		s.handler = spa.New(spa.Config{Config: s.config, Pages: s.store, Now: time.Now})
	case modeBuild:
		var err error
		if s.builder, err = build.New(build.Config{Out: filepath.Join(s.dir, outputName), Tool: version + revision(), Log: s.log}); err != nil {
			return err
		}
		if s.built, err = build.NewHandler(s.builder, s.config); err != nil {
			return err
		}
		s.handler, s.ready = s.built, s.built.Ready
	default:
		s.handler = dynamic.New(s.config)
	}
	return nil
}

// rebuild writes and serves a new generation in build mode, if the sources have changed since the last.
func (s *service) rebuild(ctx context.Context) error {
	v := s.live.Latest()
	if s.builder == nil || v == nil || s.live.Broken() || s.built.Shows(v) {
		return nil
	}
	report, err := s.builder.Build(ctx, v)
	if err != nil {
		return inLanguage(err)
	}
	s.log.Info("built", "pages", report.Pages, "drawn", report.Drawn, "reused", report.Pages-report.Drawn, "changed", report.Changed,
		"bytes", report.Bytes, "took", report.Took.Round(time.Millisecond))
	if err := s.built.Refresh(); err != nil {
		return err
	}
	s.builder.Prune()
	return nil
}

// sweep deletes expired sessions now and then, until ctx ends.
func (s *service) sweep(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if _, err := s.store.SweepSessions(ctx); err != nil && ctx.Err() == nil {
				s.log.Warn("expired sessions stay", "error", err)
			}
		}
	}
}
