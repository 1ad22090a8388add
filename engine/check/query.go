package check

import (
	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/types"
)

// Ref names a top-level declaration of the project.
type Ref struct {
	Path string // of the module, relative to the project's root, slash-separated
	Name string
}

// Queries is what the check of one unit asks about the rest of the project. Answers are values without positions, so
// that whoever asked need not ask again when text only moves. An implementation answers for one version of the
// project; it is used by one goroutine at a time.
type Queries interface {
	// Decl returns what the file at ref.Path declares or imports as ref.Name.
	Decl(ref Ref) (Decl, bool)
	// Names returns the top-level names of a file, and whether there is such a file.
	Names(path string) ([]string, bool)
	// Signature returns the type of a declaration of a `.code` file. What is not declared there, imports included, has
	// types.Invalid.
	Signature(ref Ref) Signature
	// Data returns the type of what an import of JSON or Markdown gives, and whether there are such files.
	Data(path string, target names.Target) (types.Type, bool)
	// Importable returns the modules that export name, for the fix that imports it; in order of path.
	Importable(name string) []string
	// Changed reports whether a function of the file assigns the top-level `var` called name: then nothing can be
	// learned of it by looking.
	Changed(ref Ref) bool
	// Known returns what is known of the top-level value that a file calls name where the unit of top-level code with an ID starts:
	// Result.Known behind the last unit before it that mentions the name so that it may learn of it (names.Mention.Learns).
	Known(before names.UnitID, name string) []Known
	// InSite reports whether the file belongs to a site.
	InSite(path string) bool
}

// Decl is a top-level name as other units see it.
type Decl struct {
	Unit     names.UnitID
	Kind     names.Kind
	Exported bool
	Import   *Import // of an imported name
	Doc      string
}

// Import is where an imported name comes from.
type Import struct {
	Path   string // resolved; of a standard module its spec
	Target names.Target
	Name   string // as exported there, names.Namespace or names.Default
}

// Signature is the type of a top-level name.
type Signature struct {
	Type types.Type
	// Def is what a `type` defines.
	Def *types.Definition
	// Model is what a `model` declares.
	Model *Model
}
