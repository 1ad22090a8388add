package eval

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"

	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// otherModules are std/json, std/fs, std/env, std/process, std/time and std/crypto.
var otherModules = map[string]builtin{
	"std/json.parse":         {run: jsonParse, min: 1, max: 1},
	"std/json.stringify":     {run: jsonStringify, min: 1, max: 2, reads: true},
	"std/fs.read":            {run: fsRead, min: 1, max: 1},
	"std/fs.write":           {run: fsWrite, min: 2, max: 2},
	"std/fs.append":          {run: fsAppend, min: 2, max: 2},
	"std/fs.exists":          {run: fsExists, min: 1, max: 1},
	"std/fs.list":            {run: fsList, min: 1, max: 1},
	"std/fs.remove":          {run: fsRemove, min: 1, max: 1},
	"std/env.get":            {run: envGet, min: 1, max: 1},
	"std/env.args":           {run: envArgs, property: true},
	"std/process.exit":       {run: processExit, max: 1},
	"std/process.stdin":      {run: processStdin},
	"std/process.printError": {run: processPrintError, max: many},
	"std/time.parse":         {run: timeParse, min: 1, max: 1},
	"std/crypto.sha256":      {run: cryptoSHA256, min: 1, max: 1},
	"std/crypto.uuid":        {run: cryptoUUID},
}

// jsonFactor is how many bytes of values a byte of JSON can become, for the budget: `[0,0,…` is 16 for 2.
const jsonFactor = 16

func jsonParse(fr *frame, args []value.Value) value.Value {
	s := fr.str(args, 0, "")
	if !fr.charge(jsonFactor * len(s)) {
		return value.None
	}
	v, err := value.ParseJSON(s, &fr.m.shapes)
	switch {
	case err == nil:
		return v
	case err.TooDeep:
		fr.outcome(value.TooDeep)
		return value.None
	}
	return fr.fail(ir.FaultJSON, strconv.Itoa(err.Line), strconv.Itoa(err.Column))
}

func jsonStringify(fr *frame, args []value.Value) value.Value {
	indent, ok := fr.count(args, 1, 0, ir.WhatIndent)
	if !ok {
		return value.None
	}
	text, o := value.AppendJSON(nil, args[0], min(indent, 10)) // as JSON.stringify, which takes no more
	if !fr.outcome(o) {
		return value.None
	}
	return fr.newText(string(text))
}

// files gives the file system, or fails.
func (fr *frame) files(name string, did Reads) Files {
	fr.m.reads |= did
	if fr.m.host.Files == nil {
		fr.fail(ir.FaultUnavailable, name)
	}
	return fr.m.host.Files
}

// done notes the error of a host function.
func (fr *frame) done(err error) value.Value {
	if err != nil {
		fr.fail(ir.FaultHost, err.Error())
	}
	return value.None
}

func fsRead(fr *frame, args []value.Value) value.Value {
	path, files := fr.str(args, 0, ""), fr.files("read", ReadFiles)
	if fr.m.err != nil {
		return value.None
	}
	data, err := files.Read(path)
	if err != nil {
		return fr.done(err)
	}
	return fr.hostText(data)
}

func fsWrite(fr *frame, args []value.Value) value.Value {
	path, text, files := fr.str(args, 0, ""), fr.str(args, 1, ""), fr.files("write", DidWriteFiles)
	if fr.m.err != nil {
		return value.None
	}
	return fr.done(files.Write(path, []byte(text)))
}

func fsAppend(fr *frame, args []value.Value) value.Value {
	path, text, files := fr.str(args, 0, ""), fr.str(args, 1, ""), fr.files("append", DidWriteFiles)
	if fr.m.err != nil {
		return value.None
	}
	return fr.done(files.Append(path, []byte(text)))
}

func fsExists(fr *frame, args []value.Value) value.Value {
	path, files := fr.str(args, 0, ""), fr.files("exists", ReadFiles)
	if fr.m.err != nil {
		return value.None
	}
	return value.Bool(files.Exists(path))
}

func fsList(fr *frame, args []value.Value) value.Value {
	path, files := fr.str(args, 0, ""), fr.files("list", ReadFiles)
	if fr.m.err != nil {
		return value.None
	}
	names, err := files.List(path)
	if err != nil {
		return fr.done(err)
	}
	return fr.texts(names)
}

// texts makes a list of strings.
func (fr *frame) texts(list []string) value.Value {
	items := fr.items(len(list))
	for i := range items {
		items[i] = fr.hostText([]byte(list[i]))
	}
	return value.MakeList(items)
}

func fsRemove(fr *frame, args []value.Value) value.Value {
	path, files := fr.str(args, 0, ""), fr.files("remove", DidWriteFiles)
	if fr.m.err != nil {
		return value.None
	}
	return fr.done(files.Remove(path))
}

func envGet(fr *frame, args []value.Value) value.Value {
	name := fr.str(args, 0, "")
	if fr.m.host.Env == nil {
		return fr.fail(ir.FaultUnavailable, "env.get")
	}
	if s, ok := fr.m.host.Env(name); ok {
		return fr.hostText([]byte(s))
	}
	return value.None
}

func envArgs(fr *frame, _ []value.Value) value.Value { return fr.texts(fr.m.host.Args) }

// processExit ends the run: an error that nothing catches and that is none to whoever runs the program.
func processExit(fr *frame, args []value.Value) value.Value {
	code, ok := fr.whole(args, 0, 0, ir.WhatExit)
	if ok && (code < 0 || code > 255) {
		return fr.fail(ir.FaultExit, strconv.Itoa(code))
	}
	if ok {
		fr.m.err = &Error{Kind: ir.KindStopped, Exit: true, Code: code}
	}
	return value.None
}

func processStdin(fr *frame, _ []value.Value) value.Value {
	if fr.m.host.Stdin == nil {
		return fr.fail(ir.FaultUnavailable, "stdin")
	}
	data, err := io.ReadAll(io.LimitReader(fr.m.host.Stdin, ir.MaxText+1))
	if err != nil {
		return fr.done(err)
	}
	return fr.hostText(data)
}

func processPrintError(fr *frame, args []value.Value) value.Value {
	fr.m.reads |= DidOutput
	return fr.printTo(fr.m.host.Stderr, "printError", args)
}

func cryptoSHA256(fr *frame, args []value.Value) value.Value {
	sum := sha256.Sum256([]byte(fr.str(args, 0, "")))
	return value.ASCII(hex.EncodeToString(sum[:]))
}

// cryptoUUID makes a random UUID (RFC 9562, version 4).
func cryptoUUID(fr *frame, _ []value.Value) value.Value {
	fr.m.reads |= ReadRandom
	if fr.m.host.Bytes == nil {
		return fr.fail(ir.FaultUnavailable, "uuid")
	}
	var b [16]byte
	fr.m.host.Bytes(b[:])
	b[6], b[8] = b[6]&0x0F|0x40, b[8]&0x3F|0x80
	return value.ASCII(fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:]))
}

// unavailable are names that no host of this evaluator provides: using one is a run-time error that says so.
var unavailable = map[string]builtin{
	"std/http.get":  {run: absent("std/http"), min: 1, max: 2},
	"std/http.post": {run: absent("std/http"), min: 2, max: 4},
	"db":            {run: absent("db"), property: true},
	"Database.all":  {run: absent("db"), min: 2, max: 2},
	"model":         {run: absent("model"), max: many}, // whatever is done with a model
}

func absent(name string) func(*frame, []value.Value) value.Value {
	return func(fr *frame, _ []value.Value) value.Value { return fr.fail(ir.FaultUnavailable, name) }
}
