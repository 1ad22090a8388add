// What the output can show: colour, width, and the language of messages.

package main

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"github.com/codescript-lang/coder/engine/diag"
)

// terminal describes standard output or standard error as a person sees it.
type terminal struct {
	interactive bool // a person looks at it
	color       bool
}

// color is an SGR parameter of ECMA-48.
type color string

const (
	usual  color = "39"
	red    color = "31"
	green  color = "32"
	yellow color = "33"
	gray   color = "90"
)

// paint returns s in a colour, where colours are shown.
func (t terminal) paint(c color, s string) string {
	if !t.color {
		return s
	}
	return "\x1b[" + string(c) + "m" + s + "\x1b[0m"
}

// colorChoice is the value of --color.
type colorChoice string

const (
	colorAuto   colorChoice = "auto"
	colorAlways colorChoice = "always"
	colorNever  colorChoice = "never"
)

func (c *colorChoice) String() string { return string(*c) }
func (c *colorChoice) Type() string   { return "auto|always|never" }

// Set implements pflag.Value.
func (c *colorChoice) Set(s string) error {
	switch v := colorChoice(s); v {
	case colorAuto, colorAlways, colorNever:
		*c = v
		return nil
	}
	return fmt.Errorf("%q is none of auto, always, never", s)
}

// terminalOf looks at w. NO_COLOR (https://no-color.org) and TERM=dumb switch colour off unless it is asked for.
func terminalOf(w io.Writer, choice colorChoice) terminal {
	f, ok := w.(*os.File)
	t := terminal{interactive: ok && term.IsTerminal(int(f.Fd()))}
	t.color = choice == colorAlways || choice == colorAuto && t.interactive && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return t
}

// language is the language of messages: that of LC_ALL, LC_MESSAGES or LANG, in the order of POSIX.
func language() diag.Lang {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			return diag.ParseLang(v)
		}
	}
	return diag.English
}
