// The corpus and the catalogue name the same diagnostics.

package diag

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCasesExist holds that the corpus has a case for each diagnostic that tells it, and
// none for anything else.
func TestCasesExist(t *testing.T) {
	files, err := filepath.Glob("../../testdata/diag/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	told := map[Code]bool{}
	for _, file := range files {
		base := strings.TrimSuffix(filepath.Base(file), ".txtar")
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range Entries() {
			if strings.HasPrefix(base, string(e.Code)) && strings.Contains(string(data), "["+string(e.Code)+"]") {
				told[e.Code] = true
			}
		}
	}
	for _, e := range Entries() {
		if !told[e.Code] {
			t.Errorf("testdata/diag has no case for %s", e.Code)
		}
	}
}
