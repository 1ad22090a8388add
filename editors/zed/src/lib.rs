//! Tells Zed how to start Coder's language server: the `coder` on the PATH of the project's shell.

use zed_extension_api::{self as zed, LanguageServerId, Result, Worktree};

struct Codescript;

impl zed::Extension for Codescript {
    fn new() -> Self {
        Codescript
    }

    fn language_server_command(
        &mut self,
        _server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<zed::Command> {
        let command = worktree.which("coder").ok_or(
            "coder is not on the PATH. Install it with: go install github.com/codescript-lang/coder/cmd/coder@latest",
        )?;
        Ok(zed::Command {
            command,
            args: vec!["lsp".into()],
            env: worktree.shell_env(),
        })
    }
}

zed::register_extension!(Codescript);
