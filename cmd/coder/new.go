// coder new: a small working site to begin with.

package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// templates holds the sites that `coder new` writes, a folder each.
//
//go:embed all:templates
var templates embed.FS

// templateKinds says what each template is for.
var templateKinds = map[string]string{
	"minimal": "two pages, a layout, a component",
	"blog":    "posts in Markdown, tags, a feed",
}

func (a *app) newCommand() *cobra.Command {
	template := "minimal"
	names := slices.Sorted(maps.Keys(templateKinds))
	cmd := &cobra.Command{
		Use:     "new DIR",
		Short:   "Make a small working site",
		Example: "  coder new mysite\n  coder new --template blog diary",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if _, ok := templateKinds[template]; !ok {
				return fmt.Errorf("there is no template %q; there are %s", template, strings.Join(names, " and "))
			}
			if err := writeTemplate(template, args[0]); err != nil {
				return failure{exitFailed, err}
			}
			_, err := fmt.Fprintf(a.out, "made %s; now run\n\n  coder serve --dev %s\n", args[0], shellWord(args[0]))
			return err
		},
	}
	cmd.Flags().StringVar(&template, "template", template, "the site to begin with: "+strings.Join(names, ", "))
	_ = cmd.RegisterFlagCompletionFunc("template", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return names, cobra.ShellCompDirectiveNoFileComp
	})
	return cmd
}

// writeTemplate writes a template into dir, which must not exist or be empty.
func writeTemplate(name, dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case err == nil && len(entries) > 0:
		return fmt.Errorf("%s is not empty; name a folder that is new or empty", dir)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("cannot look into %s: %w", dir, err)
	}
	files, err := fs.Sub(templates, "templates/"+name)
	if err != nil {
		return err
	}
	return fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(dir, filepath.FromSlash(path))
		if d.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		text, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		return os.WriteFile(target, text, 0o644)
	})
}

// shellWord writes a path as one word of a POSIX shell.
func shellWord(path string) string {
	plain := func(r rune) bool {
		return r == '/' || r == '.' || r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	if strings.IndexFunc(path, func(r rune) bool { return !plain(r) }) < 0 {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
