#!/usr/bin/env node
import './require-node.js';

const { runCli } = await import('../src/cli/run-cli.ts');
process.exitCode = await runCli(process.argv);
