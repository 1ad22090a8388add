// coder build: one build of a site into files.

package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/server/build"
	"github.com/codescript-lang/coder/server/site"
)

func (a *app) buildCommand() *cobra.Command {
	out := ""
	cmd := &cobra.Command{
		Use:   "build [DIR]",
		Short: "Build a site into files that any web server can host",
		Long: `Build draws every page of a site into DIR/root. Pages whose sources are as they were are
taken over from the build before. When anything is wrong, the build before stays.`,
		Example: "  coder build mysite\n  coder build mysite --out /srv/www/mysite",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			if out == "" {
				out = filepath.Join(dir, outputName)
			}
			return a.build(cmd.Context(), dir, out)
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "the folder to write (default DIR/root)")
	return cmd
}

func (a *app) build(ctx context.Context, dir, out string) error {
	log := slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: slog.LevelError}))
	builder, err := build.New(build.Config{Out: out, Tool: version + revision(), Log: log})
	if err != nil {
		return failure{exitFailed, err}
	}
	sources := site.NewSources(site.SourcesConfig{Mode: modeBuild, Lang: language(), Folder: filepath.ToSlash(dir)})
	live := site.NewLive(sources, log)
	err = live.Update(ctx, dir, nil)
	if err := a.showProblems(dir, sources, live.Problems()); err != nil {
		return failure{exitFailed, err}
	}
	if errors.Is(err, site.ErrBroken) {
		return status(exitFailed)
	}
	if err != nil {
		return failure{exitFailed, err}
	}
	report, err := builder.Build(ctx, live.Version(ctx))
	err = inLanguage(err)
	var problems build.Problems
	if errors.As(err, &problems) {
		for i := range problems {
			problems[i].File = filepath.ToSlash(filepath.Join(dir, problems[i].File))
		}
		fmt.Fprintln(a.err, problems)
		return status(exitFailed)
	}
	if err != nil {
		return failure{exitFailed, err}
	}
	builder.Prune()
	fmt.Fprint(a.out, summary(report))
	return nil
}

// inLanguage puts what a build says of pages that failed into the user's language.
func inLanguage(err error) error {
	var problems build.Problems
	if !errors.As(err, &problems) {
		return err
	}
	for i := range problems {
		problems[i].Err = site.ErrorIn(problems[i].Err, language())
	}
	return err
}

// showProblems shows what is wrong with the sources of a site as `coder check` does.
func (a *app) showProblems(dir string, sources *site.Sources, problems []site.Problem) error {
	root, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	var found findings
	if list, ws := sources.Findings(); ws != nil {
		found.add(&project{root, ws}, list)
	}
	a.render(a.err, found, diag.Plain)
	for _, p := range problems {
		if p.Name == site.FaultName {
			fmt.Fprintln(a.err, p)
		}
	}
	return nil
}

// summary tells what a build did, in lines with their numbers below each other.
func summary(r *build.Report) string {
	width := len(strconv.Itoa(max(r.Pages, r.Files, len(r.Live))))
	line := func(what string, n int, detail string) string {
		return fmt.Sprintf("%-6s %*d  %s\n", what, width, n, detail)
	}
	pages := fmt.Sprintf("%d drawn, %d reused; %d changed", r.Drawn, r.Pages-r.Drawn, r.Changed)
	if r.Removed > 0 {
		pages += fmt.Sprintf(", %d removed", r.Removed)
	}
	out := line("pages", r.Pages, pages) + line("files", r.Files, byteCount(r.Bytes))
	if len(r.Live) > 0 {
		out += line("live", len(r.Live), "left out, as they are answered per request: "+strings.Join(r.Live, " "))
	}
	return out + fmt.Sprintf("%-6s %*s  %s\n", "time", width, "", r.Took.Round(time.Millisecond))
}

// byteCount writes a number of bytes for people.
func byteCount(n int64) string {
	units := []string{"bytes", "kB", "MB", "GB"}
	size, i := float64(n), 0
	for size >= 1000 && i < len(units)-1 {
		size, i = size/1000, i+1
	}
	if i == 0 {
		return fmt.Sprintf("%d %s", n, units[0])
	}
	return fmt.Sprintf("%.1f %s", size, units[i])
}
