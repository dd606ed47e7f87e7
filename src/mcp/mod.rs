//! `copydesk mcp`.
