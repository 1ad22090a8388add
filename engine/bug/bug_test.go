package bug

import (
	"runtime"
	"slices"
	"strings"
	"testing"
)

func TestReportfPanicsInTests(t *testing.T) {
	defer func() {
		if got := recover(); got != "bug: width -1" {
			t.Errorf("recovered %v", got)
		}
	}()
	Reportf("width %d", -1)
}

func TestRecorderCountsRepeats(t *testing.T) {
	var r recorder
	var seen []string
	watch := func(got Report) { seen = append(seen, got.Message) }
	stop := r.watch(&watch)
	at := []runtime.Frame{{Function: "a.B", File: "a.go", Line: 3}, {Function: "main.main", File: "m.go", Line: 9}}
	r.add("first", at)
	r.add("second", at)
	if len(r.reports) != 1 || r.reports[0].Count != 2 || r.reports[0].Message != "first" {
		t.Errorf("reports = %+v", r.reports)
	}
	if want := "a.B a.go:3\nmain.main m.go:9\n"; r.reports[0].Stack != want {
		t.Errorf("stack = %q, want %q", r.reports[0].Stack, want)
	}
	if want := "a bug in coder: first (a.go:3, 2 times); "; !strings.HasPrefix(r.reports[0].String(), want) {
		t.Errorf("it reads %q, want %q first", r.reports[0], want)
	}
	stop()
	r.add("third", at[1:])
	if !slices.Equal(seen, []string{"first"}) {
		t.Errorf("who watched was told of %q, want the first of its line, and nothing afterwards", seen)
	}
}

func TestTolerate(t *testing.T) {
	t.Run("inside", func(t *testing.T) {
		Tolerate(t)
		Reportf("width %d", -1)
		if reports, _ := Reports(); len(reports) != 1 || reports[0].Message != "width -1" || !strings.HasSuffix(reports[0].File, "bug_test.go") {
			t.Errorf("reports = %+v", reports)
		}
	})
	if reports, _ := Reports(); len(reports) > 0 {
		t.Errorf("afterwards: %+v", reports)
	}
	TestReportfPanicsInTests(t)
}

func TestRecorderIsBounded(t *testing.T) {
	var r recorder
	for line := range keep + 5 {
		r.add("x", []runtime.Frame{{File: "a.go", Line: line + 1}})
	}
	if len(r.reports) != keep || r.dropped != 5 {
		t.Errorf("kept %d, dropped %d", len(r.reports), r.dropped)
	}
}

func TestCallersBeginOutside(t *testing.T) {
	report := func() []runtime.Frame { return callers() }
	through := func() []runtime.Frame { return report() }
	if got := through(); len(got) == 0 || !strings.Contains(got[0].Function, "TestCallersBeginOutside") {
		t.Errorf("frames = %v", got)
	}
}
