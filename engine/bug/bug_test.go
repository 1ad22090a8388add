package bug

import (
	"runtime"
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
	var seen []int
	r.handler = func(got Report) { seen = append(seen, got.Count) }
	at := []runtime.Frame{{Function: "a.B", File: "a.go", Line: 3}, {Function: "main.main", File: "m.go", Line: 9}}
	r.add("first", at)
	r.add("second", at)
	if len(r.reports) != 1 || r.reports[0].Count != 2 || r.reports[0].Message != "first" {
		t.Errorf("reports = %+v", r.reports)
	}
	if want := "a.B a.go:3\nmain.main m.go:9\n"; r.reports[0].Stack != want {
		t.Errorf("stack = %q, want %q", r.reports[0].Stack, want)
	}
	if len(seen) != 2 || seen[1] != 2 {
		t.Errorf("handler saw counts %v", seen)
	}
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
