// The command itself: its help, its flags for every command, and the list of commands.

package main

import (
	"github.com/spf13/cobra"
)

// app is what every command is given.
type app struct {
	streams
	color colorChoice
}

// newRoot builds the command tree over the streams.
func newRoot(io streams) *cobra.Command {
	a := &app{streams: io, color: colorAuto}
	root := &cobra.Command{
		Use:   "coder",
		Short: "Check, format, run and serve Codescript",
		Long: `Coder is everything Codescript needs in one binary: a checker, a formatter, a runner,
a language server for your editor, and a web server that hosts a site built ahead of
time, drawn per request, or as a single page.`,
		Example: `  coder new hello && coder serve hello
  coder check
  coder run script.code`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(io.in)
	root.SetOut(io.out)
	root.SetErr(io.err)
	root.PersistentFlags().Var(&a.color, "color", "colour in the output")
	root.AddCommand(
		a.runCommand(),
		a.checkCommand(),
		a.fmtCommand(),
		a.testCommand(),
		a.newCommand(),
		a.explainCommand(),
		a.lspCommand(),
		a.serveCommand(),
		a.buildCommand(),
		a.rollbackCommand(),
		a.versionCommand(),
	)
	return root
}
