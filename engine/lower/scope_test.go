package lower

import "testing"

func TestScopeCSS(t *testing.T) {
	for css, want := range map[string]string{
		"p { color: red }":                       "p[x] { color: red }",
		".a .b, ul > li { }":                     ".a .b[x], ul > li[x] { }",
		"a:hover::before { content: \"}\" }":     "a[x]:hover::before { content: \"}\" }",
		":root { --a: 1 }":                       "[x]:root { --a: 1 }",
		"@media (width > 1px) { p { } }":         "@media (width > 1px) { p[x] { } }",
		"@keyframes k { from { } to { } } p { }": "@keyframes k { from { } to { } } p[x] { }",
		"@import url(\"a;b\"); p{}":              "@import url(\"a;b\"); p[x]{}",
		"/* a { */ p{}":                          "/* a { */ p[x]{}",
		"a[href=\"x,y\"] {}":                     "a[href=\"x,y\"][x] {}",
		":is(a, b) > c {}":                       ":is(a, b) > c[x] {}",
		"p { & b { } }":                          "p[x] { & b { } }",
		"p { color: red":                         "p[x] { color: red",
		"":                                       "",
		"a\\:b {}":                               "a\\:b[x] {}",
		"@supports (a: b) { @media print { p{} } } .c{}": "@supports (a: b) { @media print { p[x]{} } } .c[x]{}",
	} {
		if got := scopeCSS(css, "[x]"); got != want {
			t.Errorf("%s\n gives %s\n want  %s", css, got, want)
		}
	}
}
