package ir

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/diag"
)

func TestFaultFormat(t *testing.T) {
	for _, c := range []struct {
		fault           Fault
		parts           []string
		english, korean string
	}{
		{FaultIndex, []string{"5", "list", "3"}, "index 5 is out of range for a list of 3", "인덱스 5가 범위를 벗어났습니다. `list`의 길이는 3입니다"},
		{FaultIndex, []string{"6", "string", "3"}, "index 6 is out of range for a string of 3", "인덱스 6이 범위를 벗어났습니다. `string`의 길이는 3입니다"},
		{FaultOperands, []string{"+", "number", "time"}, "`+` cannot be used with a number and a time", "`+`는 `number`와 `time`을 함께 받지 않습니다"},
		{FaultWhole(WhatLength), []string{"1.5"}, "1.5 is out of range: a length must be a whole number", "1.5는 범위를 벗어났습니다. 길이는 정수여야 합니다"},
		{FaultNegative(WhatPlace), []string{"-1"}, "-1 is out of range: a place must not be negative", "-1은 범위를 벗어났습니다. 위치는 음수일 수 없습니다"},
		{FaultFail, []string{"{0} stays {1}"}, "{0} stays {1}", "{0} stays {1}"},
		{FaultStopped, nil, "the program was stopped", "프로그램이 중단되었습니다"},
	} {
		if got := c.fault.Format(diag.English, c.parts...); got != c.english {
			t.Errorf("%q, want %q", got, c.english)
		}
		if got := c.fault.Format(diag.Korean, c.parts...); got != c.korean {
			t.Errorf("%q, want %q", got, c.korean)
		}
	}
}

// TestFaultsSayTheSame reads the table of run-time errors: both languages are there and fill in the same parts.
func TestFaultsSayTheSame(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "fault.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	place := regexp.MustCompile(`\{(\d)`)
	parts := func(text string) []string {
		var all []string
		for _, m := range place.FindAllStringSubmatch(text, -1) {
			all = append(all, m[1])
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	seen := 0
	ast.Inspect(file, func(n ast.Node) bool {
		both, ok := n.(*ast.CompositeLit)
		if !ok || len(both.Elts) != 2 {
			return true
		}
		var texts []string
		for _, e := range both.Elts {
			if pair, ok := e.(*ast.KeyValueExpr); ok {
				if text, ok := pair.Value.(*ast.BasicLit); ok {
					texts = append(texts, text.Value)
				}
			}
		}
		if len(texts) != 2 {
			return true
		}
		seen++
		if !slices.Equal(parts(texts[0]), parts(texts[1])) {
			t.Errorf("%s and %s fill in different parts", texts[0], texts[1])
		}
		if said := strings.Trim(place.ReplaceAllString(texts[1], ""), `"}: `); said != "" && said != "pattern" && !regexp.MustCompile(`[가-힣]`).MatchString(texts[1]) {
			t.Errorf("%s is not Korean", texts[1])
		}
		return true
	})
	if seen < 50 {
		t.Errorf("only %d texts were found", seen)
	}
}
