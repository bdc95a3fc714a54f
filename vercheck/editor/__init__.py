"""What an editor is told while somebody types: the language server, for `vercheck lsp`.

`workspace` reads and examines, on one worker thread; `view` is what came of it, as a value; `findings`,
`hover`, `places` and `actions` answer an editor's questions from a view; `session` decides when to look
again; `server` knows the folders, and `protocol` what an editor says and asks. Nothing here writes a file:
an editor applies the edits that it is offered.
"""
