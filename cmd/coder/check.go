// coder check: every diagnostic of the files and sites named.

package main

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/syntax"
)

// formats are the values of --format.
var formats = map[string]diag.Format{
	"text":   diag.Plain,
	"json":   diag.JSON,
	"sarif":  diag.SARIF,
	"github": diag.GitHub,
}

func (a *app) checkCommand() *cobra.Command {
	form := "text"
	raw := false
	names := slices.Sorted(maps.Keys(formats))
	cmd := &cobra.Command{
		Use:   "check [PATH…]",
		Short: "Show every diagnostic of files, folders and sites",
		Long: `Check reads the files that the paths name (a folder means all below it, no path means this
folder) and shows what is wrong with them. Warnings alone do not make it fail.`,
		Example: "  coder check\n  coder check --format github pages",
		RunE: func(cmd *cobra.Command, paths []string) error {
			f, ok := formats[form]
			if !ok {
				return fmt.Errorf("there is no format %q; there are %v", form, names)
			}
			return a.check(cmd.Context(), paths, f, raw)
		},
	}
	cmd.Flags().StringVar(&form, "format", form, "text, json (an object a line), sarif or github")
	cmd.Flags().BoolVar(&raw, "list-raw", false, "show every use of raw, the one way round escaping")
	return cmd
}

// check checks the files that paths mean, project by project.
func (a *app) check(ctx context.Context, paths []string, form diag.Format, raw bool) error {
	files, err := sources(ctx, paths)
	if err != nil {
		return err
	}
	byRoot := map[string][]string{}
	for _, f := range files {
		root, err := projectRoot(f)
		if err != nil {
			return err
		}
		byRoot[root] = append(byRoot[root], f)
	}
	var found findings
	for _, root := range slices.Sorted(maps.Keys(byRoot)) {
		p := openProject(root)
		snap := p.Snapshot()
		paths := map[string]string{}
		for _, f := range byRoot[root] {
			path, err := p.inside(f)
			if err != nil {
				return err
			}
			paths[f] = path
		}
		if !raw { // all at once, by all processors; what follows only asks again
			if _, err := snap.Check(ctx, slices.Collect(maps.Values(paths))...); err != nil {
				return failure{exitFailed, err}
			}
		}
		for _, f := range byRoot[root] {
			path := paths[f]
			if raw {
				a.listRaw(filepath.ToSlash(f), snap.Tree(path))
				continue
			}
			diagnostics, err := snap.Diagnostics(ctx, path)
			if err != nil {
				return failure{exitFailed, err}
			}
			found.add(p, diagnostics)
		}
	}
	a.render(a.out, found, form)
	if diag.HasErrors(found.list) {
		return status(exitFailed)
	}
	return nil
}

// listRaw prints the places where a file uses `raw`, a line each.
func (a *app) listRaw(name string, tree *syntax.Tree) {
	var visit func(n syntax.Node)
	visit = func(n syntax.Node) {
		for c := range n.Children() {
			if !c.IsToken() {
				visit(c)
			} else if c.Kind() == syntax.KindIdent && c.Text() == "raw" && !isLabel(n, c) {
				line, column := tree.Text().OffsetToRune(c.Span().Start)
				fmt.Fprintf(a.out, "%s:%d:%d: raw\n", name, line+1, column+1)
			}
		}
	}
	visit(tree.Root())
}

// isLabel reports whether a name in n only labels something: a field, an argument, a parameter.
func isLabel(n, name syntax.Node) bool {
	switch n.Kind() {
	case syntax.KindMemberPart, syntax.KindParam, syntax.KindTypeField, syntax.KindModelField, syntax.KindFnTypeParam:
		return true
	case syntax.KindArg:
		return syntax.Arg{Node: n}.Name() == name
	case syntax.KindRecordField:
		f := syntax.RecordField{Node: n}
		return f.Name() == name && f.Colon().Ok()
	}
	return false
}
