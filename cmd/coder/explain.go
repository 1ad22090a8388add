// coder explain: what a diagnostic means, with an example and its cure; or how an address of a site is answered.

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/codescript-lang/coder/engine/diag"
)

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain NAME|ADDRESS",
		Short: "Say what a diagnostic means, or how an address is answered",
		Long: `Explain says what a diagnostic means, with an example and its cure. For an address of the site
that the working directory belongs to, it says which page answers, how it is drawn, and why.`,
		Example: "  coder explain possibly-none\n  coder explain /blog/hello",
		Args:    cobra.ExactArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, e := range diag.Entries() {
				names = append(names, string(e.Code))
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if strings.HasPrefix(args[0], "/") {
				return a.explainAddress(cmd.Context(), args[0])
			}
			if !diag.IsCode(args[0]) {
				return fmt.Errorf("there is no diagnostic `%s`; `coder check` shows the name of each in brackets", args[0])
			}
			_, err := fmt.Fprint(a.out, diag.Explain(diag.Code(args[0])).Page(language()))
			return err
		},
	}
}
