module github.com/codescript-lang/coder

go 1.26
