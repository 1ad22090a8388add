package server

var completionTriggers = []string{".", "<", "/", "@", "\"", "'", " ", "=", "{"}
