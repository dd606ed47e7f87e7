//! `copydesk mcp`: the Model Context Protocol, so that an assistant that drafts or translates can have its text read. The protocol is
//! `rmcp`'s, the answers are the desk's; no tool writes anything, and none reads a file.

mod tools;

use crate::{desk::Desk, session::Cancel};
use rmcp::{
    ErrorData, RoleServer, ServerHandler, ServiceExt,
    model::{
        CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation, ListToolsResult, PaginatedRequestParams,
        ServerCapabilities, ServerConfig,
    },
    service::RequestContext,
};
use serde_json::Value;
use std::{io, sync::Arc};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::Semaphore,
    task,
};

/// What an assistant is told of all tools together.
const INSTRUCTIONS: &str = "copydesk reads news articles and reports truncated sentences, misspelled names, machine-translation artefacts and \
    what a publishing pipeline left. Give it a whole article, not single sentences: names are compared within the article. It reports only \
    what it is fairly sure of; a diagnostic's `confidence` says how sure. Offsets are bytes of UTF-8.";

/// Answers an assistant.
pub struct Assistant {
    desk: Arc<Desk>,
    cores: Arc<Semaphore>,
}

impl Assistant {
    /// One that reads as many articles at a time as there are threads.
    pub fn new(desk: Desk, threads: usize) -> Self {
        Self { desk: Arc::new(desk), cores: Arc::new(Semaphore::new(threads.max(1))) }
    }

    /// Speaks until the client has gone.
    ///
    /// # Errors
    /// Where the client does not begin as the protocol has it, or the connection breaks.
    pub async fn run(
        self,
        input: impl AsyncRead + Send + Unpin + 'static,
        output: impl AsyncWrite + Send + Unpin + 'static,
    ) -> io::Result<()> {
        let service = self.serve((input, output)).await.map_err(io::Error::other)?;
        service.waiting().await.map(drop).map_err(io::Error::other)
    }
}

impl ServerHandler for Assistant {
    fn get_info(&self) -> ServerConfig {
        let about = Implementation::new("copydesk", env!("CARGO_PKG_VERSION"));
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build()).with_server_info(about).with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(&self, _: Option<PaginatedRequestParams>, _: RequestContext<RoleServer>) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(tools::all()))
    }

    async fn call_tool(&self, request: CallToolRequestParams, context: RequestContext<RoleServer>) -> Result<CallToolResponse, ErrorData> {
        let Some(tool) = tools::named(&request.name) else {
            return Err(ErrorData::invalid_params(format!("there is no tool `{}`", request.name), None));
        };
        let failed = |message: String| CallToolResult::error(vec![ContentBlock::text(message)]);
        let Ok(permit) = Arc::clone(&self.cores).acquire_owned().await else {
            return Ok(failed("copydesk is about to end".to_owned()).into());
        };
        let (desk, cancel, arguments) = (Arc::clone(&self.desk), Cancel::default(), Value::Object(request.arguments.unwrap_or_default()));
        let running = {
            let cancel = cancel.clone();
            task::spawn_blocking(move || {
                let answered = tool(&desk, arguments, &cancel);
                drop(permit);
                answered
            })
        };
        let answered = tokio::select! {
            answered = running => answered,
            () = context.ct.cancelled() => {
                cancel.cancel();
                return Ok(failed("cancelled".to_owned()).into());
            }
        };
        Ok(match answered {
            Ok(Ok(value)) => CallToolResult::structured(value).into(),
            Ok(Err(refusal)) => failed(refusal.to_string()).into(),
            Err(_) => failed("copydesk failed on this text; please report it".to_owned()).into(),
        })
    }
}
