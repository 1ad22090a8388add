// coder explain: what a diagnostic means, with an example and its cure.

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/codescript-lang/coder/engine/diag"
)

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "explain NAME",
		Short:   "Say what a diagnostic means, with an example and its cure",
		Example: "  coder explain possibly-none",
		Args:    cobra.ExactArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, e := range diag.Entries() {
				names = append(names, string(e.Code))
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if !diag.IsCode(args[0]) {
				return fmt.Errorf("there is no diagnostic `%s`; `coder check` shows the name of each in brackets", args[0])
			}
			_, err := fmt.Fprint(a.out, diag.Explain(diag.Code(args[0])).Page(language()))
			return err
		},
	}
}
