// The YAML language server as an editor runs it: a child process, spoken to over stdio.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('node_modules/yaml-language-server/bin/yaml-language-server', import.meta.url));
const PATIENCE = 30_000;

/** Starts the server for a writer whose editor speaks `locale`, in the folder `root` (a file: URL). */
export async function start(root, locale) {
  const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map();
  let sent = 0;

  const write = (message) => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    child.stdin.write(body);
  };
  const notify = (method, params) => write({ method, params });
  const answerOf = (key) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer from the server: ${key}`)), PATIENCE);
      waiting.set(key, (found) => {
        clearTimeout(timer);
        waiting.delete(key);
        resolve(found);
      });
    });
  const ask = async (method, params) => {
    const id = (sent += 1);
    const answer = answerOf(id);
    write({ id, method, params });
    const { result, error } = await answer;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  };

  read(child.stdout, (message) => {
    if (message.method === 'textDocument/publishDiagnostics') {
      waiting.get(message.params.uri)?.(message.params.diagnostics);
    } else if (message.method && message.id !== undefined) {
      write({ id: message.id, result: answered(message) });
    } else if (message.id !== undefined) {
      waiting.get(message.id)?.(message);
    }
  });

  await ask('initialize', { processId: process.pid, rootUri: root, locale, capabilities: CAPABILITIES });
  notify('initialized', {});
  return {
    ask,
    /** Opens a document; the marks that the server puts into it. */
    open: (uri, text) => {
      const marks = answerOf(uri);
      notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
      return marks;
    },
    stop: async () => {
      await ask('shutdown', null);
      notify('exit');
    },
  };
}

const CAPABILITIES = {
  workspace: { configuration: true },
  textDocument: {
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown', 'plaintext'] } },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    publishDiagnostics: { relatedInformation: true },
  },
};

// What an editor has set before anybody changes a setting, but that no schema is fetched by file name.
const SETTINGS = {
  yaml: {
    yamlVersion: '1.2', validate: true, hover: true, completion: true, schemaStore: { enable: false },
  },
};

const answered = ({ method, params }) =>
  method === 'workspace/configuration' ? params.items.map(({ section }) => SETTINGS[section] ?? null) : null;

function read(stream, receive) {
  let held = Buffer.alloc(0);
  stream.on('data', (chunk) => {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      const end = held.indexOf('\r\n\r\n');
      if (end < 0) return;
      const start = end + 4;
      const length = Number(/Content-Length: (\d+)/i.exec(held.toString('latin1', 0, end))[1]);
      if (held.length < start + length) return;
      receive(JSON.parse(held.toString('utf8', start, start + length)));
      held = held.subarray(start + length);
    }
  });
}
