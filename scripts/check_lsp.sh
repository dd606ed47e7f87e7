#!/usr/bin/env bash
# `copydesk lsp` with a real Neovim, headless: the column of a diagnostic behind an emoji, the fix, the buffer afterwards, and saving.
# usage: scripts/check_lsp.sh BINARY
set -euo pipefail
bin=$(realpath "$1")

if ! command -v nvim >/dev/null; then
  apt-get install -y -qq neovim >/dev/null 2>&1 || { apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq neovim >/dev/null 2>&1; } || true
fi
if ! command -v nvim >/dev/null; then
  echo "left out: Neovim is not here and could not be installed, so the server was not tried with it"
  exit 0
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf 'Talks in Nairobi\n\n😀 The ministers of both the countries met in Nairobi on Monday.\n' >"$folder/a.md"
cat >"$folder/check.lua" <<'LUA'
local function fail(what)
  io.stderr:write("nvim: " .. what .. "\n")
  vim.cmd("cquit 1")
end
local function wait(what, until_true)
  if not vim.wait(20000, until_true, 20) then fail("waited in vain for " .. what) end
end
local begun = vim.loop.hrtime()
local id = vim.lsp.start_client({
  name = "copydesk", cmd = { vim.env.COPYDESK, "lsp" }, root_dir = vim.env.DESK,
  workspace_folders = { { name = "desk", uri = vim.uri_from_fname(vim.env.DESK) } },
})
vim.lsp.buf_attach_client(0, id)
wait("a diagnostic", function() return #vim.diagnostic.get(0) > 0 end)
local first = (vim.loop.hrtime() - begun) / 1e6
local found = vim.diagnostic.get(0)
if #found ~= 1 or found[1].lnum ~= 2 or found[1].col ~= 22 then fail("the diagnostic is elsewhere: " .. vim.inspect(found)) end
local client = vim.lsp.get_client_by_id(id)
local params = {
  textDocument = { uri = vim.uri_from_bufnr(0) }, range = found[1].user_data.lsp and {
    -- Where the fault stands, in UTF-16 as Neovim speaks by default.
    start = { line = 2, character = 20 }, ["end"] = { line = 2, character = 38 },
  }, context = { diagnostics = {} },
}
local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 20000) or fail("no answer")
local fix
for _, action in ipairs((answers[id] or {}).result or {}) do
  if action.isPreferred then fix = action end
end
if not fix then fail("no fix is offered: " .. vim.inspect(answers)) end
vim.lsp.util.apply_workspace_edit(fix.edit, client.offset_encoding)
local line = vim.api.nvim_buf_get_lines(0, 2, 3, true)[1]
if line ~= "😀 The ministers of both countries met in Nairobi on Monday." then fail("the buffer is " .. line) end
wait("the diagnostic to go", function() return #vim.diagnostic.get(0) == 0 end)
local before = vim.loop.hrtime()
vim.cmd("silent write")
local saved = (vim.loop.hrtime() - before) / 1e6
if saved > 1000 then fail("saving took " .. saved .. " ms") end
print(string.format("nvim: first diagnostics after %.0f ms, saved in %.1f ms\n", first, saved))
vim.cmd("qall!")
LUA
COPYDESK="$bin" DESK="$folder" timeout 90 nvim --headless --clean -n "$folder/a.md" -c "luafile $folder/check.lua"
if ! grep -q 'both countries met' "$folder/a.md"; then
  echo "nvim: the file was not saved with its fix" >&2
  exit 1
fi
