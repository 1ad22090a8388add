// Package names says which declaration each name means. It looks at one file at a time and knows no types.
//
// NewModule (module.go) lists what a file declares, imports and exports, as units: the pieces that are checked, and
// remembered, on their own. Resolve (resolve.go) walks one unit and binds every name in it to a local of the unit, or
// leaves it free: free names are looked up in the module, its imports and the standard names, by whoever asks.
// ImportPath (path.go) turns what an import writes into a path. Suggest (suggest.go) finds what was meant.
//
// Invariant: a Resolution holds offsets relative to its unit, so that it stays true when the unit moves.
package names
