package syntax

import "github.com/codescript-lang/coder/engine/diag"

func diagnose(t *Tree) []diag.Diagnostic { return nil }
