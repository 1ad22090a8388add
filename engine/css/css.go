// Package css is CSS as data, and a reading of style sheets that never fails: what editors need to know of a sheet that may be half
// typed. It judges nothing.
//
// token.go cuts a text into tokens (CSS Syntax 3, section 4), sheet.go finds the rules and declarations among them, color.go reads
// and writes colours. The *_table.go files hold the facts: properties with their values, what families of them are for, at-rules, named colours.
// All of it is constant and may be used from any goroutine.
package css
