// coder rollback: back to the build before.

package main

import (
	"fmt"
	"log/slog"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/codescript-lang/coder/server/build"
)

func (a *app) rollbackCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "rollback [DIR]",
		Short:   "Make the build before the current one current again",
		Long:    "Rollback makes the build before the current one current again. A server that serves the site follows within a second.",
		Example: "  coder rollback mysite",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			b, err := build.New(build.Config{Out: filepath.Join(dir, outputName), Tool: version + revision(), Log: slog.New(slog.NewTextHandler(a.err, nil))})
			if err != nil {
				return failure{exitFailed, err}
			}
			name, err := b.Rollback()
			if err != nil {
				return failure{exitFailed, err}
			}
			_, err = fmt.Fprintf(a.out, "%s is current again\n", name)
			return err
		},
	}
}
