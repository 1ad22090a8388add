package diag

import (
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
)

func TestMessage(t *testing.T) {
	at := source.Span{}
	tests := []struct {
		d       Diagnostic
		english string
		korean  string
	}{
		{
			New(UnknownName, at, Quote("name", "titel")),
			"unknown name `titel`", "`titel`이라는 이름이 없습니다",
		},
		{
			New(UnknownName, at, Quote("name", "제목"), Quote("wanted", "글")).As("suggest"),
			"unknown name `제목`, did you mean `글`?", "`제목`이라는 이름이 없습니다. `글`을 쓰려고 했나요?",
		},
		{
			New(ExpectedToken, at, Say("found", EndOfFile), Quote("wanted", ")")),
			"found the end of the file, expected `)`", "파일의 끝 대신 `)`가 와야 합니다",
		},
		{
			New(MismatchedTag, at, Quote("found", "pp"), Quote("wanted", "p")),
			"found `</pp>`, expected `</p>`", "`</pp>` 대신 `</p>`가 와야 합니다",
		},
		{
			New(UnexpectedCharacter, at).As("brace"),
			"found a lone `}` in text; write `\\}`", "글 속에 홀로 있는 `}`는 `\\}`로 씁니다",
		},
		{
			New(WrongArgumentCount, at, Count("found", 3), Text("wanted", "1–2")),
			"found 3 arguments, expected 1–2", "인수가 3개입니다. 1–2개여야 합니다",
		},
		{
			New(UnsafeAttribute, at).As("style"),
			"hole stands in a `style` text; write a record, `style={{color: c}}`",
			"`style` 글에는 값을 끼워 넣을 수 없습니다. `style={{color: c}}`처럼 레코드로 쓰세요",
		},
	}
	for _, tt := range tests {
		if got := tt.d.Message(English); got != tt.english {
			t.Errorf("got %q, want %q", got, tt.english)
		}
		if got := tt.d.Message(Korean); got != tt.korean {
			t.Errorf("got %q, want %q", got, tt.korean)
		}
	}
}

// TestArgumentsStayOnOneLine: an argument may be any text of a file.
func TestArgumentsStayOnOneLine(t *testing.T) {
	got := New(UnexpectedCharacter, source.Span{}, Quote("found", "a\nb\x1b[31m\x7f\u202e")).Message(English)
	if want := "found `a␊b␛[31m␡\ufffd`, which means nothing here"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	got = New(UnknownName, source.Span{}, Quote("name", strings.Repeat("가", 1000))).Message(English)
	if want := "unknown name `" + strings.Repeat("가", 40) + "…" + strings.Repeat("가", 40) + "`"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestParticles(t *testing.T) {
	tests := []struct{ value, forms, want string }{
		{"이름", "은/는", "은"},
		{"나무", "은/는", "는"},
		{"글", "을/를", "을"},
		{"글", "으로/로", "로"},
		{"손", "으로/로", "으로"},
		{"나무", "으로/로", "로"},
		{"html", "이/가", "이"},
		{"html", "으로/로", "로"},
		{"title", "이/가", "이"},
		{"title", "으로/로", "로"},
		{"name", "을/를", "을"},
		{"none", "과/와", "과"},
		{"me", "을/를", "를"},
		{"type", "은/는", "은"},
		{"page", "이/가", "가"},
		{"code", "을/를", "를"},
		{"item", "이/가", "이"},
		{"token", "을/를", "을"},
		{"post", "을/를", "를"},
		{"import", "을/를", "를"},
		{"set", "을/를", "을"},
		{"string", "과/와", "과"},
		{"number", "과/와", "와"},
		{"r", "이/가", "이"},
		{"n", "이/가", "이"},
		{"x", "이/가", "가"},
		{"1", "이/가", "이"},
		{"2", "이/가", "가"},
		{"3", "이/가", "이"},
		{"6", "으로/로", "으로"},
		{"7", "으로/로", "로"},
		{"10", "이/가", "이"},
		{"post2", "을/를", "를"},
		{"`이름`", "은/는", "은"},
		{"</p>", "을/를", "를"},
		{"titles[3]", "이/가", "이"},
		{"&&", "은/는", "는"},
		{"", "은/는", "는"},
	}
	for _, tt := range tests {
		if got := Particle(tt.value, tt.forms); got != tt.want {
			t.Errorf("%s: got %s of %s, want %s", tt.value, got, tt.forms, tt.want)
		}
	}
}

func TestParseLang(t *testing.T) {
	for locale, want := range map[string]Lang{
		"ko": Korean, "ko-KR": Korean, "ko_KR.UTF-8": Korean, "KO": Korean, "ko@x": Korean,
		"": English, "C": English, "en_US.UTF-8": English, "kok-IN": English, "fr": English,
	} {
		if got := ParseLang(locale); got != want {
			t.Errorf("%q: got %s", locale, got)
		}
	}
}
